import type { MethodRule } from "../../generated/lazaret.js";

/** The methods in the order in which they are offered, as each begins. */
export const methods: readonly { initial: MethodRule }[] = [{ initial: { kind: "mondrian" } }];
