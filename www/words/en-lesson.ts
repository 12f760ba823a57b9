import { number } from "../format.js";

/** The copy of the lesson: around the views, then each view's. */
export const lesson = {
  title: "Learn what noise does",
  lead: "Turn the sliders and watch. The patients here are made up, and your own table is not touched.",
  views: "The views of the lesson",
  view: (at: number, all: number) => `View ${at} of ${all}`,
  previous: "Previous view",
  next: "Next view",
  settings: "Settings",
  seeded: (seed: number) => `Run ${seed}: seeded, for repeating; not a release.`,
  fresh: "Drawn afresh from this browser's randomness: nobody can repeat it. Not a release either.",
  nextSeed: "Another seeded run",
  runFresh: "Run with fresh randomness",
  backToSeeds: "Back to seeded runs",
  link: (address: string) => `This view as a link: #${address}`,

  noise: {
    title: "Noise",
    see: "Two wards differ by one patient, Ms X, and each bar is the exact chance of one noisy answer to “how many have diabetes?”. Whatever answer comes out, it is almost as likely on the other ward: the dots below never leave the band that ε promises.",
    epsilon: "Privacy (ε): smaller hides more",
    says: (ratio: number) =>
      `No answer is more than ${number(ratio)} times as likely with Ms X as without her, or the other way round.`,
    odds: "The chance of every answer, with Ms X on the ward and without her",
    ratios:
      "How many times as likely each answer is with Ms X as without her, inside the band of ε",
    answer: "Noisy answer",
    probability: "Chance (%)",
    ratio: "Times as likely with Ms X",
    without: (count: number) => `without Ms X (truth: ${count})`,
    with: (count: number) => `with Ms X (truth: ${count})`,
  },
};
