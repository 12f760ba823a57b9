import { list, number, percent, plural } from "../format.js";
import type {
  Attack,
  Classification,
  ClassifierKind,
  Decided,
  FullDomainAudit,
  LinkedSecret,
  Measured,
  SlicingAudit,
  SuppressedCells,
} from "../generated/lazaret.js";

/** A measure of the release: few digits, and a word where there is no number. */
const figure = (value: number | undefined) =>
  value === undefined ? "–" : number(Number(value.toPrecision(3)));

const classifiers: Record<ClassifierKind, string> = {
  "decision-tree": "decision tree",
  "naive-bayes": "naive Bayes",
  "logistic-regression": "logistic regression",
  "nearest-neighbours": "nearest neighbours",
  "random-forest": "random forest",
};

const attacks: Record<Attack["kind"], string> = {
  linkage: "Who is it? (linkage)",
  homogeneity: "All the same (homogeneity)",
  "background-knowledge": "Knowing what it is not (background knowledge)",
  skewness: "Far likelier than elsewhere (skewness)",
  similarity: "Different, but near (similarity)",
  membership: "Is she in it at all? (membership)",
  intersection: "Two releases together (intersection)",
};

/** The copy of what is found out about a protected table. */
export const examination = {
  suppressed: (suppressed: number, rows: number) =>
    suppressed === 0
      ? "No row was left out"
      : `${plural(suppressed, "row was", "rows were")} left out (${percent(suppressed / (rows + suppressed))})`,

  measured: {
    title: "What the table keeps, measured on it",
    lead: "Counted on the finished table, by code of its own: it does not trust the method that made it.",
    groups: ({ k, classes }: Measured) =>
      `k is ${number(k)}: the smallest of ${plural(classes, "group", "groups")} has ${plural(k, "patient", "patients")}.`,
    kMap: (people: number) =>
      `Every group fits at least ${plural(people, "person", "people")} of the population.`,
    uniqueness: (share: number) =>
      `About ${percent(share)} of the patients are estimated to be unique in the population.`,
    column: "Column",
    heads: {
      distinct: "l, distinct",
      entropy: "l, entropy",
      share: "α",
      t: "t",
      ordered: "t, ordered",
      hierarchical: "t, hierarchy",
      beta: "β",
      delta: "δ",
    },
    legend:
      "The worst group of each column. l: different values; larger is safer. α: the greatest share of one value; t: distance from the whole table; β and δ: how much a value's share grows or changes; smaller is safer.",
    figure,
  },

  decided: {
    title: "Which condition decided",
    none: "No group was refused on the way: every condition was met easily.",
    one: ({ column, refused }: Decided, name: string) =>
      `${name}${column === undefined ? "" : ` for ${column}`} refused ${plural(refused, "smaller group", "smaller groups")}.`,
    first:
      "The one that refused most held the table back most; relaxing it would keep more detail.",
  },

  audit: {
    title: "How the method got there",
    searched: ({ nodes, checked, gap }: FullDomainAudit) =>
      `${number(checked)} of ${plural(nodes, "generalization", "generalizations")} had to be looked at. ${gap === 0 ? "No other one loses less: this is proven." : `Another one could lose at most ${percent(gap)} less.`}`,
    height: "Height",
    level: (height: number, top: number) =>
      height === 0 ? "as it was" : height === top ? "nothing is left" : `${height} of ${top}`,
    buckets: ({ buckets, smallest_bucket, largest_bucket }: SlicingAudit) =>
      `${plural(buckets, "bucket", "buckets")} of ${smallest_bucket === largest_bucket ? number(smallest_bucket) : `${number(smallest_bucket)} to ${number(largest_bucket)}`} rows; inside each, the columns were shuffled against each other.`,
    together: (columns: string[]) => `Kept together: ${list(columns)}.`,
    secret: ({ column, l, greatest }: LinkedSecret) =>
      `No value of ${column} can be linked to a patient with a chance above ${percent(greatest)} (asked: at most 1 in ${l}).`,
    fakes: (count: number) =>
      `${plural(count, "combination", "combinations")} can be joined in a bucket that ${count === 1 ? "belongs" : "belong"} to nobody.`,
    madeUp: (rows: number) => `${plural(rows, "row is", "rows are")} made up.`,
    hiddenCells: ({ column, cells }: SuppressedCells) =>
      `${plural(cells, "cell", "cells")} of ${column} ${cells === 1 ? "is" : "are"} hidden.`,
  },

  attacks: {
    title: "Attacks that run",
    lead: "The table is attacked here as an outsider would, by someone who knows the quasi-identifiers of every patient.",
    run: "Attack the table",
    again: "Attack it again",
    kinds: attacks,
    nothing: (columns: string[]) => `For ${list(columns)} it finds nothing.`,
    untold: (columns: string[]) =>
      `For ${list(columns)} it cannot be said how near values are: there are neither numbers nor a hierarchy.`,
    link: "Join it with a second file",
    linkHint:
      "A file of known people, such as a register, with some of the same columns. It is read here, and goes nowhere.",
    joined: (file: string, columns: string[]) =>
      columns.length === 0
        ? `${file} has none of the quasi-identifiers, so nothing can be joined.`
        : `${file}, joined on ${list(columns)}:`,
  },

  usefulness: {
    title: "What it is still good for",
    lead: "Compares the protected table with the original: each column by itself, how columns go together, and what counts would come out.",
    run: "Measure the usefulness",
    again: "Measure it again",
    queries: (median: string, queries: number) =>
      `Of ${number(queries)} random counts by a few conditions, half come out within ${median} of the truth.`,
    figures: {
      query: "count error, mean",
      correlation: "change of φ²",
      average: "group size over k",
      discernibility: "discernibility",
    },
    figuresHint:
      "φ² is how strongly two columns go together, 0 to 1. Group size over k is 1 at best. Discernibility is the sum of squared group sizes: smaller is better.",
    column: "Column",
    heads: {
      ncp: "detail lost",
      total_variation: "shares moved",
      earth_mover: "distance moved",
      kullback_leibler: "information lost",
    },
    legend:
      "Shares moved: total variation. Distance moved: earth mover's distance. Information lost: Kullback-Leibler divergence, in nats; ∞ where a value is nowhere in the table. 0 everywhere would be the original.",
    infinite: "∞",
    loss: "Detail lost, by column",
  },

  classification: {
    title: "What can be learnt from it",
    lead: "Sets a third of the rows aside, protects the others in the same way, and trains five classifiers twice: on the original rows and on the protected ones. Both are tested on the rows set aside.",
    target: "Learn to tell",
    run: "Train and compare",
    none: "No released column has between 2 and 50 different values, so there is nothing to learn to tell.",
    sentence: ({ target, original, released, majority }: Classification) =>
      `${target} is told rightly for ${percent(released)} of the patients after learning from the protected rows, and for ${percent(original)} after the original ones. Always saying the most frequent value reaches ${percent(majority)}.`,
    classifier: "Classifier",
    original: "original",
    released: "protected",
    classifiers,
  },
};
