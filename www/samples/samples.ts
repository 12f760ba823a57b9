import admissions from "./admissions.csv";
import patients from "./patients.csv";

/** The synthetic tables that the page carries, as files a reader might have dropped. */
export const samples = {
  patients: () => new File([patients], "patients.csv", { type: "text/csv" }),
  // The bundler drops the byte-order mark that hospital exports often start with.
  admissions: () => new File(["\uFEFF", admissions], "admissions.csv", { type: "text/csv" }),
};

export type SampleName = keyof typeof samples;
