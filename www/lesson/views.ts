import { noise } from "./noise.js";
import type { View } from "./view.js";

/** The lesson, in its order. A new view is a file beside this one and its name here. */
export const views: readonly View[] = [noise];
