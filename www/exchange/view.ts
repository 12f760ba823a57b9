import { Step } from "../steps/step.js";
import type { Exchange } from "./exchange.js";

/** A part of the exchange's page. */
export abstract class View extends Step<Exchange> {}
