/** What the exchange says on the wire; docs/exchange.md has it to the byte. */

export const ROLES = ["owner", "researcher", "operator"] as const;
export type Role = (typeof ROLES)[number];
export type MemberState = "waiting" | "member" | "closed";

export interface Session {
  user: string;
  role: Role;
  state: MemberState;
  origin: string;
  directory_key: string;
  /** How the node's index is kept. */
  search: "salted" | "deterministic";
}

/** What a record does; exactly one field. */
export type Act =
  | { register: { fingerprint: string; role: Role } }
  | { admit: { user: string; fingerprint: string } }
  | {
      upload: {
        file: string;
        version: number;
        manifest: string;
        bytes: number;
        columns: number;
        listing: string;
      };
    }
  | { ask: { file: string; columns?: number[]; purpose: string } }
  | { invite: { file: string; to: string; purpose: string } }
  | {
      grant: {
        file: string;
        version: number;
        manifest: string;
        to: string;
        fingerprint: string;
        columns?: number[];
        expires?: string;
        tail: string;
      };
    }
  | { refuse: { file: string; to: string } }
  | { revoke: { file: string; to: string } }
  | { download: { file: string; version: number } }
  | { release: { numbers: string; epsilon: string; delta?: string } }
  | { "demand-keys": { file: string } }
  | { close: Record<string, never> };

/** What a user said, as it was signed. */
export interface SignedRecord {
  type: string;
  origin: string;
  by: string;
  at: number;
  nonce: string;
  act: Act;
}

/** A record and its signature. */
export interface Entry {
  record: string;
  signature: string;
}

/** An entry with its place in the log. */
export interface Logged extends Entry {
  leaf: number;
  salt: string;
}

/** A user in the directory. */
export interface User {
  name: string;
  role: Role;
  state: MemberState;
  recipient: string;
  entry: Logged;
}

/** The group key, sealed for one member. */
export interface SealedGroup {
  encapsulated: string;
  sealed: string;
  by: string;
}

/** A version of a file in the catalogue; its name is sealed for the group. */
export interface Listed {
  file: string;
  owner: string;
  version: number;
  name: string;
  bytes: number;
  columns: number;
  entry: Logged;
}

/** A noisy release that somebody published. */
export interface Published {
  numbers: string;
  entry: Logged;
}

export const recordOf = ({ record }: Entry): SignedRecord => JSON.parse(record) as SignedRecord;

/** The name of an act. */
export type ActName = Act extends infer A ? (A extends A ? keyof A : never) : never;

export const actOf = (record: SignedRecord): ActName => Object.keys(record.act)[0] as ActName;

/** What `/log/keys` gives: whom a reader believes. Keys are those of signed notes. */
export interface LogKeys {
  origin: string;
  key: string;
  successors?: string[];
  witnesses: string[];
  quorum: number;
}
