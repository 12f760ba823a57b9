const MINUTE_MS = 60_000;
const TOLD_EVERY_MS = 30_000;
const SIGNS = ["pointerdown", "keydown", "wheel"] as const;

/** Watches whether anybody is there. */
export class IdleWatch {
  #limit = 0;
  #seen = 0;
  #told = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param onIdle - nobody was there for the whole time
   * @param onSeen - somebody is, told at most every half minute
   * @param working - whether something is under way that somebody waits for
   */
  constructor(
    private readonly onIdle: () => void,
    private readonly onSeen: () => void,
    private readonly working: () => boolean,
  ) {}

  start(minutes: number): void {
    this.stop();
    this.#limit = minutes * MINUTE_MS;
    this.#seen = Date.now();
    for (const sign of SIGNS) document.addEventListener(sign, this.#sign, { passive: true });
    document.addEventListener("visibilitychange", this.#check);
    this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    for (const sign of SIGNS) document.removeEventListener(sign, this.#sign);
    document.removeEventListener("visibilitychange", this.#check);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#check, this.#seen + this.#limit - Date.now());
  }

  readonly #check = () => {
    if (this.working()) this.#seen = Date.now();
    if (Date.now() - this.#seen < this.#limit) return this.#wait();
    this.stop();
    this.onIdle();
  };

  // A computer that slept may tell of a key before its timers run again.
  readonly #sign = () => {
    if (Date.now() - this.#seen >= this.#limit) return this.#check();
    this.#seen = Date.now();
    if (this.#seen - this.#told < TOLD_EVERY_MS) return;
    this.#told = this.#seen;
    this.onSeen();
  };
}
