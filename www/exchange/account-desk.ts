import type { Failure } from "../failure.js";
import { exchange as copy } from "../words/en-exchange.js";
import type { Exchange } from "./exchange.js";
import { exchangeFailure } from "./node.js";
import type { Role, Session } from "./records.js";

/** That nobody is logged in is no failure where nobody need be. */
function unlessOver(failure: Failure): void {
  if (failure.kind !== "no-session") throw failure;
}

/** Registering, logging in and out. */
export class AccountDesk {
  session: Session | undefined;
  /** Whether the node has answered who is logged in. */
  known = false;
  /** Whose page it is: also when the session is over, until they log out or another comes. */
  user: string | undefined;

  constructor(private readonly exchange: Exchange) {}

  /** Finds out who is logged in, as a page that was loaded again does. */
  async wake(): Promise<void> {
    await this.#do(copy.account.busy, async () => {
      await this.exchange.keyDesk.wake();
      await this.exchange.log.name();
      await this.#look().catch(unlessOver);
      this.known = true;
    });
    if (this.session) await this.exchange.refresh();
  }

  /** Who is logged in; throws where nobody is. */
  present(): Session {
    if (!this.session) throw exchangeFailure("no-session");
    return this.session;
  }

  /** Registers the unlocked identity under a name, and logs in. */
  async register(
    user: string,
    password: string,
    invitation: string | undefined,
    role: Role,
  ): Promise<boolean> {
    const done = await this.#do(copy.account.registering, async () => {
      const { keyDesk, node, vault } = this.exchange;
      const origin = await this.exchange.log.name();
      const own = keyDesk.keys?.identity?.recipient;
      if (!keyDesk.unlocked || !own) throw exchangeFailure("no-identity");
      const begun = { user, invitation, message: await vault("beginRegistration", [password]) };
      const { message } = await node.post<{ message: string }>("/v1/register/start", begun);
      const last = await vault("endRegistration", [user, origin, message]);
      const { fingerprint, text: recipient } = own;
      const entry = await vault("sign", [origin, user, { register: { fingerprint, role } }]);
      const attached = { ...entry, attachment: { recipient } };
      await node.post("/v1/register/finish", { user, invitation, message: last, entry: attached });
      await this.#password(user, password);
      return true;
    });
    if (done) await this.exchange.refresh();
    return done === true;
  }

  async logIn(user: string, password: string): Promise<boolean> {
    const done = await this.#do(copy.account.loggingIn, async () => {
      await this.#password(user, password);
      return true;
    });
    if (done) await this.exchange.refresh();
    return done === true;
  }

  /** Logs in with the unlocked identity, such as a passkey unlocks. */
  async logInAsIdentity(user: string): Promise<void> {
    const done = await this.#do(copy.account.loggingIn, async () => {
      const { node } = this.exchange;
      const origin = await this.exchange.log.name();
      await node.post("/v1/login/identity", { user, ...(await this.#answered(user, origin)) });
      await this.#look();
      return true;
    });
    if (done) await this.exchange.refresh();
  }

  /** Sets another password by the unlocked identity; all sessions end, and one begins with it. */
  async setPassword(password: string): Promise<boolean> {
    const done = await this.#do(copy.account.busy, async () => {
      const { node, vault } = this.exchange;
      const { user, origin } = this.present();
      const begun = { message: await vault("beginRegistration", [password]) };
      const answer = await node.post<{ message: string }>("/v1/password/start", begun);
      const message = await vault("endRegistration", [user, origin, answer.message]);
      await node.post("/v1/password/finish", { message, ...(await this.#answered(user, origin)) });
      await this.#password(user, password);
      return true;
    });
    return done === true;
  }

  /** Logs out; what was the user's goes once the node has answered. */
  async logOut(): Promise<void> {
    await this.#do(copy.account.busy, async () => {
      await this.exchange.node.post("/v1/logout", {}).catch(unlessOver);
      this.user = undefined;
      this.ended();
      this.exchange.forget();
    });
  }

  /** The session is over; what was typed stays where it was. */
  ended(): void {
    this.session = undefined;
    this.exchange.members.forget();
    this.exchange.changed();
  }

  async #password(user: string, password: string): Promise<void> {
    const { node, vault } = this.exchange;
    const origin = await this.exchange.log.name();
    const begun = { user, message: await vault("beginLogIn", [password]) };
    const answer = await node.post<{ attempt: string; message: string }>("/v1/login/start", begun);
    const message = await vault("endLogIn", [user, origin, answer.message]);
    await node.post("/v1/login/finish", { attempt: answer.attempt, message });
    await this.#look();
  }

  /** A challenge of the node's, and the unlocked identity's signature over it. */
  async #answered(user: string, origin: string) {
    const { node, vault } = this.exchange;
    const { challenge } = await node.post<{ challenge: string }>("/v1/login/challenge", { user });
    return { challenge, signature: await vault("answerChallenge", [origin, challenge]) };
  }

  async #look(): Promise<void> {
    const session = await this.exchange.node.get<Session>("/v1/session");
    if (session.origin !== this.exchange.log.origin) throw exchangeFailure("another-origin");
    if (session.user !== this.user) this.exchange.forget();
    this.user = session.user;
    this.session = session;
    for (const [step, { kind }] of this.exchange.failures) {
      if (kind === "no-session") this.exchange.failures.delete(step);
    }
    this.exchange.changed();
  }

  #do<T>(label: string, work: () => Promise<T>): Promise<T | undefined> {
    return this.exchange.run("account", label, work);
  }
}
