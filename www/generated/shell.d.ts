/* tslint:disable */
/* eslint-disable */

/** Sealed bytes of a column, counted from 0. */
export type ColumnPiece = [column: number, bytes: Uint8Array];

/** What is still missing of a sealed table: in the file, each column stands in its frame, then comes the tail. */
export interface SealedTable {
    pieces: ColumnPiece[];
    frames: [before: Uint8Array, behind: Uint8Array][];
    tail: Uint8Array;
}


/**
 * 100 answers to the same question, made in two ways at the same ε.
 */
export interface LocalLesson {
    /**
     * The true count.
     */
    truth: number;
    /**
     * Every patient answers with a coin of her own; the coins' bias is taken off.
     */
    local: number[];
    /**
     * The ward adds noise to the count.
     */
    central: number[];
    /**
     * Standard deviation on paper of the first way.
     */
    local_error: number;
    /**
     * Standard deviation on paper of the second.
     */
    central_error: number;
}

/**
 * A bound on the privacy loss, of one release or of all releases together.
 *
 * In JSON its parameters alone: `{"epsilon": 1}`, `{"rho": 0.1}`,
 * `{"epsilon": 1, "delta": 1e-6}`.
 */
export type Loss = { epsilon: number; delta: number } | { epsilon: number } | { rho: number };

/**
 * A column and its bins.
 */
export interface Margin {
    /**
     * Name of the column.
     */
    column: string;
    /**
     * The bins of its values.
     */
    bins: Bins;
}

/**
 * A column before, after noise, and after encryption and noise.
 */
export interface ReproducedColumn {
    /**
     * The heading.
     */
    name: string;
    /**
     * Of the values as they are.
     */
    before: Statistics;
    /**
     * With noise on every cell.
     */
    noisy: Statistics;
    /**
     * Sealed, opened, and with noise on every cell.
     */
    hybrid: Statistics;
    /**
     * What that noise hides, and what a correct release gives.
     */
    protection: Protection;
    /**
     * How often the noisy cells give their values away.
     */
    recovery: Recovery;
}

/**
 * A column of numbers and what its numbers can be.
 */
export interface Bounded {
    /**
     * Name of the column.
     */
    column: string;
    /**
     * Least value that the quantity can have, in the unit of the column.
     */
    lower: number;
    /**
     * Greatest value that the quantity can have, in the unit of the column.
     */
    upper: number;
    /**
     * Values are rounded to multiples of it above the lower bound; told
     * from the bounds if it is left out.
     */
    step?: number;
}

/**
 * A column that a key opens.
 */
export interface OpenedColumn {
    /**
     * Its place in the sealed file, counted from 0.
     */
    number: number;
    /**
     * Its heading.
     */
    name: string;
}

/**
 * A day, `YYYY-MM-DD`, UTC.
 */
export type Day = string;

/**
 * A grant as everybody sees it.
 */
export interface InspectedGrant {
    /**
     * The recipient; without one it is for a passphrase.
     */
    recipient?: InspectedRecipient;
    /**
     * Which columns, counted from 0; all without it.
     */
    columns?: number[];
    /**
     * What for.
     */
    purpose?: string;
    /**
     * When it was made.
     */
    issued: string;
    /**
     * The last day on which it may be used.
     */
    expires?: string;
    /**
     * Whether that day is over.
     */
    expired: boolean;
}

/**
 * A grant that the page wishes for.
 */
export interface GrantWish {
    /**
     * Whom it is for.
     */
    to: WishedReader;
    /**
     * Which columns, counted from 0, ascending; all without it.
     */
    columns?: number[];
    /**
     * What for.
     */
    purpose?: string;
    /**
     * The last day on which it may be used.
     */
    expires?: Day;
}

/**
 * A group key for one member: the attachment of an `admit`. Both in base64.
 */
export interface SealedGroupKey {
    /**
     * HPKE's encapsulated key.
     */
    encapsulated: string;
    /**
     * The ciphertext.
     */
    sealed: string;
}

/**
 * A group of values, or of groups, or of both.
 */
export interface Group {
    /**
     * What is published in place of its values; no other group has this name.
     */
    name: string;
    /**
     * The groups inside.
     */
    groups?: Group[];
    /**
     * The values that stand in it directly; no other group has them.
     */
    values?: string[];
}

/**
 * A label and how much it covers.
 */
export interface LabelPreview {
    /**
     * The published text; empty for the missing value.
     */
    text: string;
    /**
     * The rows that would show it.
     */
    rows: number;
    /**
     * The values below it, those that no row holds among them.
     */
    values: number;
}

/**
 * A message that was never sealed, with a tag that was made without the key.
 */
export interface Forgery {
    /**
     * What was sealed.
     */
    sent: string;
    /**
     * Its tag, in hexadecimal.
     */
    tag: string;
    /**
     * What the attacker wants to be read instead.
     */
    wanted: string;
    /**
     * The tag that the attacker made, in hexadecimal.
     */
    forged_tag: string;
    /**
     * Whether AES-256-GCM opens it, and to what was wanted.
     */
    accepted: boolean;
}

/**
 * A noisy answer with every parameter that made it.
 */
export type Release = Asked & { value: Value; mechanism: Mechanism; sensitivity: number; scale: number; unit: Unit; missing: Missing };

/**
 * A number with its errors, each in the unit of the number: of the column, a
 * number of rows for counts, a share from 0 to 1 for a prevalence.
 */
export interface Estimate {
    /**
     * What it is: a bin, a statistic, a coefficient; empty where the question says it.
     */
    label?: string;
    /**
     * The number.
     */
    value: number;
    /**
     * Half-width that holds the exact number with at least 95 % probability over
     * the noise alone: not over values cut off at the bounds or rounded to the
     * step, nor over how the patients were sampled.
     */
    error_95: number;
    /**
     * Half-width of the 95 % interval from sampling patients, where the answer tells it.
     */
    sampling_95?: number;
}

/**
 * A picture and a column of diagnoses, encrypted in ECB and in GCM.
 */
export interface PatternsLesson {
    /**
     * Pixels of a line.
     */
    width: number;
    /**
     * Lines.
     */
    height: number;
    /**
     * The picture as it was drawn.
     */
    plain: Uint8Array;
    /**
     * Its ciphertext in ECB.
     */
    ecb: Uint8Array;
    /**
     * Its ciphertext in GCM, without the tag.
     */
    gcm: Uint8Array;
    /**
     * Blocks of a picture.
     */
    blocks: number;
    /**
     * Blocks of the ECB picture that are equal to another one of it.
     */
    ecb_copies: number;
    /**
     * The same of the GCM picture.
     */
    gcm_copies: number;
    /**
     * The column.
     */
    rows: SealedDiagnosis[];
}

/**
 * A picture and a column of prescriptions, changed by somebody without the key, and then opened.
 */
export interface TamperingLesson {
    /**
     * Pixels of a line.
     */
    width: number;
    /**
     * Lines of a picture that was not cut.
     */
    height: number;
    /**
     * What ECB opens to.
     */
    ecb: Uint8Array;
    /**
     * What CBC opens to.
     */
    cbc: Uint8Array;
    /**
     * What CTR opens to.
     */
    ctr: Uint8Array;
    /**
     * What GCM opens to; nothing where it refuses.
     */
    gcm?: Uint8Array;
    /**
     * The column.
     */
    rows: TamperedPrescription[];
    /**
     * What opens of the picture in chunks of GCM that do not say which of them is the last; it was only cut.
     */
    chunks: Uint8Array;
    /**
     * The same in the stream that Lazaret seals with; nothing where it refuses.
     */
    stream?: Uint8Array;
    /**
     * The first chunk that the stream misses, counted from 0.
     */
    missing_chunk?: number;
}

/**
 * A place in a ledger: a line and its hash, which stands for all up to it.
 *
 * In text `number:hash`.
 */
export interface Head {
    /**
     * Of the line, from 1.
     */
    number: number;
    /**
     * SHA-256 of the line, in hexadecimal digits.
     */
    hash: string;
}

/**
 * A question about a table. All it holds is declared, nothing is measured.
 */
export type Question = { question: "count" } | { question: "prevalence"; column: string; category: string } | ({ question: "sum" } & Bounded) | ({ question: "mean" } & { public_rows?: number } & Bounded) | ({ question: "moments" } & Bounded) | ({ question: "quantiles" } & { probabilities: number[] } & Bounded) | { question: "bounds"; column: string } | ({ question: "histogram" } & Margin) | { question: "contingency"; rows: Margin; columns: Margin } | { question: "groups"; by: Margin; of: Bounded } | { question: "covariance"; columns: Bounded[] } | { question: "linear-regression"; target: Bounded; predictors: Bounded[] } | { question: "logistic-regression"; column: string; category: string; predictors: Bounded[] } | { question: "survival"; time: string; edges: number[]; event: string; occurred: string } | { question: "categories"; column: string } | { question: "synthetic"; columns: Margin[]; rows?: number };

/**
 * A question and how much its accuracy matters.
 */
export interface Weighted {
    /**
     * The question.
     */
    question: Question;
    /**
     * Above 0; twice the weight makes a squared error count twice.
     */
    weight: number;
}

/**
 * A question, about whom, and what may be spent on it.
 */
export type Asked = Question & Loss & { among?: Among };

/**
 * A recipe that does what Safe Harbor asks, and what it found for it to do.
 */
export interface SafeHarbor {
    /**
     * The recipe with the preset applied.
     */
    recipe: Recipe;
    /**
     * One line a column, in the order of the recipe.
     */
    columns: SafeHarborColumn[];
    /**
     * One line for each of the 18 kinds, in the order of the rule.
     */
    kinds: SafeHarborMatches[];
    /**
     * What the preset cannot do.
     */
    caveats: SafeHarborCaveat[];
}

/**
 * A setting that was tried, and what it came to.
 */
export interface Point {
    /**
     * The recipe, changed.
     */
    recipe: Recipe;
    /**
     * What was changed, against the recipe that advice was asked for.
     */
    changes: Change[];
    /**
     * Patients of the smallest class, measured on the release.
     */
    smallest_class: number;
    /**
     * The prosecutor's greatest chance, 0 to 1.
     */
    risk_max: number;
    /**
     * The same, averaged over rows.
     */
    risk_mean: number;
    /**
     * Normalized certainty penalty over rows and all quasi-identifiers of the
     * first recipe, 0 to 1: a column or a row that was left out counts as 1.
     */
    loss: number;
    /**
     * Whether no other setting has less of one and no more of the other.
     */
    on_frontier: boolean;
}

/**
 * A step of a curve.
 */
export interface CurvePoint {
    /**
     * The end of the interval, in the unit of the column of times.
     */
    time: number;
    /**
     * Noisy number of patients at risk at its beginning.
     */
    at_risk: number;
    /**
     * The share that is left at its end, from 0 to 1.
     */
    survival: Estimate;
}

/**
 * A stretch of the calendar.
 */
export type DateStep = "month" | "quarter" | "year" | "decade";

/**
 * After some answers.
 */
export interface Average {
    /**
     * Answers averaged.
     */
    answers: number;
    /**
     * Their average.
     */
    average: number;
    /**
     * The standard error on paper: that of one answer over √k.
     */
    error: number;
}

/**
 * Bounds on an attacker's belief that somebody is in the table, after
 * 0, 1, 2, … releases.
 */
export interface PosteriorLesson {
    /**
     * The bounds, by the number of releases, from none.
     */
    after: Belief[];
}

/**
 * Errors of the mean when stays above a bound count as the bound, in days.
 */
export interface Clipped {
    /**
     * The bound, in days.
     */
    bound: number;
    /**
     * By how much the mean is too low without any noise.
     */
    bias: number;
    /**
     * The standard deviation of the noise.
     */
    noise: number;
    /**
     * Both together: √(bias² + noise²).
     */
    total: number;
    /**
     * Patients whose stay is cut off.
     */
    cut: number;
}

/**
 * Every answer to “how many have diabetes?” near the truth, with its
 * probability on two wards that differ by one patient.
 */
export interface NoiseLesson {
    /**
     * The true count without Ms X; with her it is one more.
     */
    count: number;
    /**
     * One for each answer, in order.
     */
    answers: AnswerOdds[];
}

/**
 * How Mondrian cuts and publishes.
 */
export interface MondrianRule {
    /**
     * Whether rows that are equal on an axis may come to different sides of a cut.
     */
    relaxed?: boolean;
    /**
     * What a group's cells become.
     */
    publish?: Publish;
}

/**
 * How a column's hierarchy is made.
 */
export type HierarchyRule = { kind: "table"; lines: string[][] } | { kind: "ranges"; origin: number; widths: number[]; bottom?: number; top?: number } | { kind: "dates"; steps: DateStep[] } | { kind: "prefixes"; kept: number[]; length: number } | { kind: "icd10" } | { kind: "tree"; groups: Group[]; other: string } | { kind: "suppression" };

/**
 * How a column's values grow coarser.
 */
export interface HierarchyPreview {
    /**
     * The rule's hierarchy, else the one that the column suggests.
     */
    rule: HierarchyRule;
    /**
     * From the values themselves to the one label for all.
     */
    heights: HeightPreview[];
}

/**
 * How a comparison is made.
 */
export interface Settings {
    /**
     * The seed of folds and forests.
     */
    seed: number;
    /**
     * A held-out part is the remainder of this many folds: 3 for a third.
     */
    folds: number;
}

/**
 * How a file is listed.
 */
export interface Listed {
    /**
     * What its `upload` attaches.
     */
    listing: Listing;
    /**
     * What the record names.
     */
    hash: string;
}

/**
 * How a file's text is cut into cells. Guessed from its beginning, shown, and
 * corrected by the reader where the guess is wrong.
 */
export interface Dialect {
    /**
     * The ASCII character between two cells.
     */
    delimiter: string;
    /**
     * How bytes stand for letters.
     */
    encoding: Encoding;
    /**
     * Whether the first row holds the headings.
     */
    header: boolean;
}

/**
 * How a key is agreed on with a recipient.
 */
export type Kem = "x25519" | "x-wing";

/**
 * How a sliced release is cut: which column tells the bucket, and which columns stayed together.
 */
export interface Slices {
    /**
     * The released column that numbers the buckets.
     */
    bucket: string;
    /**
     * Columns that were permuted together; the attacker knows those that the rules name.
     */
    columns: string[][];
}

/**
 * How a table is sliced.
 */
export interface SlicingRule {
    /**
     * Whether the values of a column are generalized until each stands for k
     * rows, and in a sensitive column for diverse ones.
     */
    improved?: boolean;
    /**
     * The columns by hand, as headings; those not named form one more. A
     * heading named again is published again. Found by correlation where left out.
     */
    columns?: string[][];
    /**
     * How many columns there are, the sensitive ones among them; at least one is not.
     */
    c?: number;
    /**
     * How many headings a sensitive column has: the sensitive one, and those
     * quasi-identifiers that correlate with it most.
     */
    alpha?: number;
    /**
     * A heading that is to be predicted, and so never joins a sensitive column.
     */
    target?: string;
    /**
     * Whether values change places only among rows of a bucket that have the
     * same target, of which there are k in a bucket or none: what foretells the
     * target is kept then. Secrets still change places in the whole bucket.
     */
    keep_target?: boolean;
    /**
     * One over the greatest probability with which a sensitive value may be linked to a person; above 1.
     */
    l?: number;
    /**
     * The same for semi-sensitive headings.
     */
    semi_sensitive_l?: number;
    /**
     * The greatest distance between what can be linked to a person and the whole table, above 0, at most 1.
     */
    t?: number;
    /**
     * How far values are from each other, for `t`; equal or ordered.
     */
    distance?: Distance;
    /**
     * The mean correlation, 0 to 1, from which on a quasi-identifier is
     * published in another column too; in one column only where it is left out.
     */
    overlap?: number;
    /**
     * Made-up rows, as a share of the real ones, 0 to 1.
     */
    fakes?: number;
}

/**
 * How a transformation's loss is measured, and how long the best is sought.
 */
export interface FullDomainRule {
    /**
     * How the losses of columns become one.
     */
    aggregate?: Aggregate;
    /**
     * ARX's generalization/suppression factor, 0 to 1: below 1/2 suppressed rows
     * cost less than their cells, above it generalized cells do.
     */
    factor?: number;
    /**
     * The most transformations that are tried; the best of them is taken then.
     */
    checks?: number;
}

/**
 * How bytes stand for letters.
 */
export type Encoding = "utf8" | "windows1252";

/**
 * How far a copy follows.
 */
export interface Followed {
    /**
     * How many entries it has.
     */
    entries: number;
    /**
     * How many witnesses vouch for them.
     */
    witnesses: number;
    /**
     * How many must.
     */
    quorum: number;
    /**
     * When a quorum had last done so, in seconds since 1970.
     */
    at?: number;
}

/**
 * How groups are formed and published.
 */
export type MethodRule = ({ kind: "mondrian" } & MondrianRule) | ({ kind: "full-domain" } & FullDomainRule) | ({ kind: "slicing" } & SlicingRule) | ({ kind: "local-recoding" } & LocalRecodingRule) | ({ kind: "microaggregation" } & MicroaggregationRule) | ({ kind: "cell-suppression" } & CellSuppressionRule);

/**
 * How hard a passphrase is to guess.
 */
export interface PassphraseStrength {
    /**
     * An estimate, rather low.
     */
    bits: number;
    /**
     * What a new one must have.
     */
    at_least: number;
}

/**
 * How local recoding publishes.
 */
export interface LocalRecodingRule {
    /**
     * What a group's cells become.
     */
    publish?: Publish;
}

/**
 * How many cells of a column were hidden.
 */
export interface SuppressedCells {
    /**
     * The quasi-identifier.
     */
    column: string;
    /**
     * Released cells that say nothing; those of rows that are left out do not count.
     */
    cells: number;
}

/**
 * How many cells were hidden.
 */
export interface CellSuppressionAudit {
    /**
     * For each quasi-identifier.
     */
    columns: SuppressedCells[];
}

/**
 * How many classes have a size.
 */
export interface ClassSize {
    /**
     * Patients in each of these classes.
     */
    size: number;
    /**
     * How many classes have that many patients.
     */
    classes: number;
    /**
     * Rows in all of them.
     */
    rows: number;
}

/**
 * How many groups a model refused while a method looked for better ones. A
 * group that several models refuse counts for the first of them.
 */
export interface Decided {
    /**
     * The model.
     */
    model: ModelName;
    /**
     * The column that it judged.
     */
    column?: string;
    /**
     * The groups.
     */
    refused: number;
}

/**
 * How many secrets an attack recovers.
 */
export interface Recovered {
    /**
     * Scale of the noise on every count, which is 1/ε.
     */
    scale: number;
    /**
     * Right of 100; 50 is guessing.
     */
    right: number;
}

/**
 * How much each score counts in the overall one; only their proportions matter.
 */
export interface Weights {
    /**
     * Of [`Scores::privacy`].
     */
    privacy: number;
    /**
     * Of [`Scores::means`].
     */
    means: number;
    /**
     * Of [`Scores::spreads`].
     */
    spreads: number;
}

/**
 * How much likelier a class makes a sensitive value.
 */
export interface Skewness {
    /**
     * The sensitive column.
     */
    column: string;
    /**
     * Rows of the table.
     */
    rows: number;
    /**
     * Rows whose own value is at least twice as frequent in their class as in the table.
     */
    doubled: number;
    /**
     * The greatest factor by which a class makes a value likelier.
     */
    greatest_factor: number;
    /**
     * The greatest difference of a value's share in a class and in the table, 0 to 1.
     */
    greatest_difference: number;
    /**
     * The same in whole percent points.
     */
    greatest_points: number;
}

/**
 * How much of a column was lost.
 */
export interface ColumnLoss {
    /**
     * The quasi-identifier.
     */
    name: string;
    /**
     * Normalized certainty penalty, averaged over rows: 0 untouched, 1 all lost.
     */
    ncp: number;
}

/**
 * How much of a file was drawn, before anything else was done to it.
 */
export interface Drawn {
    /**
     * Patients that were drawn; rows, where every row is a patient.
     */
    patients: number;
    /**
     * Patients of the file.
     */
    of_patients: number;
    /**
     * Rows that were drawn: all of the drawn patients.
     */
    rows: number;
    /**
     * Rows of the file.
     */
    of_rows: number;
}

/**
 * How noise is drawn.
 */
export type Mechanism = "discrete-laplace" | "discrete-gaussian" | "permute-and-flip" | "exponential" | "stability-threshold" | "marginals";

/**
 * How often the attacker finds a telling number, by the true value 0 or 1.
 */
export interface FloatingPointLesson {
    /**
     * Numbers drawn for each of the four.
     */
    draws: number;
    /**
     * Noise made from `Math.random()` and a logarithm, as in many programs.
     */
    naive: [number, number];
    /**
     * Noise made of integers, as in this one.
     */
    exact: [number, number];
    /**
     * A number that the naive way gave for 0, and that it can never give for 1.
     */
    telling: number | undefined;
}

/**
 * How rows are shared.
 */
export interface Share {
    /**
     * The least number of patients in a group.
     */
    k: number;
    /**
     * What else every group must satisfy.
     */
    models?: ModelRule[];
    /**
     * How groups are formed and published.
     */
    method?: MethodRule;
    /**
     * The share of rows, 0 to 1, that may be left out so that the others lose less.
     */
    suppression?: number;
    /**
     * The share of patients, between 0 and 1, that is drawn at random before all else; all where it is not given.
     */
    sample?: number;
}

/**
 * How the cells of a column are read: its kind and its spelling.
 */
export interface Format {
    /**
     * What the cells hold.
     */
    kind: Kind;
    /**
     * Point or comma in numbers.
     */
    decimal_mark?: DecimalMark;
    /**
     * Day or month first in dates of numbers only.
     */
    date_order?: DateOrder;
}

/**
 * How the losses of all quasi-identifiers become one.
 */
export type Aggregate = "geometric-mean" | "arithmetic-mean";

/**
 * How the paper's pipeline is run.
 */
export interface HybridSettings {
    /**
     * The noise on every cell has the scale 1/ε.
     */
    epsilon: number;
    /**
     * Of the noise alone.
     */
    seed: number;
    /**
     * Of the noise after encryption. The same as `seed` shows what encryption changes: nothing.
     */
    hybrid_seed: number;
    /**
     * Rows to draw from the table, with replacement; its own where not given.
     */
    rows?: number;
    /**
     * What counts in the overall score.
     */
    weights: Weights;
}

/**
 * How well a set of columns tells rows apart.
 */
export interface ColumnSet {
    /**
     * The columns.
     */
    columns: string[];
    /**
     * Different combinations of values over rows, 0 to 1.
     */
    distinction: number;
    /**
     * Share of all pairs of rows that differ in at least one of the columns, 0 to 1.
     */
    separation: number;
    /**
     * Rows of a patient who alone has the combination.
     */
    unique_rows: number;
}

/**
 * How well members are told from others.
 */
export interface Membership {
    /**
     * People who are in the table.
     */
    members: number;
    /**
     * People who are not.
     */
    others: number;
    /**
     * Buckets that a member matches, on average.
     */
    mean_buckets_members: number;
    /**
     * Buckets that another person matches, on average.
     */
    mean_buckets_others: number;
    /**
     * Chance that a member has the greater matching degree of the two, ties
     * halved: 0.5 tells nothing, 1 all.
     */
    auc: number;
    /**
     * The same in whole percent.
     */
    auc_percent: number;
}

/**
 * How well one classifier does.
 */
export interface Score {
    /**
     * Which one.
     */
    classifier: ClassifierKind;
    /**
     * Share of test rows told rightly after training on the original, 0 to 1.
     */
    original: number;
    /**
     * The same after training on the release.
     */
    released: number;
}

/**
 * How wrong the answers were.
 */
export interface QueryError {
    /**
     * How many queries were asked.
     */
    queries: number;
    /**
     * The relative error that half of them stay below.
     */
    median: number;
    /**
     * The relative error on average.
     */
    mean: number;
}

/**
 * Intervals of one width, laid from an origin: `[origin + i·width, origin + (i+1)·width)`.
 *
 * Dates are cut by calendar year: origin and width then count years.
 *
 * # Guarantee
 * Where origin and width are stated, the borders tell nothing about any patient.
 * Where they are left to the column, they tell its least and its greatest value,
 * and the report warns of it. A representative is never a lone person's value:
 * see [`Representative::Mean`].
 *
 * # Assumptions
 * Whoever states origin, width and codes has not chosen them by single patients.
 *
 * # Utility
 * A value loses the length of its interval over the length of the line, which
 * runs from the first interval that occurs to the last (the column's range,
 * where that is cut by count); a merged interval loses its own length.
 *
 * # Errors
 * A cell that does not read as a number counts as missing.
 *
 * # Citation
 * The "fixed-interval method" of attribute-focused anonymization; with bottom
 * and top codes as in Hundepool et al., Statistical Disclosure Control, 2012.
 */
export interface Intervals {
    /**
     * A border between two intervals; the bottom code, else the column's least
     * value, where it is not given.
     */
    origin?: number;
    /**
     * The length of each; more than zero. Either this or `count` is given.
     */
    width?: number;
    /**
     * How many intervals lie between the origin and the top code, else the
     * column's greatest value, which the last one holds.
     */
    count?: number;
    /**
     * All below is one interval.
     */
    bottom?: number;
    /**
     * All from here on is one interval.
     */
    top?: number;
    /**
     * Intervals of fewer patients are merged with the next, from the left; what
     * remains at the right end joins its left neighbour.
     */
    merge_below?: number;
    /**
     * What stands for the values of an interval.
     */
    publish?: Representative;
}

/**
 * Keeps some characters at the ends of a value and writes `*` for each other one.
 *
 * A character is a Unicode scalar value. A value that is no longer than what
 * would be kept is hidden whole.
 *
 * # Guarantee
 * At least one character of every value is hidden, and of most values all but
 * `keep_first + keep_last`. Nothing more: a mask is no anonymization.
 *
 * # Assumptions
 * What is kept, and the length, which stays, point at no one. The report says
 * how many masked values still belong to one patient alone.
 *
 * # Utility
 * The kept characters, such as an area code.
 *
 * # Errors
 * [`ShareError::MaskKeepsAll`] where no value is longer than what is kept.
 */
export interface Mask {
    /**
     * Characters kept at the beginning.
     */
    keep_first?: number;
    /**
     * Characters kept at the end.
     */
    keep_last?: number;
}

/**
 * Mean, standard deviation, least, quartiles and greatest, as pandas has them.
 */
export interface Statistics {
    /**
     * The mean.
     */
    mean: number;
    /**
     * The standard deviation, with n − 1 below; 0 of a single row.
     */
    std: number;
    /**
     * The least value.
     */
    min: number;
    /**
     * A quarter lies below it.
     */
    lower_quartile: number;
    /**
     * Half lies below it.
     */
    median: number;
    /**
     * Three quarters lie below it.
     */
    upper_quartile: number;
    /**
     * The greatest value.
     */
    max: number;
}

/**
 * Microaggregation leaves nothing to choose.
 */
export interface MicroaggregationRule {}

/**
 * Moves every date of a patient by the same number of days, drawn evenly from
 * −`days` to +`days` by a keyed function of the patient.
 *
 * With the same key a patient has the same offset in all date columns, in next
 * month's file and in every other one. Where the recipe names no patient
 * column, or a row has no patient, the offset is made of all the row's cells:
 * it holds within the row, not from one file to the next. Dates are moved
 * before anything else, so groups and intervals are made of moved dates; they
 * are written as `2020-12-31`.
 *
 * # Guarantee
 * Without the key each of the 2·`days` + 1 offsets is equally likely for every
 * patient. Whole days between two dates of a patient are exact.
 *
 * # Assumptions
 * Nobody knows a true date that stands beside its moved one: whoever does can
 * move the patient's others back. Intervals are released exactly, and a rare
 * one, such as a stay of 213 days, points at its patient. Seasons and weekdays
 * are hidden only as far as `days` reaches: a week hides no season, and a few
 * weeks no year. No date column may be released unmoved; the report warns. A
 * time of day, which no whole day would move, is left out.
 *
 * # Utility
 * Stays, ages and times to an event are unchanged; calendar effects are lost.
 *
 * # Errors
 * The key is missing: [`crate::anonymize::ShareError::PseudonymKeyMissing`].
 *
 * # Citation
 * Hripcsak, G.; Mirhaji, P.; Low, A.; Malin, B.: Preserving temporal relations
 * in clinical data while maintaining privacy, JAMIA 23(6), 2016.
 */
export interface ShiftDates {
    /**
     * The most days that a date is moved, 1 to 3650.
     */
    days: number;
}

/**
 * Noisy numbers of rows in the bins of one column, or in the pairs of bins of two.
 */
export interface MeasuredTable {
    /**
     * Names of the columns.
     */
    columns: string[];
    /**
     * Scale of the noise on every number: sensitivity/ε, or the standard deviation.
     */
    scale: number;
    /**
     * Half-width that holds the exact number with 95 % probability. Of all that
     * was measured better numbers are then made, so it is seldom reached.
     */
    error_95: number;
}

/**
 * Nothing is to be chosen about cell suppression.
 */
export interface CellSuppressionRule {}

/**
 * One attack in full, and 100 more.
 */
export interface DifferenceLesson {
    /**
     * The true count of everybody with diabetes, Ms X among them.
     */
    with: number;
    /**
     * The true count of everybody but Ms X.
     */
    without: number;
    /**
     * Both counts with noise.
     */
    noisy_with: number;
    /**
     * Both counts with noise.
     */
    noisy_without: number;
    /**
     * The noisy differences of 100 attacks.
     */
    attacks: Attempt[];
    /**
     * Of the 100, those in which the attacker was right.
     */
    right: number;
    /**
     * The most that may be right of 100, on paper: e^2ε/(e^2ε+1).
     */
    most: number;
}

/**
 * One attack in full, and how others fare.
 */
export interface ReconstructionLesson {
    /**
     * Each patient's secret.
     */
    secrets: boolean[];
    /**
     * What the attacker says that it is.
     */
    solved: boolean[];
    /**
     * How many of the 100 are right.
     */
    right: number;
    /**
     * The same at other noise.
     */
    curve: Recovered[];
}

/**
 * One line about a column. Holds none of its values.
 */
export interface ColumnDescription {
    /**
     * The heading.
     */
    name: string;
    /**
     * The kind of its values.
     */
    kind: Kind;
    /**
     * How its cells are spelled.
     */
    format: Format;
    /**
     * The role that was guessed.
     */
    role: Role;
    /**
     * Why.
     */
    reason: Reason;
    /**
     * Different values; missing is none.
     */
    distinct: number;
    /**
     * Rows without a value.
     */
    missing: number;
    /**
     * Rows with a value that does not read as the kind.
     */
    misfits: number;
}

/**
 * One of the 100 attacks. Ms X has diabetes in every second of them.
 */
export interface Attempt {
    /**
     * Noisy count with her less noisy count without.
     */
    difference: number;
    /**
     * Whether she has diabetes.
     */
    ill: boolean;
}

/**
 * One patient's diagnosis, and what somebody without the key sees of it.
 */
export interface SealedDiagnosis {
    /**
     * Who it is.
     */
    patient: string;
    /**
     * What only the key's owner sees.
     */
    diagnosis: string;
    /**
     * The block in ECB, in hexadecimal.
     */
    ecb: string;
    /**
     * Which patients' ECB blocks are the same: those with the same number, counted from 0.
     */
    ecb_group: number;
    /**
     * The block in GCM, in hexadecimal.
     */
    gcm: string;
    /**
     * As `ecb_group`, of the GCM blocks.
     */
    gcm_group: number;
}

/**
 * One patient's prescription and what it opens to; nothing where it was cut off or is refused.
 */
export interface TamperedPrescription {
    /**
     * Who it is.
     */
    patient: string;
    /**
     * What was sealed.
     */
    prescribed: string;
    /**
     * In ECB.
     */
    ecb?: string;
    /**
     * In CBC.
     */
    cbc?: string;
    /**
     * In CTR.
     */
    ctr?: string;
    /**
     * In GCM.
     */
    gcm?: string;
}

/**
 * One run of 100 hypothetical releases.
 */
export interface ReleasesLesson {
    /**
     * The true count.
     */
    truth: number;
    /**
     * The noisy counts, in the order drawn.
     */
    answers: number[];
    /**
     * How many of them are within the margin.
     */
    within: number;
    /**
     * How many of 100 are within it on paper.
     */
    expected: number;
}

/**
 * One step of generalization.
 */
export interface HeightPreview {
    /**
     * How many labels there are.
     */
    labels: number;
    /**
     * The first of them, in the order of the column's values.
     */
    examples: LabelPreview[];
}

/**
 * One thing in which a setting differs from the recipe that advice was asked for.
 */
export type Change = { kind: "group-size"; k: number } | { kind: "method"; method: string } | { kind: "wider-intervals"; times: number } | { kind: "column-left-out"; column: string };

/**
 * Replaces each value by the beginning of its HMAC-SHA-256 in base32 (RFC 4648,
 * lower case): 5 bits a character.
 *
 * The code is taken of the namespace and the value as it stands in the cell,
 * without blanks around it: `007` and `7` are two values. With the same key and
 * namespace a patient has the same pseudonym in next month's file and in every
 * other file.
 *
 * # Guarantee
 * Without the key a pseudonym tells nothing of the value, and pseudonyms of two
 * namespaces do not show that they are one patient's. Two values of a file
 * never share a pseudonym: the run is refused instead.
 *
 * # Assumptions
 * The key is secret: its owner, who can try every record number, knows who is
 * who. Under the GDPR pseudonymized data are still personal data. A pseudonym
 * links all rows of a patient, here and across releases; who knows several of
 * a patient's visits may find them by it, and the report says for how many
 * patients that is so.
 *
 * # Utility
 * Rows of a patient stay together, and files can be joined.
 *
 * # Errors
 * [`ShareError::PseudonymsCollide`]. With n values and c characters this has a
 * chance of at most n² / 2^(5c + 1): for a million patients and the usual 16
 * characters 4·10⁻¹³; with the least, 8 characters, 0.45. The key is missing:
 * [`ShareError::PseudonymKeyMissing`].
 *
 * # Citation
 * RFC 2104 (HMAC); ENISA, Pseudonymisation techniques and best practices, 2019, §5.1.
 */
export interface Pseudonym {
    /**
     * What the values name, such as `patient`: files that name it alike can be
     * joined. The heading where it is left out.
     */
    namespace?: string;
    /**
     * The length of a pseudonym, 8 to 51.
     */
    characters?: number;
}

/**
 * Rows in classes below a size.
 */
export interface SmallClasses {
    /**
     * The size that the classes stay below.
     */
    below: number;
    /**
     * Rows in them.
     */
    rows: number;
    /**
     * The same over all rows, 0 to 1.
     */
    share: number;
}

/**
 * Scores from 0 to 1, measured on one run of the hybrid algorithm.
 *
 * The definitions are ours: the paper has none.
 */
export interface Scores {
    /**
     * The share of cells that stay hidden from the best guess, in the column
     * where they are hidden worst; see [`Recovery::hidden`](super::recovery::Recovery::hidden).
     */
    privacy: number;
    /**
     * 1 − mean relative error of the means, an error above 1 being 1.
     */
    means: number;
    /**
     * The same of the standard deviations.
     */
    spreads: number;
    /**
     * The mean of the three by their weights.
     */
    overall: number;
}

/**
 * Something that unlocks a file, as far as anyone may know.
 */
export type Unlocker = { kind: "passphrase"; memory_kib: number; iterations: number; parallelism: number } | { kind: "passkey"; credential: string; salt: string };

/**
 * Standard deviations of one answer of m.
 */
export interface Split {
    /**
     * Questions asked.
     */
    questions: number;
    /**
     * ε/m for each, with discrete Laplace noise: grows as m.
     */
    pure: number;
    /**
     * ρ/m for each, with Gaussian noise: grows as √m.
     */
    concentrated: number;
    /**
     * Bins of one histogram, where each patient is in one bin only: all of ε for each.
     */
    disjoint: number;
}

/**
 * The answer.
 */
export type Value = ({ form: "number" } & Estimate) | { form: "numbers"; numbers: Estimate[] } | { form: "bins"; bins: Estimate[] } | { form: "table"; rows: string[]; columns: string[]; cells: Estimate[][] } | { form: "curve"; points: CurvePoint[] } | { form: "rows"; csv: string; rows: number; measured: MeasuredTable[] };

/**
 * The attackers' chances, and what gives them.
 */
export interface RiskReport {
    /**
     * Who knows that a person is in the table.
     */
    prosecutor: Risk;
    /**
     * Who knows only the population; there where its table was given.
     */
    journalist?: Journalist;
    /**
     * The share of rows, 0 to 1, that someone names rightly who guesses a
     * person for every row: among the population's where it was given, else among the table's.
     */
    marketer: number;
    /**
     * Rows in small classes, by the size that they stay below.
     */
    small_classes: SmallClasses[];
    /**
     * Uniqueness as columns are added, the one that identifies most first.
     */
    added_columns: AddedColumn[];
    /**
     * What small sets of columns tell apart.
     */
    column_sets: ColumnSet[];
}

/**
 * The average of the answers as more and more are asked for.
 */
export interface AveragingLesson {
    /**
     * The true count.
     */
    truth: number;
    /**
     * The average so far, at some numbers of answers.
     */
    averages: Average[];
    /**
     * Answers given before the ledger refused, or all.
     */
    answered: number;
    /**
     * All ε that the answers cost together; the one ε where the answer was remembered.
     */
    spent: number;
}

/**
 * The bins of a column, disjoint by construction.
 */
export type Bins = { edges: number[] } | { dates: string[] } | { categories: string[]; other?: boolean };

/**
 * The c of recursive (c,l)-diversity for an l.
 */
export interface RecursiveC {
    /**
     * The place from which counts are summed.
     */
    l: number;
    /**
     * c must be above it; none where a class has fewer than l values.
     */
    c?: number;
}

/**
 * The certificate of one release. It holds nothing that a table could be tested
 * with, and may be published along with the release.
 *
 * # Guarantee
 * Whoever has the ledger can find the record by number and hash, and so see
 * that the certificate is of it.
 *
 * # Assumptions
 * A certificate alone proves nothing: it is a copy of what the ledger says.
 */
export interface Certificate {
    /**
     * Id of the ledger.
     */
    ledger: string;
    /**
     * Number of the entry in it, from 1.
     */
    entry: number;
    /**
     * When the question was paid.
     */
    asked: string;
    /**
     * When the answer was recorded.
     */
    answered: string;
    /**
     * The release: question, bounds, mechanism, sensitivity, scale, unit of
     * privacy, answer and errors.
     */
    release: Release;
    /**
     * What was spent and left when it was paid.
     */
    budget: BudgetState;
    /**
     * What the loss of this release means.
     */
    odds: Odds;
    /**
     * What the loss of all releases together means, were the whole budget spent.
     */
    total_odds: Odds;
    /**
     * The record that holds the answer.
     */
    record: Head;
    /**
     * Fingerprint of the key that signed the record.
     */
    writer: string;
    /**
     * The version of the program that drew the noise.
     */
    software: string;
}

/**
 * The classifiers, in the order in which they are reported.
 */
export type ClassifierKind = "decision-tree" | "naive-bayes" | "logistic-regression" | "nearest-neighbours" | "random-forest";

/**
 * The columns that were taken for a kind of identifier.
 */
export interface SafeHarborMatches {
    /**
     * The kind.
     */
    kind: SafeHarborKind;
    /**
     * Headings; none where no column matched.
     */
    columns: string[];
}

/**
 * The error of each of m counts that together cost ε.
 */
export interface SplittingLesson {
    /**
     * For m = 1, 2, … 200.
     */
    curve: Split[];
    /**
     * The ρ that costs as much as ε, but with probability δ.
     */
    rho: number;
}

/**
 * The error to expect of one number of an answer.
 */
export interface Expected {
    /**
     * What the number is; empty where the question says it.
     */
    label: string;
    /**
     * The half-width to expect at worst, in the unit of the number.
     */
    error_95: number;
    /**
     * How far answers about tables of this size can lie apart, in the unit of
     * the number.
     */
    range: number;
}

/**
 * The ground distance between two values of a sensitive column.
 */
export type Distance = "equal" | "ordered" | "hierarchical";

/**
 * The height to which a quasi-identifier is generalized.
 */
export interface Level {
    /**
     * The quasi-identifier.
     */
    name: string;
    /**
     * 0 where values stand as they are.
     */
    height: number;
    /**
     * The height at which nothing is left of them.
     */
    top: number;
}

/**
 * The journalist's and the marketer's chances.
 *
 * With f_j the rows of class j and F_j the people of the population who fit it:
 * the journalist's risk is `max_j 1 / F_j`, and the marketer, who matches every
 * row with someone, is right for `Σ_j f_j / F_j` rows of n.
 *
 * # Citation
 * El Emam, K.; Dankar, F.: Protecting privacy using k-anonymity, JAMIA 15(5),
 * 2008 (journalist); Dankar, F.; El Emam, K.: A method for evaluating marketer
 * re-identification risk, PAIS 2010.
 */
export interface Journalist {
    /**
     * People in the population's table.
     */
    population: number;
    /**
     * People who fit the class that fewest fit.
     */
    fewest_people: number;
    /**
     * Chance to pick the right one of them, 0 to 1.
     */
    journalist_max: number;
    /**
     * The same, averaged over rows; this is also the marketer's share of rows.
     */
    journalist_mean: number;
    /**
     * Rows of classes that more rows than people fit: the table is then no
     * sample of this population. They count as if only their own people fitted.
     */
    rows_beyond_population: number;
}

/**
 * The kind of a column's values.
 */
export type Kind = "integer" | "real" | "date" | "category" | "text";

/**
 * The least and the most that may be believed.
 */
export interface Belief {
    /**
     * The releases seen.
     */
    releases: number;
    /**
     * The least probability.
     */
    least: number;
    /**
     * The greatest probability.
     */
    most: number;
}

/**
 * The mean stay at every upper bound.
 */
export interface ClippingLesson {
    /**
     * Days that each patient stayed.
     */
    stays: number[];
    /**
     * Their mean.
     */
    mean: number;
    /**
     * The errors at each bound, from 1 day on.
     */
    curve: Clipped[];
    /**
     * The bound at which the total is least.
     */
    best: number;
}

/**
 * The name of a model, without what it asks.
 */
export type ModelName = "k-anonymity" | "distinct-l-diversity" | "entropy-l-diversity" | "recursive-l-diversity" | "probabilistic-l-diversity" | "alpha-k" | "t-closeness" | "beta-likeness" | "delta-disclosure" | "k-map" | "population-uniqueness";

/**
 * The paper's table, made anew: a simulation, and no release.
 *
 * It holds exact statistics of the table beside noisy ones, so it is for public
 * or made-up tables alone.
 */
export interface Reproduction {
    /**
     * How it was made.
     */
    settings: HybridSettings;
    /**
     * Rows of each column.
     */
    rows: number;
    /**
     * In the order of the table.
     */
    columns: ReproducedColumn[];
    /**
     * Privacy loss of one row in the worst case: Σ R·ε over the columns.
     */
    row_loss: number;
    /**
     * The same for correct releases of every mean, each at ε.
     */
    correct_loss: number;
    /**
     * In the place of the paper's 90, 80 and 85 %.
     */
    scores: Scores;
}

/**
 * The probability of one answer on both wards.
 */
export interface AnswerOdds {
    /**
     * The noisy count.
     */
    answer: number;
    /**
     * Its probability when Ms X is not on the ward.
     */
    without: number;
    /**
     * Its probability when she is.
     */
    with: number;
    /**
     * ln(with/without), which ε promises to keep between −ε and ε.
     */
    log_ratio: number;
}

/**
 * The prosecutor's chances.
 *
 * # Citation
 * El Emam, K.; Dankar, F.: Protecting privacy using k-anonymity, JAMIA 15(5),
 * 2008: the risk of a row is 1 / size of its class. Where patients have several
 * rows, the size of a class is the number of its patients: all rows of one of
 * them are a hit.
 */
export interface Risk {
    /**
     * Rows of the table.
     */
    rows: number;
    /**
     * Patients of the table; rows, where each row is a patient.
     */
    patients: number;
    /**
     * Classes of rows with the same quasi-identifiers.
     */
    classes: number;
    /**
     * Patients of the smallest class.
     */
    smallest_class: number;
    /**
     * Rows of a patient who is alone in a class.
     */
    unique_rows: number;
    /**
     * Chance to pick the right patient in the smallest class, 0 to 1.
     */
    prosecutor_max: number;
    /**
     * The same, averaged over rows; classes / rows, where each row is a patient.
     */
    prosecutor_mean: number;
    /**
     * Classes by size, ascending.
     */
    sizes: ClassSize[];
    /**
     * One for each sensitive column.
     */
    sensitive: SensitiveRisk[];
}

/**
 * The rows that a question is about: those whose cell is one of the values, or
 * lies in the interval. A row without a readable value is in no part.
 */
export type Among = { column: string; values: string[] } | { column: string; from: number; below: number };

/**
 * The settings that were tried, and which to take.
 */
export interface Advice {
    /**
     * In the order in which they were tried.
     */
    points: Point[];
    /**
     * Settings that cannot be met on this file.
     */
    impossible: number;
    /**
     * Rows on which they were tried. On a sample groups take more generalizing
     * than in the whole file, so the loss of the whole file is less.
     */
    rows: number;
    /**
     * The place of the recommended one in `points`.
     */
    recommended?: number;
    /**
     * Why.
     */
    reason: AdviceReason;
}

/**
 * The share of cells whose value the best guess names.
 */
export interface Recovery {
    /**
     * By who knows how common each value is, and sees no cell.
     */
    before: number;
    /**
     * By who sees the noisy cells too.
     */
    after: number;
}

/**
 * The sign between the whole and the fractional part of a number.
 */
export type DecimalMark = "point" | "comma";

/**
 * The state of a budget, for the screen: in ε, or in ρ where it is concentrated.
 */
export interface BudgetState {
    /**
     * May be spent in all.
     */
    total: number;
    /**
     * Has been spent.
     */
    spent: number;
    /**
     * Is left to spend.
     */
    left: number;
    /**
     * The δ that may be spent in all, where one is counted.
     */
    delta_total?: number;
    /**
     * The δ that is left to spend, where one is counted.
     */
    delta_left?: number;
    /**
     * Whether the numbers are ρ.
     */
    concentrated: boolean;
}

/**
 * The ε that fits the differences of two noisy means, with an interval.
 */
export interface FittedEpsilon {
    /**
     * The maximum likelihood estimate.
     */
    most_likely: number;
    /**
     * The lower end of the 95 % interval.
     */
    low: number;
    /**
     * The upper end.
     */
    high: number;
}

/**
 * Two pictures, two columns and two tags under AES-256-GCM, with one nonce or with two.
 */
export interface NonceReuseLesson {
    /**
     * Pixels of a line.
     */
    width: number;
    /**
     * Lines.
     */
    height: number;
    /**
     * One picture's ciphertext.
     */
    first: Uint8Array;
    /**
     * The other's.
     */
    second: Uint8Array;
    /**
     * The XOR of both.
     */
    difference: Uint8Array;
    /**
     * Two columns: the attacker knows the first and wants the second.
     */
    rows: ReadDiagnosis[];
    /**
     * Rows that were read right.
     */
    read: number;
    /**
     * A message of the attacker's.
     */
    forgery: Forgery;
}

/**
 * What Safe Harbor does not promise.
 */
export type SafeHarborCaveat = { kind: "actual-knowledge" } | { kind: "not-k-anonymity" } | { kind: "made-for-year"; year: number };

/**
 * What Safe Harbor makes of a column.
 */
export interface SafeHarborColumn {
    /**
     * The heading.
     */
    column: string;
    /**
     * What is done with it.
     */
    kind: SafeHarborAction;
    /**
     * The kind of identifier that it was taken for; none where it matched none.
     */
    matched?: SafeHarborKind;
}

/**
 * What a class gives away to someone who can rule values out.
 */
export interface BackgroundKnowledge {
    /**
     * The sensitive column.
     */
    column: string;
    /**
     * How many values the attacker can rule out for a person.
     */
    ruled_out: number;
    /**
     * Rows of the table.
     */
    rows: number;
    /**
     * Rows whose value is then the only one left.
     */
    disclosed: number;
    /**
     * The greatest certainty about a value in any class, 0 to 1.
     */
    greatest_certainty: number;
    /**
     * The same in whole percent.
     */
    greatest_percent: number;
}

/**
 * What a column is, and how it is released.
 */
export interface ColumnRule {
    /**
     * The heading.
     */
    name: string;
    /**
     * How its cells read.
     */
    format: Format;
    /**
     * What it could tell about a person.
     */
    role: Role;
    /**
     * What becomes of its cells before anything else; an identifier without one is dropped.
     */
    treatment?: Treatment;
    /**
     * The intervals into which its numbers are put.
     */
    interval?: Intervals;
    /**
     * How its values grow coarser, step by step; suggested from the column where it is not given.
     */
    hierarchy?: HierarchyRule;
    /**
     * Categories in their order; those not named follow by alphabet.
     */
    order?: string[];
}

/**
 * What a column seems to hold.
 */
export type Meaning = "name" | "record-number" | "national-number" | "email" | "phone" | "fax" | "address" | "network-address" | "web-address" | "plan-number" | "account-number" | "licence-number" | "vehicle-number" | "device-number" | "biometric" | "photo" | "coordinates" | "birth-date" | "event-date" | "postcode" | "place" | "age" | "sex" | "ethnicity" | "marital-status" | "occupation" | "education" | "language" | "diagnosis" | "outcome" | "treatment" | "money" | "belief";

/**
 * What a column's values do to a patient's privacy.
 */
export type Role = "identifier" | "quasi-identifier" | "semi-sensitive" | "sensitive" | "other";

/**
 * What a group's cells become.
 */
export type Publish = "sets" | "labels";

/**
 * What a key opens.
 */
export interface Opened {
    /**
     * The name of the file inside, or of the table's.
     */
    name: string;
    /**
     * The columns that can be read; none for a file that was sealed as one.
     */
    columns?: OpenedColumn[];
    /**
     * Whether all of it can be read, and be granted to others by its owner.
     */
    whole: boolean;
}

/**
 * What a loss means: how far it can move the odds of anything that somebody
 * suspects of one patient.
 *
 * Odds grow by e^ε at most, so that a suspicion of probability p grows to
 * p·e^ε/(p·e^ε + 1 − p) at most, whatever else is known (Kasiviswanathan, Smith
 * 2014, arXiv 0803.3946). Numbers are rounded up.
 */
export type Odds = { kind: "pure"; factor: number; at_most: number } | { kind: "approximate"; factor: number; at_most: number; delta: number } | { kind: "concentrated"; factor: number; at_most: number; delta: number };

/**
 * What a method tells of its run, besides what every release is measured by.
 */
export type Audit = ({ kind: "full-domain" } & FullDomainAudit) | ({ kind: "slicing" } & SlicingAudit) | ({ kind: "cell-suppression" } & CellSuppressionAudit);

/**
 * What a release is worth to someone who learns from it.
 */
export interface Classification {
    /**
     * The column whose value is told from the others.
     */
    target: string;
    /**
     * Every classifier's accuracy.
     */
    scores: Score[];
    /**
     * The mean accuracy after training on the original.
     */
    original: number;
    /**
     * The mean accuracy after training on the release.
     */
    released: number;
    /**
     * The accuracy of always saying the most frequent class of the original.
     */
    majority: number;
    /**
     * Rows that were tested.
     */
    test_rows: number;
}

/**
 * What a share says to whoever holds it.
 */
export interface ShareLabel {
    /**
     * Of the identity, in hexadecimal digits.
     */
    of: string;
    /**
     * The same as eight words.
     */
    words: string;
    /**
     * How many are needed.
     */
    threshold: number;
    /**
     * Which one this is, from 1.
     */
    number: number;
}

/**
 * What a table keeps of the models that are about groups.
 */
export interface Measured {
    /**
     * Classes of rows with the same quasi-identifiers.
     */
    classes: number;
    /**
     * Patients of the smallest class: k.
     */
    k: number;
    /**
     * The least number of people of the population who fit a class, where it was asked for.
     */
    k_map?: number;
    /**
     * The estimated share of patients who are unique in the population, where it was asked for.
     */
    population_uniqueness?: number;
    /**
     * One for each watched column.
     */
    columns: MeasuredColumn[];
}

/**
 * What a table keeps of the models that watch a column. Shares are of
 * patients; a missing value is one value.
 */
export interface MeasuredColumn {
    /**
     * The heading.
     */
    column: string;
    /**
     * The least number of different values in a class.
     */
    distinct_l: number;
    /**
     * e to the least entropy of a class.
     */
    entropy_l: number;
    /**
     * For some l the least c that recursive diversity may not reach: the
     * greatest r1 / (r_l + … + r_m).
     */
    recursive: RecursiveC[];
    /**
     * The greatest share of a value in a class: α, and one over probabilistic l.
     */
    greatest_share: number;
    /**
     * The greatest distance of a class from the whole table, any two values being equally far.
     */
    t: number;
    /**
     * The same for values in their order.
     */
    t_ordered?: number;
    /**
     * The same for values in a hierarchy.
     */
    t_hierarchical?: number;
    /**
     * The greatest relative gain of a value's share: basic β.
     */
    beta: number;
    /**
     * The same, if no gain exceeds -ln of the value's share of the whole table: enhanced β.
     */
    enhanced_beta?: number;
    /**
     * The greatest |log2(q/p)| of a value that occurs in a class: δ must be above it.
     */
    delta: number;
}

/**
 * What a user may do.
 */
export type Role = "owner" | "researcher" | "operator";

/**
 * What advice is asked for.
 */
export interface AdviceQuestion {
    /**
     * The greatest prosecutor risk that is acceptable, 0 to 1.
     */
    risk_at_most: number;
    /**
     * Settings are tried on so many rows at the most.
     */
    rows_at_most: number;
}

/**
 * What an attack found. Each kind has a sentence, filled from the numbers.
 */
export type Attack = ({ kind: "linkage" } & Linkage) | ({ kind: "homogeneity" } & Homogeneity) | ({ kind: "background-knowledge" } & BackgroundKnowledge) | ({ kind: "skewness" } & Skewness) | ({ kind: "similarity" } & Similarity) | ({ kind: "membership" } & Membership) | ({ kind: "intersection" } & Intersection);

/**
 * What an attacker reads about one patient.
 */
export interface ReadDiagnosis {
    /**
     * Who it is.
     */
    patient: string;
    /**
     * What the attacker knows: the prescription.
     */
    known: string;
    /**
     * What was sealed: the diagnosis.
     */
    sealed: string;
    /**
     * What the attacker makes of both ciphertexts and the prescription.
     */
    read: string;
}

/**
 * What an audit found.
 */
export interface PrivacyAudit {
    /**
     * The ε that is claimed, and for ρ the one that holds but with probability δ.
     */
    claimed: number;
    /**
     * The δ that is claimed, 0 for pure ε.
     */
    delta: number;
    /**
     * The largest ε that the releases prove, with a confidence of 99.9999 %; 0
     * when they prove nothing. Above the claim the mechanism is broken.
     */
    found: number;
    /**
     * How many releases were drawn of each table.
     */
    releases: number;
    /**
     * How many pairs of neighbouring tables were tried.
     */
    pairs: number;
}

/**
 * What becomes of a column's cells before anything else is done with them.
 * Missing cells stay missing under all of them.
 */
export type Treatment = { kind: "drop" } | ({ kind: "mask" } & Mask) | ({ kind: "pseudonym" } & Pseudonym) | ({ kind: "shift-dates" } & ShiftDates) | { kind: "zip-prefix" };

/**
 * What becomes of missing cells and misfits.
 */
export type Missing = "counted" | "contributes-nothing";

/**
 * What can be linked to a person of one sensitive heading.
 */
export interface LinkedSecret {
    /**
     * The heading.
     */
    column: string;
    /**
     * What was asked: one over the greatest probability.
     */
    l: number;
    /**
     * The greatest probability max p(t, s) of any value for any row, 0 to 1.
     */
    greatest: number;
    /**
     * The greatest distance of what can be linked to a row from the whole
     * table (total variation), 0 to 1.
     */
    distance: number;
    /**
     * Buckets that match a row, on average.
     */
    matching_buckets: number;
}

/**
 * What classes of near values give away.
 */
export interface Similarity {
    /**
     * The sensitive column.
     */
    column: string;
    /**
     * How values are near to each other.
     */
    nearness: Nearness;
    /**
     * Rows of the table.
     */
    rows: number;
    /**
     * Rows whose class holds several values, all of them near.
     */
    disclosed: number;
    /**
     * How many such classes there are.
     */
    classes: number;
}

/**
 * What classes with one sensitive value give away.
 */
export interface Homogeneity {
    /**
     * The sensitive column.
     */
    column: string;
    /**
     * Rows of the table.
     */
    rows: number;
    /**
     * Rows whose class holds one value only.
     */
    disclosed: number;
    /**
     * How many such classes there are.
     */
    classes: number;
}

/**
 * What every group must satisfy besides its size. Without `column` it is asked
 * of every sensitive and semi-sensitive column.
 */
export type ModelRule = { model: "distinct-l-diversity"; column?: string; l: number } | { model: "entropy-l-diversity"; column?: string; l: number } | { model: "recursive-l-diversity"; column?: string; c: number; l: number } | { model: "probabilistic-l-diversity"; column?: string; l: number } | { model: "alpha-k"; column?: string; alpha: number } | { model: "t-closeness"; column?: string; t: number; distance?: Distance } | { model: "beta-likeness"; column?: string; beta: number; enhanced?: boolean } | { model: "delta-disclosure"; column?: string; delta: number } | { model: "k-map"; k: number } | { model: "population-uniqueness"; at_most: number; sampled: number };

/**
 * What is done with a column.
 */
export type SafeHarborAction = "keep" | "drop" | "year" | "top-code" | "age-groups" | "zip-prefix";

/**
 * What is left of a column.
 */
export interface ColumnUsefulness {
    /**
     * The heading.
     */
    name: string;
    /**
     * Normalized certainty penalty over released rows, 0 to 1.
     */
    ncp: number;
    /**
     * Kullback-Leibler divergence in nats; absent where it is infinite, for a
     * value is nowhere in the release.
     */
    kullback_leibler?: number;
    /**
     * Total variation, 0 to 1.
     */
    total_variation: number;
    /**
     * Earth mover's distance, 0 to 1: on the line of numbers or of ordered
     * categories, else where any two values are equally far.
     */
    earth_mover: number;
}

/**
 * What is left of a table, measured on the two tables alone: whatever made the
 * release, its numbers compare with any other's.
 */
export interface Usefulness {
    /**
     * Rows of the original that are not in the release.
     */
    suppressed: number;
    /**
     * As [`certainty_penalty`] has it.
     */
    ncp: number;
    /**
     * Discernibility (DM): Σ |G|², and n for each row left out.
     */
    discernibility: number;
    /**
     * Average group size over k (`C_AVG`).
     */
    average_class_size: number;
    /**
     * Every column that both tables have, identifiers aside.
     */
    columns: ColumnUsefulness[];
    /**
     * Change of φ² over pairs of these columns, on average: 0 to 1.
     */
    correlation_change: number;
    /**
     * A thousand random counting queries.
     */
    queries: QueryError;
}

/**
 * What is told apart once a column is known besides those before it.
 */
export interface AddedColumn {
    /**
     * The column.
     */
    name: string;
    /**
     * Classes of rows alike in it and all columns before it.
     */
    classes: number;
    /**
     * Rows of a patient who is alone in a class.
     */
    unique_rows: number;
    /**
     * The same over all rows, 0 to 1.
     */
    unique_share: number;
}

/**
 * What joining a release with a second file finds.
 */
export interface Linkage {
    /**
     * The columns that both tables have and that were matched on.
     */
    columns: string[];
    /**
     * Rows of the second file.
     */
    people: number;
    /**
     * Those of them that fit at least one released row.
     */
    matched: number;
    /**
     * Those that fit exactly one.
     */
    singled_out: number;
    /**
     * Released rows that a matched person fits, on average; 0 where nobody is matched.
     */
    mean_candidates: number;
    /**
     * People singled out whose one row is theirs; there only where the truth is known.
     */
    correct?: number;
    /**
     * Right rows to expect when everyone matched picks one of their candidates
     * blindly; there only where the truth is known.
     */
    expected_correct?: number;
}

/**
 * What members see of a file in a list, and by what they find it.
 */
export interface Listing {
    /**
     * Sealed for the group, in base64.
     */
    name: string;
    /**
     * Of its words.
     */
    tokens: { salt: string; words: string[] };
}

/**
 * What must leave a table by 45 CFR 164.514(b)(2)(i), in the order of its letters.
 *
 * # Citation
 * 45 CFR 164.514(b)(2)(i)(A) to (R); U.S. Department of Health and Human
 * Services, Guidance regarding methods for de-identification of protected
 * health information, 2012.
 */
export type SafeHarborKind = "names" | "places" | "dates" | "telephone-numbers" | "fax-numbers" | "email-addresses" | "social-security-numbers" | "medical-record-numbers" | "health-plan-numbers" | "account-numbers" | "licence-numbers" | "vehicle-numbers" | "device-numbers" | "web-addresses" | "network-addresses" | "biometrics" | "photographs" | "others";

/**
 * What noise of scale 1/ε on each cell hides, and what the mean costs.
 *
 * # Guarantee
 * The paper's noise hides a value among others at distance 1. Over a column of
 * range R its privacy loss is R·ε: how far a noisy cell may move the logarithm
 * of the odds between two values.
 *
 * # Utility
 * A correct release of the mean (see [`Mean`](crate::dp::Question::Mean)) has
 * loss ε whatever the range, with the standard deviation
 * √2·R/(nε)·√(p² + (1−p)²), p the place of the mean between the bounds.
 *
 * # Citation
 * Local differential privacy: Kasiviswanathan et al. 2011, arXiv 0803.0924.
 */
export interface Protection {
    /**
     * Distance of the declared bounds, R, in the unit of the column.
     */
    range: number;
    /**
     * Privacy loss of one noisy cell in the worst case: R·ε.
     */
    loss: number;
    /**
     * Probability that the nearest whole number between the bounds is the exact value.
     */
    exact: number;
    /**
     * The same for the exact value or one beside it.
     */
    within_one: number;
    /**
     * The same for a value at most two away.
     */
    within_two: number;
    /**
     * Standard deviation of the noise in the paper's mean.
     */
    cell_error: number;
    /**
     * Standard deviation of the noise in a correct release of the mean, at the same ε.
     */
    correct_error: number;
}

/**
 * What one neighbouring table has more than the other.
 *
 * Asked before anything is spent: with several rows a patient, noise that
 * hides a row does not hide the patient.
 */
export type Unit = "row" | { patient: { column: string; rows: number } };

/**
 * What several attacks found.
 */
export interface Attacks {
    /**
     * In the order in which they were tried.
     */
    findings: Attack[];
}

/**
 * What shows of a sealed file without a key.
 */
export interface Inspection {
    /**
     * Tells the data set from any other, in hexadecimal digits.
     */
    data_set: string;
    /**
     * The Ed25519 key that signed it, in hexadecimal digits.
     */
    owner: string;
    /**
     * The size of each column's entry, in bytes.
     */
    columns: number[];
    /**
     * Whom it was granted to.
     */
    grants: InspectedGrant[];
}

/**
 * What slicing did, and what it protects.
 */
export interface SlicingAudit {
    /**
     * The heading under which rows have the number of their bucket.
     */
    bucket: string;
    /**
     * The columns, by the headings that stayed together.
     */
    columns: string[][];
    /**
     * How many buckets there are.
     */
    buckets: number;
    /**
     * Rows of the smallest.
     */
    smallest_bucket: number;
    /**
     * Rows of the largest.
     */
    largest_bucket: number;
    /**
     * The fewest rows that share a value of a column.
     */
    smallest_region: number;
    /**
     * The fewest rows of a bucket that share a target, where one was kept.
     */
    smallest_stratum?: number;
    /**
     * One for each sensitive heading.
     */
    secrets: LinkedSecret[];
    /**
     * Different combinations of quasi-identifiers that can be joined in a
     * bucket and belong to nobody; left out where there are too many to count.
     */
    fake_tuples?: number;
    /**
     * Made-up rows among those released.
     */
    made_up: number;
    /**
     * What is known of one column by who knows another, 0 (all) to 1 (nothing):
     * NCP of the values in a bucket, averaged over rows and quasi-identifiers.
     */
    ncp_link: number;
}

/**
 * What stands for the values of an interval.
 */
export type Representative = "label" | "midpoint" | "mean";

/**
 * What stands on the sheet. Who holds the sheet is the identity: it is wiped when dropped, and never printed by us.
 */
export interface RecoveryKit {
    /**
     * What the identity calls itself.
     */
    name: string;
    /**
     * Of its public keys: eight words, by which the sheet is told from another.
     */
    fingerprint: string;
    /**
     * The 24 recovery words.
     */
    words: string[];
    /**
     * The same words, in capitals with blanks between, as a QR code: rows from the top, each from the left, and whether a
     * module is dark. The quiet zone of four modules around it is not in it.
     */
    qr: boolean[][];
    /**
     * The day on which it was made, as it was given.
     */
    date: string;
}

/**
 * What the classes give away of a sensitive column.
 */
export interface SensitiveRisk {
    /**
     * The column.
     */
    column: string;
    /**
     * The least number of different values in a class.
     */
    least_distinct: number;
    /**
     * Rows whose class holds one value only: who finds the class knows it.
     */
    rows_homogeneous: number;
}

/**
 * What the page shows of a recipient.
 */
export interface RecipientView {
    /**
     * What it calls itself.
     */
    name: string;
    /**
     * Of its keys, in 64 hexadecimal digits.
     */
    fingerprint: string;
    /**
     * The same as eight words, to be compared aloud.
     */
    words: string;
    /**
     * Its file, for others.
     */
    text: string;
}

/**
 * What the page shows of an identity, or of its file.
 */
export interface IdentityView {
    /**
     * What others may know.
     */
    recipient: RecipientView;
    /**
     * What unlocks its file.
     */
    unlockers: Unlocker[];
}

/**
 * What the reader of a file should know about how it was read. Rows count
 * from 1, headings not included.
 */
export type Notice = { kind: "short-rows"; rows: number; first_row: number } | { kind: "long-rows"; rows: number; first_row: number } | { kind: "blank-heading"; column: number; name: string } | { kind: "duplicate-heading"; column: number; name: string } | { kind: "no-heading" } | { kind: "single-column" };

/**
 * What the reader of a report should weigh before handing the table over.
 */
export type ShareWarning = { kind: "no-quasi-identifiers" } | { kind: "nearly-unique"; column: string; distinct: number } | { kind: "one-value-per-row"; column: string; distinct: number } | { kind: "free-text"; column: string } | { kind: "homogeneous"; column: string; rows: number } | { kind: "extremes-told"; column: string } | { kind: "misfits"; column: string; cells: number } | { kind: "masked-alone"; column: string; values: number } | { kind: "linkable"; column: string; patients: number; k: number } | { kind: "date-not-shifted"; column: string };

/**
 * What to do with a file, from reading it to handing its release over.
 *
 * Holds no patient's data: names of columns, and what the steward typed.
 */
export interface Recipe {
    /**
     * The form of this recipe.
     */
    version: number;
    /**
     * How the file is cut into cells; guessed where it is not given.
     */
    dialect?: Dialect;
    /**
     * One rule for each column of the file.
     */
    columns: ColumnRule[];
    /**
     * The column that tells which rows are one patient's; without it every row is a patient.
     */
    patient?: string;
    /**
     * How rows are shared.
     */
    share: Share;
    /**
     * Which numbers are published.
     */
    numbers: Numbers;
}

/**
 * What two releases of the same people give away together.
 */
export interface Intersection {
    /**
     * The sensitive column.
     */
    column: string;
    /**
     * People who fit rows of both releases and share a value there.
     */
    people: number;
    /**
     * Those whose value the first release alone gives away.
     */
    disclosed_by_first: number;
    /**
     * The same for the second release.
     */
    disclosed_by_second: number;
    /**
     * Those whose value is the only one that both releases leave.
     */
    disclosed_by_both: number;
    /**
     * Different values that remain for a person, on average: in the first release,
     */
    mean_values_first: number;
    /**
     * in the second,
     */
    mean_values_second: number;
    /**
     * and in both.
     */
    mean_values_both: number;
}

/**
 * What was done, what it protects, and what it cost.
 */
export interface ShareReport {
    /**
     * Rows released.
     */
    rows: number;
    /**
     * Rows left out, so that the others lose less.
     */
    suppressed: number;
    /**
     * How much of the file was drawn, where the recipe asks for a part: everything else tells of that part alone.
     */
    drawn?: Drawn;
    /**
     * The least group size that was asked for.
     */
    k: number;
    /**
     * What else was asked of every group.
     */
    models: ModelRule[];
    /**
     * Which model refused how many of the groups that the method would have formed.
     */
    decided: Decided[];
    /**
     * The prosecutor's chances on the file as it was read.
     */
    before: Risk;
    /**
     * The same, measured on the released table itself.
     */
    after: Risk;
    /**
     * What the released table keeps of every model, measured by its texts alone.
     */
    measured: Measured;
    /**
     * Loss averaged over rows and quasi-identifiers (GCP), 0 to 1.
     */
    ncp: number;
    /**
     * Loss of each quasi-identifier.
     */
    columns: ColumnLoss[];
    /**
     * Which key pseudonyms and moved dates were made with: its fingerprint, which tells nothing else of it.
     */
    key_fingerprint?: string;
    /**
     * Columns that are not in the release.
     */
    dropped: string[];
    /**
     * Columns that are.
     */
    released: string[];
    /**
     * What only the method can tell of its run.
     */
    audit?: Audit;
    /**
     * What the reader should weigh.
     */
    warnings: ShareWarning[];
}

/**
 * What was read, and what it seems to be.
 */
export interface Description {
    /**
     * Rows, headings not counted.
     */
    rows: number;
    /**
     * How the cells were told apart.
     */
    dialect: Dialect;
    /**
     * What is to be known about the reading.
     */
    notices: Notice[];
    /**
     * One line a column, in the order of the file.
     */
    columns: ColumnDescription[];
}

/**
 * What whoever opened a file of another format must know.
 */
export type ForeignWarning = { kind: "segments-not-bound" } | { kind: "parts-left-out" };

/**
 * When values of a column are near to each other.
 */
export type Nearness = "range" | "branch" | "unknown";

/**
 * Which numbers are published, and what all of them may cost together.
 */
export interface Numbers {
    /**
     * The privacy loss that the file's patients may suffer in all.
     */
    budget: Loss;
    /**
     * The most rows of one patient that take part, the first ones of the file,
     * where the recipe names the column that tells patients apart.
     */
    rows_per_patient?: number;
    /**
     * What is asked, each with its share of the budget.
     */
    questions: Asked[];
}

/**
 * Which of two numbers that may both be a month comes first.
 */
export type DateOrder = "day-first" | "month-first";

/**
 * Which transformation full-domain generalization chose, and how sure it is.
 */
export interface FullDomainAudit {
    /**
     * The height to which each quasi-identifier is generalized.
     */
    levels: Level[];
    /**
     * The loss that was minimized, 0 to 1.
     */
    loss: number;
    /**
     * How much smaller the least loss could still be; 0 where the search came to its end.
     */
    gap: number;
    /**
     * Transformations in the lattice; 2^53 where there are more.
     */
    nodes: number;
    /**
     * Transformations whose groups were formed.
     */
    checked: number;
}

/**
 * Whom a grant is for.
 */
export interface InspectedRecipient {
    /**
     * 64 hexadecimal digits.
     */
    fingerprint: string;
    /**
     * Its eight words.
     */
    words: string;
    /**
     * How it is sealed.
     */
    kem: Kem;
}

/**
 * Whom a grant is for.
 */
export type WishedReader = { passphrase: string } | { recipient: { file: string; kem: Kem } };

/**
 * Why a file could not be sealed, or a grant not be made.
 */
export type SealError = { kind: "empty-passphrase" } | { kind: "no-grant" } | { kind: "bad-name" } | { kind: "heading-too-long"; limit: number } | { kind: "no-columns" } | { kind: "too-many-columns"; limit: number } | { kind: "too-many-grants"; limit: number } | { kind: "no-such-column"; columns: number } | { kind: "row-width"; row: number; expected: number; found: number } | { kind: "cell-too-long"; row: number; column: number } | { kind: "purpose-too-long"; limit: number } | { kind: "bad-recipient" } | { kind: "not-the-owner" } | { kind: "not-all-columns" } | { kind: "unreasonable-cost" } | { kind: "random" } | { kind: "no-memory"; memory_kib: number } | { kind: "length-differs"; declared_bytes: number; given_bytes: number } | { kind: "too-long" } | { kind: "cipher" } | { kind: "busy" } | { kind: "over" };

/**
 * Why a file is not taken for a recipient.
 */
export type RecipientError = { kind: "not-a-recipient" } | { kind: "forged" };

/**
 * Why a file of another format was not opened or written.
 */
export type ForeignError = { kind: "not-crypt4gh" } | { kind: "not-age" } | { kind: "armoured" } | { kind: "bad-header" } | { kind: "header-forged" } | { kind: "wrong-passphrase" } | { kind: "needs-key" } | { kind: "needs-passphrase" } | { kind: "unreasonable-cost"; log2_n: number } | { kind: "unknown-version"; version: number } | { kind: "unknown-method"; method: number } | { kind: "header-too-long"; most_bytes: number } | { kind: "malformed"; packet: number } | { kind: "not-for-this-key"; packets: number } | { kind: "tampered"; segment: number } | { kind: "truncated" } | { kind: "bad-key" } | { kind: "locked-key" } | { kind: "no-recipient" } | { kind: "random" } | { kind: "over" };

/**
 * Why a number is no privacy parameter.
 */
export type ParameterError = { kind: "not-a-number" } | { kind: "not-positive" } | { kind: "too-small"; at_least: number } | { kind: "too-large"; at_most: number } | { kind: "too-many-decimals"; at_most: number };

/**
 * Why a question is not answered.
 *
 * Depends on what was declared, on the budget and on the source of bits, never
 * on a cell: whether a question is refused tells nothing about a patient. The
 * budget is untouched, except by [`AnswerError::RandomSourceFailed`].
 */
export type AnswerError = { kind: "budget-spent"; asked: number; left: number } | { kind: "other-measure" } | { kind: "loss-does-not-suit" } | { kind: "noise-too-wide" } | { kind: "random-source-failed" } | { kind: "no-column"; column: string } | { kind: "not-numeric"; column: string } | { kind: "not-dates"; column: string } | { kind: "bounds-reversed"; lower: number; upper: number } | { kind: "step-not-positive"; step: number } | { kind: "step-too-long"; step: number; lower: number; upper: number } | { kind: "step-too-short"; step: number; at_most: number } | { kind: "no-rows-declared" } | { kind: "no-bins" } | { kind: "too-many-bins"; bins: number; at_most: number } | { kind: "edges-not-increasing"; position: number } | { kind: "not-a-date"; position: number } | { kind: "too-few-columns"; columns: number; at_least: number } | { kind: "too-many-columns"; columns: number; at_most: number } | { kind: "category-repeated"; position: number } | { kind: "bad-number-of-probabilities"; at_most: number } | { kind: "probability-outside"; position: number } | { kind: "probabilities-not-increasing"; position: number } | { kind: "weight-not-positive"; position: number } | { kind: "no-such-number"; position: number } | { kind: "target-not-positive"; target: number } | { kind: "target-out-of-reach"; target: number; at_most: number; error: number } | { kind: "columns-out-of-range"; columns: number; at_most: number } | { kind: "column-repeated"; column: string } | { kind: "too-many-cells"; cells: number; at_most: number } | { kind: "too-many-rows"; rows: number; at_most: number } | { kind: "category-empty"; position: number };

/**
 * Why a role was guessed.
 */
export type Reason = { kind: "heading"; meaning: Meaning } | { kind: "content"; meaning: Meaning } | { kind: "several-rows"; rows: number; patients: number } | { kind: "almost-unique" } | { kind: "free-text" } | { kind: "nothing-known" };

/**
 * Why a sealed file does not open.
 */
export type OpenError = { kind: "empty-passphrase" } | { kind: "not-sealed" } | { kind: "unreadable" } | { kind: "truncated"; found_bytes: number } | { kind: "bad-directory" } | { kind: "bad-entry"; entry: number } | { kind: "unexpected-entry"; entry: number } | { kind: "missing-entry"; name: string } | { kind: "entry-too-long"; entry: number; limit: number } | { kind: "stray-bytes"; at: number } | { kind: "unknown-version"; version: number } | { kind: "bad-manifest" } | { kind: "manifest-forged" } | { kind: "column-count"; expected: number; found: number } | { kind: "column-differs"; column: number; part?: number } | { kind: "bad-grant"; grant: number } | { kind: "grant-forged"; grant: number } | { kind: "grant-of-another"; grant: number } | { kind: "too-many-grants"; limit: number } | { kind: "grant-unopenable"; grant: number } | { kind: "expired"; expired: Day } | { kind: "not-for-you"; recipients: string[]; yours: string } | { kind: "only-passphrase" } | { kind: "no-passphrase"; recipients: string[] } | { kind: "not-keys" } | { kind: "wrong-passphrase" } | { kind: "unreasonable-cost"; memory_kib: number; iterations: number; parallelism: number } | { kind: "no-memory"; memory_kib: number } | { kind: "not-granted"; column: number } | { kind: "wrong-key"; column: number } | { kind: "tampered"; column: number; chunk: number } | { kind: "bad-column"; column: number } | { kind: "rows-differ"; column: number } | { kind: "mixed-content"; column: number } | { kind: "bad-name" } | { kind: "cipher" } | { kind: "busy" } | { kind: "over" };

/**
 * Why a setting is recommended, or none.
 */
export type AdviceReason = { kind: "knee"; smallest_class: number; risk_percent: number; loss_percent: number; limit_percent: number } | { kind: "least-loss"; smallest_class: number; risk_percent: number; loss_percent: number; limit_percent: number } | { kind: "none-safe-enough"; limit_percent: number; least_percent: number } | { kind: "nothing-possible" };

/**
 * Why an identity was not made, unlocked, shared or recovered. Holds places and counts, never a word of a secret.
 */
export type IdentityError = { kind: "random" } | { kind: "locked" } | { kind: "not-an-identity" } | { kind: "unknown-version" } | { kind: "damaged" } | { kind: "another-identity" } | { kind: "empty-passphrase" } | { kind: "weak-passphrase"; bits: number; at_least: number } | { kind: "unreasonable-cost"; memory_kib: number; iterations: number; parallelism: number } | { kind: "no-memory"; memory_kib: number } | { kind: "wrong-passphrase" } | { kind: "no-passphrase" } | { kind: "wrong-passkey" } | { kind: "no-passkey" } | { kind: "bad-passkey" } | { kind: "too-many-unlockers"; at_most: number } | { kind: "last-unlocker" } | { kind: "no-such-unlocker"; index: number } | { kind: "no-unlocker" } | { kind: "word-count"; found: number; expected: number } | { kind: "unknown-word"; number: number } | { kind: "wrong-checksum" } | { kind: "word-differs"; number: number } | { kind: "bad-threshold"; threshold: number; count: number } | { kind: "not-a-share"; position: number } | { kind: "shares-of-several"; position: number } | { kind: "share-twice"; number: number } | { kind: "too-few-shares"; given: number; threshold: number } | { kind: "shares-do-not-fit" };

/**
 * Why nobody was registered or logged in.
 */
export type OpaqueError = { kind: "wrong-password" } | { kind: "bad-message" } | { kind: "no-memory" } | { kind: "weak-password"; bits: number; at_least: number } | { kind: "random" };

/**
 * Why something of the group's was not made or read.
 */
export type GroupError = { kind: "not-for-this-identity" } | { kind: "bad-recipient" } | { kind: "foreign-name" } | { kind: "bad-name" } | { kind: "long-name"; bytes: number; at_most: number } | { kind: "random" };

/**
 * Why the log, or what a node says about it, is not believed. Holds entry numbers, counts and user names.
 */
export type LogError = { kind: "not-a-checkpoint" } | { kind: "not-a-key" } | { kind: "another-log"; expected: string; found: string } | { kind: "not-signed" } | { kind: "too-few-witnesses"; found: number; quorum: number } | { kind: "another-policy" } | { kind: "behind"; size: number; seen: number } | { kind: "another-history"; size: number; seen: number } | { kind: "leaves-do-not-fit"; size: number } | { kind: "leaves-missing"; expected: number; found: number } | { kind: "unreadable-leaf"; leaf: number } | { kind: "another-directory" } | { kind: "not-yet"; leaf: number } | { kind: "not-in-log"; leaf: number } | { kind: "forged"; leaf: number } | { kind: "no-key"; user: string } | { kind: "another-key"; user: string } | { kind: "key-again"; user: string; leaf: number } | { kind: "closed"; user: string } | { kind: "no-such-file" } | { kind: "old-version"; version: number } | { kind: "no-proof" } | { kind: "not-a-proof" } | { kind: "proof-does-not-fit" } | { kind: "another-manifest" };

/**
 * Why the reproduction could not be made.
 */
export type HybridError = { kind: "no-numbers" } | { kind: "random-source-failed" } | { kind: "column-forged"; column: string } | { kind: "column-unreadable"; row: number };


/**
 * A file being sealed.
 */
export class FileSealing {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Ends the file, for those whom [`GrantWish`]es name; gives its last pieces. `today` is `YYYY-MM-DD`.
     *
     * # Errors
     * A [`SealError`] or [`crate::seal::identity::RecipientError`] as an object; the file is then not complete.
     */
    finish(wishes: GrantWish[], today: string): Promise<Uint8Array[]>;
    /**
     * Seals the next bytes of the file; gives the next pieces of the sealed file. Best 1 to 4 MiB at a time.
     *
     * # Errors
     * A [`SealError`] as an object; the sealing is then over.
     */
    push(chunk: Uint8Array | number[]): Promise<Uint8Array[]>;
}

/**
 * The bytes that replace the end of a file to which a grant was added.
 */
export class GrantedEnd {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * How many bytes of the file stay.
     */
    keep: number;
    /**
     * What follows them.
     */
    readonly bytes: Uint8Array;
}

/**
 * The key that all members have: names are sealed and words are searched under it.
 */
export class Group {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Draws a new group's key, as its first member does.
     *
     * # Errors
     * A [`GroupError`] as an object.
     */
    static generate(): Group;
    /**
     * How a file with this name and these keywords is listed; `shared` where searching is an index look-up.
     *
     * # Errors
     * A [`GroupError`] as an object.
     */
    list(file: string, name: string, keywords: string, shared: boolean): Listed;
    /**
     * Opens the group key that the unlocked identity was given.
     *
     * # Errors
     * A [`GroupError`] or [`crate::seal::identity::IdentityError`] as an object.
     */
    static open(ring: Keyring, origin: string, sealed: SealedGroupKey): Group;
    /**
     * Opens the name of a file.
     *
     * # Errors
     * A [`GroupError`] as an object.
     */
    open_name(file: string, sealed: string): string;
    /**
     * Seals it for a new member, from the recipient's file.
     *
     * # Errors
     * A [`GroupError`] or [`crate::seal::identity::RecipientError`] as an object.
     */
    seal_for(recipient: string, origin: string): SealedGroupKey;
    /**
     * The trapdoors of the words that are searched for.
     */
    trapdoors(text: string): string[];
}

/**
 * Holds at most one unlocked identity, and the file that it is kept in.
 */
export class Keyring {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Lets a passkey unlock the file too: `prf` is the 32 bytes that it gave for `salt`, 32 new random ones.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    add_passkey(credential: Uint8Array | number[], salt: Uint8Array | number[], prf: Uint8Array | number[]): IdentityView;
    /**
     * Lets a passphrase unlock the file too, at the default cost.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    add_passphrase(passphrase: string): IdentityView;
    /**
     * Takes over a file that was sealed for the unlocked identity, by whomever: gives the end that replaces its own
     * from the manifest on, with a grant for the identity alone.
     *
     * # Errors
     * A [`crate::seal::identity::IdentityError`], [`crate::seal::OpenError`] or [`crate::seal::SealError`] as an
     * object.
     */
    adopt(file: SealedFile, today: string): GrantedEnd;
    /**
     * Answers the node's challenge to log in, 64 hexadecimal digits; gives the signature.
     *
     * # Errors
     * A [`RecordError`] or [`crate::seal::identity::IdentityError`] as an object.
     */
    answer_challenge(origin: string, challenge: string): string;
    /**
     * Whether the recovery words at some places, counted from 1, are these.
     *
     * # Errors
     * An [`IdentityError`] as an object: `word-differs` with the first that is not.
     */
    check_words(numbers: Uint32Array | number[], words: string[]): void;
    /**
     * Brings an identity back from the texts of its shares.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    combine(shares: string[], name: string): IdentityView;
    /**
     * The identity's file as it is now, to be kept.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    file(): string;
    /**
     * Adds grants to a file that the unlocked identity sealed.
     *
     * # Errors
     * A [`crate::seal::identity::IdentityError`], [`crate::seal::OpenError`], [`SealError`] or
     * [`crate::seal::identity::RecipientError`] as an object.
     */
    grant(file: SealedFile, wishes: GrantWish[], today: string): GrantedEnd;
    /**
     * What is to be printed, `date` being the day on which it is. In the page only as long as a person reads it.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    kit(date: string): RecoveryKit;
    /**
     * Forgets the identity.
     */
    lock(): void;
    /**
     * Makes a new identity, which nothing unlocks yet but its recovery words.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    make(name: string): IdentityView;
    /**
     * An empty one.
     */
    constructor();
    /**
     * Brings an identity back from its recovery words.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    recover(words: string, name: string): IdentityView;
    /**
     * Takes an unlocker away, counted from 0; never the last.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    remove_unlocker(index: number): IdentityView;
    /**
     * Gives the identity another name. Its keys stay, and so does its fingerprint.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    rename(name: string): IdentityView;
    /**
     * Unlocks an identity's file with its root, as [`Keyring::session_root`] gave it.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    resume(file: string, root: Uint8Array | number[]): IdentityView;
    /**
     * Begins to seal a file: as the unlocked identity, or, where none is, with a key that nobody keeps, so that
     * nobody can be added later.
     *
     * # Errors
     * A [`SealError`] as an object.
     */
    seal_file(name: string, bytes: number): FileSealing;
    /**
     * Begins to seal a table by columns, in the same way; its dialect is the one given, or guessed.
     *
     * # Errors
     * A [`SealError`] as an object.
     */
    seal_table(name: string, dialect?: Dialect | null): TableSealing;
    /**
     * The root, for the worker to wrap under a key of WebCrypto's that cannot be exported; it wipes these bytes at once.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    session_root(): Uint8Array;
    /**
     * The texts of `count` shares, of which `threshold` give the identity back.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    shares(threshold: number, count: number): string[];
    /**
     * Signs a record of `act`, JSON, that `by` does `at`, in seconds since 1970; gives the entry as JSON.
     *
     * # Errors
     * A [`RecordError`] or [`crate::seal::identity::IdentityError`] as an object.
     */
    sign_record(origin: string, by: string, at: number, act: string): string;
    /**
     * Makes a reader's tail from the owner's own, whose file has `keep` bytes before it and a manifest with this
     * SHA-256: a node can't have the keys of another file granted.
     *
     * # Errors
     * As [`Keyring::adopt`], a [`crate::seal::identity::RecipientError`], and [`LogError::AnotherManifest`].
     */
    tail_for(keep: number, tail: Uint8Array | number[], manifest: string, wishes: GrantWish[], today: string): Uint8Array;
    /**
     * Unlocks a sealed file for the unlocked identity. `today` is `YYYY-MM-DD`.
     *
     * # Errors
     * A [`crate::seal::identity::IdentityError`] or [`crate::seal::OpenError`] as an object.
     */
    unlock_file(file: SealedFile, today: string): UnlockedColumns;
    /**
     * Unlocks an identity's file with what a passkey's `prf` gave for its salt: 32 bytes.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    unlock_with_passkey(file: string, credential: Uint8Array | number[], prf: Uint8Array | number[]): IdentityView;
    /**
     * Unlocks an identity's file with a passphrase: a quarter to half a second.
     *
     * # Errors
     * An [`IdentityError`] as an object.
     */
    unlock_with_passphrase(file: string, passphrase: string): IdentityView;
    /**
     * What may be shown of the identity that is unlocked.
     *
     * # Errors
     * None that the page could mend.
     */
    view(): IdentityView | undefined;
}

/**
 * A copy of the log. What it took once it never forgets.
 */
export class LogCopy {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * An empty copy of the log whose keys `policy` names, JSON as `/log/keys` gives it: believed from now on.
     *
     * # Errors
     * A [`LogError`] as an object.
     */
    static begin(policy: string, directory: string): LogCopy;
    /**
     * Believes other keys from now on, JSON as `/log/keys` gives it, because a person says so.
     *
     * # Errors
     * A [`LogError`] as an object.
     */
    believe(policy: string): void;
    /**
     * Whether a recipient's file is the one that the log has for a user; `entry` is their `register`, JSON.
     *
     * # Errors
     * A [`LogError`] or [`crate::seal::identity::RecipientError`] as an object.
     */
    check_key(user: string, recipient: string, entry: string): RecipientView;
    /**
     * Whether the node still names the keys that this copy holds it to.
     *
     * # Errors
     * A [`LogError`] as an object.
     */
    check_policy(policy: string): void;
    /**
     * Whether an `upload`, JSON, is its owner's and the last that the log has of the file; gives the record as JSON.
     *
     * # Errors
     * A [`LogError`] or [`crate::seal::identity::RecipientError`] as an object.
     */
    check_version(file: string, entry: string, owner: string): string;
    /**
     * Takes a checkpoint with the bundles that it wanted.
     *
     * # Errors
     * A [`LogError`] as an object: the node, or its log, lies.
     */
    follow(checkpoint: string, bundles: Uint8Array[]): Followed;
    /**
     * The copy that [`LogCopy::to_text`] kept.
     *
     * # Errors
     * A [`LogError`] as an object.
     */
    static from_text(text: string): LogCopy;
    /**
     * The keys that this copy holds the node to, as JSON.
     */
    policy(): string;
    /**
     * Puts the proof that its `upload`, JSON, is in the log into a sealed file: gives the end that replaces its own.
     *
     * # Errors
     * A [`LogError`] as an object.
     */
    prove(sealed: SealedFile, file: string, entry: string): GrantedEnd;
    /**
     * How many entries it has.
     */
    size(): number;
    /**
     * The copy as the browser keeps it.
     */
    to_text(): string;
    /**
     * Whether an entry, JSON, is its author's and in the log; gives the record as JSON.
     *
     * # Errors
     * A [`LogError`] or [`crate::seal::identity::RecipientError`] as an object.
     */
    verify(entry: string, author: string): string;
    /**
     * The paths, behind `/log/`, of what must be fetched before a checkpoint can be followed.
     *
     * # Errors
     * A [`LogError`] as an object.
     */
    wanted(checkpoint: string): string[];
}

/**
 * A file, or a table of the columns that were granted, being opened.
 */
export class OpenContents {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The next bytes of the file, or of the table as comma-separated text; `undefined` at the end, and only then is
     * it known to be the whole.
     *
     * # Errors
     * An [`OpenError`] as an object; what was given so far must be thrown away.
     */
    next(): Promise<Uint8Array[] | undefined>;
}

/**
 * A log-in that was begun: [`finish`](Self::finish) ends it.
 */
export class PasswordLogIn {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Ends, sure of the node; gives the last message for it. Takes a quarter to half a second.
     *
     * # Errors
     * An [`OpaqueError`] as an object.
     */
    finish(user: string, origin: string, answer: string): string;
    /**
     * Begins.
     *
     * # Errors
     * An [`OpaqueError`] as an object.
     */
    static start(password: string): PasswordLogIn;
    /**
     * The first message for the node.
     */
    readonly message: string;
}

/**
 * A registration that was begun: [`finish`](Self::finish) ends it.
 */
export class PasswordRegistration {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Ends; gives the last message for the node. Takes a quarter to half a second.
     *
     * # Errors
     * An [`OpaqueError`] as an object.
     */
    finish(user: string, origin: string, answer: string): string;
    /**
     * Begins, with a password that is hard to guess.
     *
     * # Errors
     * An [`OpaqueError`] as an object.
     */
    static start(password: string): PasswordRegistration;
    /**
     * The first message for the node.
     */
    readonly message: string;
}

/**
 * A sealed file whose signatures were found good.
 */
export class SealedFile {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * What shows without a key. `today` is `YYYY-MM-DD`.
     *
     * # Errors
     * When `today` is no day.
     */
    inspection(today: string): Inspection;
    /**
     * SHA-256 of the manifest, in hexadecimal digits.
     */
    manifest(): string;
    /**
     * Begins to read what these keys open.
     *
     * # Errors
     * An [`OpenError`] as an object.
     */
    open(unlocked: UnlockedColumns): OpenContents;
    /**
     * What these keys open: names, read from the columns' beginnings.
     *
     * # Errors
     * An [`OpenError`] as an object.
     */
    opened(unlocked: UnlockedColumns): Opened;
    /**
     * Reads all but the columns, and verifies the owner's signatures.
     *
     * # Errors
     * An [`OpenError`] as an object.
     */
    static read(file: Blob): SealedFile;
    /**
     * Takes the keys that the exchange's shell unlocked, as [`UnlockedColumns::bytes`] gave them.
     *
     * # Errors
     * [`OpenError::NotKeys`] as an object.
     */
    unlock_with_keys(bytes: Uint8Array | number[]): UnlockedColumns;
    /**
     * Tries a passphrase, which takes some tenths of a second.
     *
     * # Errors
     * An [`OpenError`] as an object.
     */
    unlock_with_words(passphrase: string, today: string): UnlockedColumns;
}

/**
 * A table being sealed.
 *
 * Its columns grow side by side, and stand one behind the other in the sealed file: each call gives pieces with the
 * number of their column, and the page keeps each column's for itself.
 */
export class TableSealing {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Ends the table, for those whom [`GrantWish`]es name. `today` is `YYYY-MM-DD`.
     *
     * # Errors
     * A [`LoadError`], [`SealError`] or [`crate::seal::identity::RecipientError`] as an object.
     */
    finish(wishes: GrantWish[], today: string): Promise<SealedTable>;
    /**
     * The names of the columns, once they were read.
     */
    headings(): string[];
    /**
     * Seals the next bytes of the table's text; gives the next pieces of its columns.
     *
     * # Errors
     * A [`LoadError`] or [`SealError`] as an object; the sealing is then over.
     */
    push(chunk: Uint8Array | number[]): Promise<ColumnPiece[]>;
}

/**
 * The keys of some of its columns, or of all.
 */
export class UnlockedColumns {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The keys, for the workbench to open with: they are in its hands then.
     */
    bytes(): Uint8Array;
}

/**
 * How hard a passphrase is to guess, estimated low.
 *
 * # Errors
 * None that the page could mend.
 */
export function passphrase_strength(text: string): PassphraseStrength;

/**
 * What may be shown of an identity's file, without unlocking it.
 *
 * # Errors
 * An [`IdentityError`] as an object.
 */
export function read_identity(text: string): IdentityView;

/**
 * What may be shown of a recipient's file, whose signature is verified.
 *
 * # Errors
 * A [`crate::seal::identity::RecipientError`] as an object.
 */
export function read_recipient(text: string): RecipientView;

/**
 * What may be shown of a share.
 *
 * # Errors
 * An [`IdentityError`] as an object.
 */
export function read_share(text: string): ShareLabel;

/**
 * Runs once, when the module is instantiated: a panic is printed where the
 * reader of the console finds it, without any value of the table.
 */
export function start(): void;

/**
 * Seven random words, joined by `-`: 77 bits.
 *
 * # Errors
 * An [`IdentityError`] as an object.
 */
export function suggest_passphrase(): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_filesealing_free: (a: number, b: number) => void;
    readonly __wbg_get_grantedend_keep: (a: number) => number;
    readonly __wbg_grantedend_free: (a: number, b: number) => void;
    readonly __wbg_group_free: (a: number, b: number) => void;
    readonly __wbg_keyring_free: (a: number, b: number) => void;
    readonly __wbg_logcopy_free: (a: number, b: number) => void;
    readonly __wbg_opencontents_free: (a: number, b: number) => void;
    readonly __wbg_passwordlogin_free: (a: number, b: number) => void;
    readonly __wbg_passwordregistration_free: (a: number, b: number) => void;
    readonly __wbg_sealedfile_free: (a: number, b: number) => void;
    readonly __wbg_set_grantedend_keep: (a: number, b: number) => void;
    readonly __wbg_tablesealing_free: (a: number, b: number) => void;
    readonly __wbg_unlockedcolumns_free: (a: number, b: number) => void;
    readonly filesealing_finish: (a: number, b: any, c: number, d: number) => any;
    readonly filesealing_push: (a: number, b: number, c: number) => any;
    readonly grantedend_bytes: (a: number) => any;
    readonly group_generate: () => [number, number, number];
    readonly group_list: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => [number, number, number];
    readonly group_open: (a: number, b: number, c: number, d: any) => [number, number, number];
    readonly group_open_name: (a: number, b: number, c: number, d: number, e: number) => [number, number, number, number];
    readonly group_seal_for: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly group_trapdoors: (a: number, b: number, c: number) => [number, number];
    readonly keyring_add_passkey: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number, number];
    readonly keyring_add_passphrase: (a: number, b: number, c: number) => [number, number, number];
    readonly keyring_adopt: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly keyring_answer_challenge: (a: number, b: number, c: number, d: number, e: number) => [number, number, number, number];
    readonly keyring_check_words: (a: number, b: number, c: number, d: number, e: number) => [number, number];
    readonly keyring_combine: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly keyring_file: (a: number) => [number, number, number, number];
    readonly keyring_grant: (a: number, b: number, c: any, d: number, e: number) => [number, number, number];
    readonly keyring_kit: (a: number, b: number, c: number) => [number, number, number];
    readonly keyring_lock: (a: number) => void;
    readonly keyring_make: (a: number, b: number, c: number) => [number, number, number];
    readonly keyring_new: () => number;
    readonly keyring_recover: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly keyring_remove_unlocker: (a: number, b: number) => [number, number, number];
    readonly keyring_rename: (a: number, b: number, c: number) => [number, number, number];
    readonly keyring_resume: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly keyring_seal_file: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly keyring_seal_table: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly keyring_session_root: (a: number) => [number, number, number];
    readonly keyring_shares: (a: number, b: number, c: number) => [number, number, number, number];
    readonly keyring_sign_record: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => [number, number, number, number];
    readonly keyring_tail_for: (a: number, b: number, c: number, d: number, e: number, f: number, g: any, h: number, i: number) => [number, number, number];
    readonly keyring_unlock_file: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly keyring_unlock_with_passkey: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number, number];
    readonly keyring_unlock_with_passphrase: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly keyring_view: (a: number) => [number, number, number];
    readonly logcopy_begin: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly logcopy_believe: (a: number, b: number, c: number) => [number, number];
    readonly logcopy_check_key: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number, number];
    readonly logcopy_check_policy: (a: number, b: number, c: number) => [number, number];
    readonly logcopy_check_version: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number, number, number];
    readonly logcopy_follow: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly logcopy_from_text: (a: number, b: number) => [number, number, number];
    readonly logcopy_policy: (a: number) => [number, number];
    readonly logcopy_prove: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number];
    readonly logcopy_size: (a: number) => number;
    readonly logcopy_to_text: (a: number) => [number, number];
    readonly logcopy_verify: (a: number, b: number, c: number, d: number, e: number) => [number, number, number, number];
    readonly logcopy_wanted: (a: number, b: number, c: number) => [number, number, number, number];
    readonly opencontents_next: (a: number) => any;
    readonly passphrase_strength: (a: number, b: number) => [number, number, number];
    readonly passwordlogin_finish: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number, number, number];
    readonly passwordlogin_message: (a: number) => [number, number];
    readonly passwordlogin_start: (a: number, b: number) => [number, number, number];
    readonly passwordregistration_finish: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number, number, number];
    readonly passwordregistration_message: (a: number) => [number, number];
    readonly passwordregistration_start: (a: number, b: number) => [number, number, number];
    readonly read_identity: (a: number, b: number) => [number, number, number];
    readonly read_recipient: (a: number, b: number) => [number, number, number];
    readonly read_share: (a: number, b: number) => [number, number, number];
    readonly sealedfile_inspection: (a: number, b: number, c: number) => [number, number, number];
    readonly sealedfile_manifest: (a: number) => [number, number];
    readonly sealedfile_open: (a: number, b: number) => [number, number, number];
    readonly sealedfile_opened: (a: number, b: number) => [number, number, number];
    readonly sealedfile_read: (a: any) => [number, number, number];
    readonly sealedfile_unlock_with_keys: (a: number, b: number, c: number) => [number, number, number];
    readonly sealedfile_unlock_with_words: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly start: () => void;
    readonly suggest_passphrase: () => [number, number, number, number];
    readonly tablesealing_finish: (a: number, b: any, c: number, d: number) => any;
    readonly tablesealing_headings: (a: number) => [number, number];
    readonly tablesealing_push: (a: number, b: number, c: number) => any;
    readonly unlockedcolumns_bytes: (a: number) => any;
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_destroy_closure: (a: number, b: number) => void;
    readonly __externref_drop_slice: (a: number, b: number) => void;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path?: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
