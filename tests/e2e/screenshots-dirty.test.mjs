// The dirty table at every step.
import { data } from "./harness.mjs";
import { pictures } from "./screenshots.mjs";
import * as steps from "./steps.mjs";

pictures("dirty", (reader) => steps.loadFile(reader, data("hdhi_sample.csv")));
