import { type Keyring, PasswordLogIn, PasswordRegistration } from "../../generated/shell.js";
import type { Task } from "../../rpc.js";
import type { Holder } from "../../vault/holder.js";
import type { Act, Entry } from "../records.js";

/** The unlocked identity, with what the shell's module can do with it more than the workbench's. */
export function shellRing(holder: Holder): Keyring {
  return holder.unlocked() as unknown as Keyring;
}

/** Registering and logging in, and signing what is done then. */
export function account(started: Promise<unknown>, holder: Holder) {
  let registering: PasswordRegistration | undefined;
  let loggingIn: PasswordLogIn | undefined;
  return {
    /** Begins a registration; gives the first message for the node. */
    async beginRegistration(_: Task, password: string): Promise<string> {
      await started;
      registering?.free();
      registering = PasswordRegistration.start(password);
      return registering.message;
    },

    /** Ends it; gives the last message. */
    endRegistration: (_: Task, user: string, origin: string, answer: string): string =>
      registering?.finish(user, origin, answer) ?? "",

    /** Begins a log-in; gives the first message for the node. */
    async beginLogIn(_: Task, password: string): Promise<string> {
      await started;
      loggingIn?.free();
      loggingIn = PasswordLogIn.start(password);
      return loggingIn.message;
    },

    /** Ends it, sure of the node; gives the last message. */
    endLogIn: (_: Task, user: string, origin: string, answer: string): string =>
      loggingIn?.finish(user, origin, answer) ?? "",

    /** Signs the node's challenge with the unlocked identity. */
    answerChallenge: (_: Task, origin: string, challenge: string): string =>
      shellRing(holder).answer_challenge(origin, challenge),

    /** Signs what `by` does now. */
    sign(_: Task, origin: string, by: string, act: Act): Entry {
      const now = Math.floor(Date.now() / 1000);
      const entry = shellRing(holder).sign_record(origin, by, now, JSON.stringify(act));
      return JSON.parse(entry) as Entry;
    },
  };
}
