import { averaging } from "./averaging.js";
import { clipping } from "./clipping.js";
import { difference } from "./difference.js";
import { encryptionCost } from "./encryption-cost.js";
import { floatingPoint } from "./floating-point.js";
import { hybrid } from "./hybrid.js";
import { local } from "./local.js";
import { modes } from "./modes.js";
import { noise } from "./noise.js";
import { nonceReuse } from "./nonce-reuse.js";
import { posterior } from "./posterior.js";
import { reconstruction } from "./reconstruction.js";
import { releases } from "./releases.js";
import { splitting } from "./splitting.js";
import { tampering } from "./tampering.js";
import type { View } from "./view.js";

/** The lesson, in its order. A new view is a file beside this one and its name here. */
export const views: readonly View[] = [
  noise,
  releases,
  posterior,
  difference,
  averaging,
  reconstruction,
  clipping,
  splitting,
  local,
  floatingPoint,
  hybrid,
  encryptionCost,
  modes,
  nonceReuse,
  tampering,
];
