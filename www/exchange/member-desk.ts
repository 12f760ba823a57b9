import type { Failure } from "../failure.js";
import type { RecipientView } from "../generated/shell.js";
import { exchange as copy } from "../words/en-exchange.js";
import type { Exchange } from "./exchange.js";
import { exchangeFailure } from "./node.js";
import {
  type Logged,
  recordOf,
  type SealedGroup,
  type SignedRecord,
  type User,
} from "./records.js";

/** Who is there, and who may come in. */
export class MemberDesk {
  users: User[] = [];
  /** The words of each key that the log vouches for, by user. */
  readonly keys = new Map<string, RecipientView>();
  hasGroupKey = false;
  /** Keys that the log vouches for, of authors whose words nobody need have looked at. */
  readonly #authors = new Map<string, Promise<string>>();

  constructor(private readonly exchange: Exchange) {}

  get waiting(): User[] {
    return this.users.filter(({ state, role }) => state === "waiting" && role !== "operator");
  }

  /** Whether nobody is in yet, so that who is logged in begins the group. */
  get isFirst(): boolean {
    return !this.users.some(({ state, role }) => state !== "waiting" && role !== "operator");
  }

  forget(): void {
    this.hasGroupKey = false;
    this.keys.clear();
    this.#authors.clear();
    void this.exchange.vault("forgetGroup", []).catch(() => {}); // a vault that died has none
  }

  /** Loads the directory and, for who is a member, opens the group key. */
  async load(): Promise<void> {
    const { account, node, vault } = this.exchange;
    const session = account.present();
    this.users = await node.get<User[]>("/v1/users");
    this.keys.clear();
    this.#authors.clear();
    if (this.hasGroupKey || session.role === "operator") return;
    if (this.#named(session.user).state !== "member") return;
    // The identity may be locked, or the session end, while it is waited for.
    const goesOn = () => this.exchange.keyDesk.unlocked && account.session?.user === session.user;
    const group = await node.get<SealedGroup | null>("/v1/group");
    if (!group || !goesOn()) return;
    await vault("openGroup", [session.origin, group]);
    this.hasGroupKey = goesOn();
  }

  /** A user's key, after the log was asked for it; throws how the node lies about it, if it does. */
  async trusted(name: string): Promise<{ recipient: string; fingerprint: string }> {
    const user = this.#named(name);
    // Asked anew each time: the log may have grown, and may say something else by now.
    this.keys.delete(name);
    const key = await this.exchange.vault("checkKey", [user]);
    this.keys.set(name, key);
    return { recipient: user.recipient, fingerprint: key.fingerprint };
  }

  /** What an entry says, once the log vouches for it and for its author's key; throws how the node lies, if it does. */
  async verified(entry: Logged): Promise<SignedRecord> {
    const author = await this.#author(recordOf(entry).by);
    return this.exchange.vault("verifyEntry", [entry, author]);
  }

  /** The key of who wrote entries, for which the log was asked since the directory was loaded. */
  #author(name: string): Promise<string> {
    const author = this.#authors.get(name) ?? this.#checked(name);
    this.#authors.set(name, author);
    return author;
  }

  async #checked(name: string): Promise<string> {
    const user = this.#named(name);
    try {
      await this.exchange.vault("checkKey", [user]);
    } catch (failure) {
      // Said of a key that is right; what it signed before the account was closed stays signed.
      if ((failure as Failure).kind !== "closed") throw failure;
    }
    return user.recipient;
  }

  /** The words of a key, once the log was asked for it. */
  async look(name: string): Promise<void> {
    await this.exchange.run("members", copy.members.checking, () => this.trusted(name));
  }

  /** Hands the group key to somebody whose words were compared; the first member draws it. */
  async admit(name: string): Promise<void> {
    await this.exchange.run("members", copy.members.admitting, async () => {
      const { account, vault } = this.exchange;
      const { origin, user: own } = account.present();
      const { recipient, fingerprint } = await this.trusted(name);
      if (this.isFirst && name === own) await vault("drawGroup", []);
      const sealed = await vault("sealGroup", [recipient, origin]);
      await this.exchange.act({ admit: { user: name, fingerprint } }, sealed);
      if (name === own) this.hasGroupKey = true;
    });
    await this.exchange.refresh();
  }

  #named(name: string): User {
    const user = this.users.find((one) => one.name === name);
    if (!user) throw exchangeFailure("no-such-user", { user: name });
    return user;
  }
}
