/** Bounds that a clinician would name without a look at any table. */
export interface Preset {
  name: string;
  unit: string;
  /** Headings of columns that probably hold it. */
  heading: RegExp;
  lower: number;
  upper: number;
  step?: number;
}

/** A heading that has one of these words in it, as a word of its own. */
const words = (...alternatives: string[]) =>
  new RegExp(`(^|[^\\p{L}])(${alternatives.join("|")})([^\\p{L}]|$)`, "iu");

const haemoglobin = words("h[ae]*moglobin", "hb", "hgb");
const creatinine = words("s?creatinine?", "kreatinin", "crea");
const glucose = words("glucose", "blood sugar", "bsl", "glukose");
const urea = words("urea", "bun", "harnstoff");
const cholesterol = words("cholesterol", "chol", "cholesterin");

export const PRESETS: readonly Preset[] = [
  {
    name: "Age",
    unit: "years",
    heading: words("age", "alter", "âge", "edad", "età"),
    lower: 0,
    upper: 110,
    step: 1,
  },
  {
    name: "Length of stay",
    unit: "days",
    heading: words("los", "length of stay", "duration of stay", "stay", "liegedauer"),
    lower: 0,
    upper: 60,
    step: 1,
  },
  {
    name: "Days in intensive care",
    unit: "days",
    heading: words("icu", "itu", "intensive"),
    lower: 0,
    upper: 60,
    step: 1,
  },
  { name: "Haemoglobin", unit: "g/dL", heading: haemoglobin, lower: 2, upper: 25, step: 0.1 },
  { name: "Haemoglobin", unit: "g/L", heading: haemoglobin, lower: 20, upper: 250, step: 1 },
  { name: "Creatinine", unit: "mg/dL", heading: creatinine, lower: 0, upper: 20, step: 0.01 },
  { name: "Creatinine", unit: "µmol/L", heading: creatinine, lower: 0, upper: 1800, step: 1 },
  { name: "Glucose", unit: "mg/dL", heading: glucose, lower: 0, upper: 1000, step: 1 },
  { name: "Glucose", unit: "mmol/L", heading: glucose, lower: 0, upper: 55, step: 0.1 },
  { name: "Urea", unit: "mg/dL", heading: urea, lower: 0, upper: 400, step: 1 },
  { name: "Urea", unit: "mmol/L", heading: urea, lower: 0, upper: 70, step: 0.1 },
  { name: "Cholesterol", unit: "mg/dL", heading: cholesterol, lower: 0, upper: 600, step: 1 },
  { name: "Cholesterol", unit: "mmol/L", heading: cholesterol, lower: 0, upper: 16, step: 0.1 },
  { name: "HbA1c", unit: "%", heading: words("hba1c", "a1c"), lower: 3, upper: 20, step: 0.1 },
  {
    name: "Sodium",
    unit: "mmol/L",
    heading: words("sodium", "na"),
    lower: 100,
    upper: 190,
    step: 1,
  },
  {
    name: "Potassium",
    unit: "mmol/L",
    heading: words("potassium"),
    lower: 1,
    upper: 10,
    step: 0.1,
  },
  {
    name: "White cells",
    unit: "10⁹/L",
    heading: words("tlc", "wbc", "leu[ck]o[ck]ytes", "leukozyten"),
    lower: 0,
    upper: 100,
    step: 0.1,
  },
  {
    name: "Platelets",
    unit: "10⁹/L",
    heading: words("platelets", "plt", "thrombo[cz]yte[ns]"),
    lower: 0,
    upper: 1500,
    step: 1,
  },
  {
    name: "C-reactive protein",
    unit: "mg/L",
    heading: words("crp", "c-reactive protein"),
    lower: 0,
    upper: 500,
    step: 1,
  },
  { name: "BNP", unit: "pg/mL", heading: words("bnp"), lower: 0, upper: 5000, step: 1 },
  {
    name: "Ejection fraction",
    unit: "%",
    heading: words("ef", "lvef", "ejection fraction"),
    lower: 0,
    upper: 100,
    step: 1,
  },
  {
    name: "Systolic blood pressure",
    unit: "mmHg",
    heading: words("sbp", "systolic", "trestbps", "blood pressure", "bp"),
    lower: 40,
    upper: 300,
    step: 1,
  },
  {
    name: "Diastolic blood pressure",
    unit: "mmHg",
    heading: words("dbp", "diastolic"),
    lower: 20,
    upper: 200,
    step: 1,
  },
  {
    name: "Heart rate",
    unit: "per minute",
    heading: words("heart ?rate", "hr", "pulse", "thalach"),
    lower: 0,
    upper: 300,
    step: 1,
  },
  {
    name: "Oxygen saturation",
    unit: "%",
    heading: words("spo2", "sao2", "saturation"),
    lower: 0,
    upper: 100,
    step: 1,
  },
  {
    name: "Temperature",
    unit: "°C",
    heading: words("temp", "temperature"),
    lower: 25,
    upper: 45,
    step: 0.1,
  },
  {
    name: "Body mass index",
    unit: "kg/m²",
    heading: words("bmi", "body mass index"),
    lower: 10,
    upper: 80,
    step: 0.1,
  },
  {
    name: "Weight",
    unit: "kg",
    heading: words("weight", "gewicht"),
    lower: 0,
    upper: 300,
    step: 1,
  },
  {
    name: "Height",
    unit: "cm",
    heading: words("height", "grösse"),
    lower: 30,
    upper: 230,
    step: 1,
  },
  { name: "Yes or no", unit: "0 or 1", heading: /$^/, lower: 0, upper: 1, step: 1 },
];

/** Those that a heading suggests. */
export function presetsFor(heading: string): Preset[] {
  return PRESETS.filter((preset) => preset.heading.test(heading));
}
