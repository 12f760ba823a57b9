import { GREETING, type ToShell, toWorkbench } from "./exchange/messages.js";
import type { BudgetState, Loss } from "./generated/lazaret.js";
import { chanceOfFailure, epsilonOf } from "./steps/numbers/loss.js";
import type { Workbench } from "./workbench.js";

/** Whether this page is the workbench in the exchange's page: in a frame without an origin of its own. */
export function isFramed(): boolean {
  return parent !== window && origin === "null" && location.pathname.endsWith("/workbench");
}

/**
 * Listens to the exchange's shell, and to nobody else, and hands over what was sealed for it or
 * confirmed: no row, no name, no key.
 */
export function followShell(workbench: Workbench): void {
  const greeted = ({ data, origin, ports, source }: MessageEvent) => {
    const [port] = ports;
    const own = new URL(location.href).origin;
    if (data !== GREETING || origin !== own || source !== parent || !port) return;
    removeEventListener("message", greeted);
    speak(workbench, port);
  };
  addEventListener("message", greeted);
}

function speak(workbench: Workbench, port: MessagePort): void {
  const say = (message: ToShell) => port.postMessage(message);
  port.onmessage = ({ data }) => {
    const message = toWorkbench(data);
    if (message?.type === "recipient") workbench.recipient = message.recipient;
    if (message?.type === "open") workbench.show(message);
  };
  workbench.addEventListener("released", (event) => {
    const { detail } = event as CustomEvent<
      { sealed: Blob } | { numbers: unknown; budget: BudgetState }
    >;
    if ("sealed" in detail) return say({ type: "sealed", file: detail.sealed });
    const { numbers, budget } = detail;
    const text = JSON.stringify({ budget, releases: numbers });
    say({ type: "numbers", text, ...cost(budget) });
  });
  say({ type: "ready" });
}

/** What numbers cost, as a record of the exchange has it. */
export function cost(budget: BudgetState): { epsilon: string; delta?: string } {
  const { spent, delta_total, delta_left, concentrated } = budget;
  const loss: Loss = concentrated
    ? { rho: spent }
    : { epsilon: spent, delta: (delta_total ?? 0) - (delta_left ?? 0) };
  const delta = chanceOfFailure(loss) ?? 0;
  return { epsilon: plain(epsilonOf(loss)), ...(delta > 0 ? { delta: plain(delta) } : {}) };
}

/** Decimal digits, never an exponent, rounded up but for the last bit of a sum: no less than was spent. */
function plain(value: number): string {
  const digits = 12;
  const least = value > 0 ? 1 : 0;
  const up = Math.max(least, Math.ceil(value * 10 ** digits - 1e-3)) / 10 ** digits;
  return up.toFixed(digits).replace(/\.?0+$/, "");
}
