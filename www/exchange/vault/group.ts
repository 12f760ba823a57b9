import { Group, type Listed, type SealedGroupKey } from "../../generated/shell.js";
import type { Task } from "../../rpc.js";
import type { Holder } from "../../vault/holder.js";
import { exchangeFailure } from "../node.js";
import { shellRing } from "./account.js";

/** The group key: names of files, and the words by which they are found. */
export function group(holder: Holder) {
  let key: Group | undefined;
  const held = (): Group => {
    if (!key) throw exchangeFailure("no-group-key");
    return key;
  };
  return {
    /** Draws the group key, as the first member does. */
    drawGroup(_: Task): void {
      key ??= Group.generate();
    },

    /** Takes the group key that was sealed for the unlocked identity. */
    openGroup(_: Task, origin: string, { encapsulated, sealed }: SealedGroupKey): void {
      const opened = Group.open(shellRing(holder), origin, { encapsulated, sealed });
      key?.free();
      key = opened;
    },

    /** Wipes the group key, as when the identity that it was sealed for is locked. */
    forgetGroup(_: Task): void {
      key?.free();
      key = undefined;
    },

    /** The group key, sealed for somebody whose key the log vouches for. */
    sealGroup: (_: Task, recipient: string, origin: string): SealedGroupKey =>
      held().seal_for(recipient, origin),

    /** Seals a file's name, and makes the tokens that it is found by; with the hash of both. */
    list: (_: Task, file: string, name: string, keywords: string, shared: boolean): Listed =>
      held().list(file, name, keywords, shared),

    /** The names of files; none for what is not of this group. */
    openNames: (_: Task, sealed: { file: string; name: string }[]): (string | undefined)[] =>
      sealed.map(({ file, name }) => {
        try {
          return held().open_name(file, name);
        } catch {
          return undefined;
        }
      }),

    /** What a search for these words sends. */
    trapdoors: (_: Task, text: string): string[] => held().trapdoors(text),
  };
}
