import { pageFailure } from "../failure.js";
import { Keyring } from "../generated/lazaret.js";

/** Has the unlocked identity, if there is one, and whatever needs it. */
export class Holder {
  #ring: Keyring | undefined;
  #empty: Keyring | undefined;

  get ring(): Keyring | undefined {
    return this.#ring;
  }

  /** Takes an identity in place of the one before, which is wiped. */
  hold(ring: Keyring | undefined): void {
    this.#ring?.free();
    this.#ring = ring;
  }

  /** Seals as the unlocked identity, or with a key that nobody keeps. */
  sealer(): Keyring {
    this.#empty ??= new Keyring();
    return this.#ring ?? this.#empty;
  }

  unlocked(): Keyring {
    if (!this.#ring) throw pageFailure("locked");
    return this.#ring;
  }
}
