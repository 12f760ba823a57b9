import type { Failure } from "../failure.js";
import { KeyDesk } from "../keys/desk.js";
import { VaultClient } from "../vault/client.js";
import { exchange as copy } from "../words/en-exchange.js";
import { Work } from "../work.js";
import { AccessDesk } from "./access-desk.js";
import { AccountDesk } from "./account-desk.js";
import { ConsoleDesk } from "./console-desk.js";
import { FileDesk } from "./file-desk.js";
import { HistoryDesk } from "./history-desk.js";
import { LogDesk } from "./log-desk.js";
import { MemberDesk } from "./member-desk.js";
import { Node } from "./node.js";
import type { Act } from "./records.js";
import type { ShellVault } from "./vault/vault.js";

/** Where an entry stands in the log. */
interface Written {
  leaf: number;
  salt: string;
}

/** How long after it was not answered a record is sent again, in milliseconds. */
const AGAIN_MS = 2000;

/**
 * One sitting at the exchange: who is logged in, and what is known of people, files and the log.
 * Views show it and call its desks; it fires `change` when there is something new to show.
 */
export class Exchange extends Work {
  readonly node = new Node();
  readonly #vault = new VaultClient<ShellVault>((reason) => this.#vaultLost(reason));
  readonly vault = this.#vault.call;
  readonly keyDesk = new KeyDesk(this, this.#vault.call);
  readonly log = new LogDesk(this);
  readonly account = new AccountDesk(this);
  readonly access = new AccessDesk(this);
  members = new MemberDesk(this);
  files = new FileDesk(this);
  history = new HistoryDesk(this);
  console = new ConsoleDesk(this);

  #unlocked = false;
  #refreshed = Promise.resolve();

  constructor() {
    super();
    this.addEventListener("change", this.#follow);
  }

  /**
   * What waited for the identity goes on once it is unlocked, and what needs it goes when it is locked. A session that
   * is over is seen by whatever was refused.
   */
  readonly #follow = () => {
    const over = [...this.failures.values()].some(({ kind }) => kind === "no-session");
    if (over && this.account.session) return this.account.ended();
    const { unlocked } = this.keyDesk;
    if (unlocked === this.#unlocked) return;
    this.#unlocked = unlocked;
    if (!unlocked) this.members.forget();
    else if (this.account.session) void this.refresh();
  };

  /** Signs what the reader does, and hands it to the node; gives its place in the log. */
  async act(act: Act, attachment: object | null = null): Promise<Written> {
    const { origin, user } = this.account.present();
    const entry = await this.vault("sign", [origin, user, act]);
    const written = await this.#hand({ ...entry, attachment });
    if (!("download" in act)) this.log.wrote(written.leaf); // nobody waits to see that they fetched
    return written;
  }

  /**
   * A record that is not answered may have been written all the same. Sent once more it is answered as the first time;
   * signed anew it would be done twice.
   */
  #hand(record: object): Promise<Written> {
    const send = () => this.node.post<Written>("/v1/records", record, { long: true });
    return send().catch(async (failure: Failure) => {
      if (failure.kind !== "unavailable" && failure.kind !== "unreachable") throw failure;
      await new Promise((turn) => setTimeout(turn, AGAIN_MS));
      return send();
    });
  }

  /** Brings everything that is shown up to what the node and the log say now, one time after the other. */
  refresh(): Promise<void> {
    this.#refreshed = this.#refreshed.then(() => this.#refresh());
    return this.#refreshed;
  }

  /** What was another's is forgotten: desks are new, and what still arrives for the old ones is seen by nobody. */
  forget(): void {
    for (const step of ["open", "upload"] as const) this.busy.get(step)?.cancel();
    this.failures.clear();
    this.members.forget();
    this.files.forget();
    this.members = new MemberDesk(this);
    this.files = new FileDesk(this);
    this.history = new HistoryDesk(this);
    this.console = new ConsoleDesk(this);
    this.log.wrote(0);
  }

  async #refresh(): Promise<void> {
    if (!this.account.session) return;
    await this.run("exchange", copy.busy, async () => {
      await this.log.catchUp();
      await this.members.load();
      if (this.account.session?.role === "operator") return this.console.load();
      if (!this.members.hasGroupKey) return;
      await this.history.load();
      await this.files.load();
    });
  }

  /** The vault died and took the unlocked identity and the group key along. */
  #vaultLost(reason: Failure): void {
    this.members.forget();
    void this.keyDesk.lost().then(() => this.fail("keys", reason));
  }
}
