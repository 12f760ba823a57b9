import { read_recipient } from "../generated/lazaret.js";
import type { Task } from "../rpc.js";
import type { KeyStore } from "./store.js";
import type { Recipient } from "./views.js";

/** The people to seal for, as this browser keeps them. */
export function addressBook(started: Promise<unknown>, store: KeyStore) {
  const all = async (): Promise<Recipient[]> => {
    const recipients = await store.all<Recipient>("recipients");
    return recipients.sort((a, b) => a.name.localeCompare(b.name));
  };
  return {
    recipients: (_: Task) => all(),

    /** Adds a public key from its file; throws what is wrong with it. */
    async addRecipient(_: Task, text: string): Promise<Recipient[]> {
      await started;
      const read = read_recipient(text);
      const known = await store.get<Recipient>("recipients", read.fingerprint);
      const verified = known?.verified ?? false;
      await store.put("recipients", read.fingerprint, { ...read, verified });
      return all();
    },

    async verifyRecipient(_: Task, fingerprint: string, verified: boolean): Promise<Recipient[]> {
      await store.update<Recipient>(
        "recipients",
        fingerprint,
        (one) => one && { ...one, verified },
      );
      return all();
    },

    async removeRecipient(_: Task, fingerprint: string): Promise<Recipient[]> {
      await store.remove("recipients", fingerprint);
      return all();
    },
  };
}
