import type { Workbench } from "./workbench.js";

/** Browsers refuse an address that changes with every pixel of a slider. */
const REST_MS = 300;

/**
 * Keeps the page's fragment and the workbench in step, so that a link opens a view of the
 * lesson exactly. Only the page does this: the address of a portal is the portal's own.
 */
export function followAddress(workbench: Workbench): void {
  let here = "";
  let resting: ReturnType<typeof setTimeout> | undefined;
  const follow = () => {
    clearTimeout(resting);
    here = location.hash.slice(1);
    workbench.address = here;
  };
  const stay = (address: string) => history.replaceState(null, "", `#${address}`);
  workbench.addEventListener("navigated", (event) => {
    const { address } = (event as CustomEvent<{ address: string }>).detail;
    clearTimeout(resting);
    // Another view is a step that the reader may go back; a slider's every stop is not.
    if (place(address) === place(here)) {
      resting = setTimeout(() => stay(address), REST_MS);
    } else {
      stay(here);
      history.pushState(null, "", `#${address}`);
    }
    here = address;
  });
  addEventListener("hashchange", follow);
  follow();
}

function place(address: string): string | undefined {
  return address.split("&")[0];
}
