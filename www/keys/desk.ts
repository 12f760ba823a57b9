import type { PassphraseStrength, RecoveryKit } from "../generated/lazaret.js";
import type { VaultClient } from "../vault/client.js";
import type { Keys, Recipient, Secret, TypedWord } from "../vault/views.js";
import { keys as copy } from "../words/en-keys.js";
import type { Work } from "../work.js";
import { IdleWatch } from "./idle.js";
import { fromBase64, makePasskey, usePasskey } from "./passkey.js";

/** An identity that is not ready before its recovery kit is on paper. */
type Making = { stage: "kit"; kit: RecoveryKit } | { stage: "confirm" };

/**
 * The reader's keys as the page shows them. The vault holds them: of what is secret, only the
 * recovery kit comes here, for as long as it is on the screen.
 */
export class KeyDesk {
  keys: Keys | undefined;
  recipients: Recipient[] = [];
  making: Making | undefined;
  /** The kit of an identity that is ready, shown once more. */
  kit: RecoveryKit | undefined;
  /** What has just happened to the identity, until it is locked. */
  news: "made" | "recovered" | undefined;

  #waking: Promise<void> | undefined;
  readonly #idle = new IdleWatch(
    () => void this.lock(),
    () => void this.call("touch", []).catch(() => {}),
    () => this.work.busy.size > 0,
  );
  /** What is locked in one tab is locked in all. */
  #tabs: BroadcastChannel | undefined;

  constructor(
    private readonly work: Work,
    private readonly call: VaultClient["call"],
  ) {}

  /** Finds out what this browser keeps; the first time only. */
  wake(): Promise<void> {
    this.#waking ??= this.#do(copy.busy, async () => {
      this.#tabs ??= new BroadcastChannel("lazaret-keys");
      this.#tabs.onmessage = () => void this.#lockHere();
      this.#show(await this.call("wake", []));
      this.recipients = await this.call("recipients", []);
    }).then(() => {});
    return this.#waking;
  }

  /** The vault's worker died, and the unlocked identity with it. */
  async lost(): Promise<void> {
    this.#waking = undefined;
    this.making = undefined;
    await this.wake();
  }

  get unlocked(): boolean {
    return this.keys?.unlocked === true;
  }

  /** Begins an identity; it counts once the words of its kit were typed back. */
  async make(name: string, passphrase: string): Promise<void> {
    await this.#do(copy.make.busy, async () => {
      const kit = await this.call("make", [name, passphrase]);
      this.making = { stage: "kit", kit };
    });
  }

  /** The kit is on paper: it goes from the screen. */
  hideKit(): void {
    this.kit = undefined;
    if (this.making) this.making = { stage: "confirm" };
    this.work.changed();
  }

  async showKit(): Promise<void> {
    await this.#do(copy.busy, async () => {
      const kit = await this.call("kit", []);
      if (this.making) this.making = { stage: "kit", kit };
      else this.kit = kit;
    });
  }

  /** Takes the identity, if the words are those of its kit. */
  async confirm(words: TypedWord[]): Promise<void> {
    const keys = await this.#do(copy.busy, () => this.call("confirm", [words]));
    if (!keys) return;
    this.making = undefined;
    this.news = "made";
    this.#show(keys);
    void navigator.storage?.persist?.().catch(() => {});
    this.work.changed();
  }

  async abandon(): Promise<void> {
    this.making = undefined;
    await this.#do(copy.busy, () => this.call("abandon", []));
  }

  /** Takes an identity from its file, locked. */
  async use(file: Blob): Promise<void> {
    await this.#update(copy.unlock.reading, () => this.call("use", [file]));
  }

  async unlock(secret: Secret, name = copy.unlock.unnamed): Promise<boolean> {
    const unlocked = await this.#update(copy.unlock.busy, () =>
      this.call("unlock", [secret, name]),
    );
    if (unlocked && ("words" in secret || "shares" in secret)) {
      this.news = "recovered";
      this.work.changed();
    }
    return unlocked;
  }

  async unlockWithPasskey(id: string, salt: string): Promise<boolean> {
    return this.#update(copy.unlock.passkeyBusy, async () => {
      const credential = fromBase64(id);
      const output = await usePasskey(credential, fromBase64(salt));
      return this.call("unlock", [{ passkey: { credential, output } }]);
    });
  }

  async lock(): Promise<void> {
    this.#tabs?.postMessage("locked");
    await this.#lockHere();
  }

  async setIdle(minutes: number): Promise<void> {
    await this.#update(copy.busy, () => this.call("setIdle", [minutes]));
  }

  async addPassphrase(passphrase: string): Promise<boolean> {
    return this.#update(copy.unlockers.busy, () => this.call("addPassphrase", [passphrase]));
  }

  async addPasskey(): Promise<boolean> {
    const name = this.keys?.identity?.recipient.name ?? "";
    return this.#update(copy.unlock.passkeyBusy, async () => {
      const { credential, salt, output } = await makePasskey(name);
      return this.call("addPasskey", [credential, salt, output]);
    });
  }

  async removeUnlocker(place: number): Promise<boolean> {
    return this.#update(copy.unlockers.busy, () => this.call("removeUnlocker", [place]));
  }

  /** One file for each of `count` people, of whom `threshold` together get the identity back. */
  shares(threshold: number, count: number): Promise<Blob[] | undefined> {
    return this.#do(copy.shares.busy, () => this.call("shares", [threshold, count]));
  }

  /** The identity as its owner keeps it. */
  identityFile(): Promise<Blob | undefined> {
    return this.#do(copy.busy, () => this.call("identityFile", []));
  }

  /** The public key as others get it. */
  recipientFile(): Promise<Blob | undefined> {
    return this.#do(copy.busy, () => this.call("recipientFile", []));
  }

  /** Removes the identity from this browser. */
  async forget(): Promise<void> {
    await this.#update(copy.busy, () => this.call("forget", []));
  }

  async addRecipient(text: string): Promise<boolean> {
    return this.#list(copy.recipients.reading, () => this.call("addRecipient", [text]));
  }

  /** Says whether the reader compared a recipient's words with their owner. */
  async verify(fingerprint: string, verified: boolean): Promise<void> {
    await this.#list(copy.busy, () => this.call("verifyRecipient", [fingerprint, verified]));
  }

  async removeRecipient(fingerprint: string): Promise<void> {
    await this.#list(copy.busy, () => this.call("removeRecipient", [fingerprint]));
  }

  /** Words drawn by chance. */
  suggestPassphrase(): Promise<string> {
    return this.call("suggestPassphrase", []);
  }

  strengthOf(passphrase: string): Promise<PassphraseStrength> {
    return this.call("strengthOf", [passphrase]);
  }

  close(): void {
    this.#idle.stop();
    this.#tabs?.close();
  }

  async #lockHere(): Promise<void> {
    if (!this.unlocked) return;
    this.kit = undefined;
    await this.#update(copy.busy, () => this.call("lock", []));
  }

  async #update(label: string, work: () => Promise<Keys>): Promise<boolean> {
    const keys = await this.#do(label, work);
    if (keys) this.#show(keys);
    this.work.changed();
    return keys !== undefined;
  }

  async #list(label: string, work: () => Promise<Recipient[]>): Promise<boolean> {
    const recipients = await this.work.run("recipients", label, work);
    this.recipients = recipients ?? this.recipients;
    this.work.changed();
    return recipients !== undefined;
  }

  #do<T>(label: string, work: () => Promise<T>): Promise<T | undefined> {
    return this.work.run("keys", label, work);
  }

  #show(keys: Keys): void {
    this.keys = keys;
    if (keys.unlocked) {
      this.#idle.start(keys.idleMinutes);
    } else {
      this.#idle.stop();
      this.news = undefined;
    }
  }
}
