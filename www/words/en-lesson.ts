import { error, number, plural } from "../format.js";

/** The copy of the lesson: around the views, then each view's. */
export const lesson = {
  title: "Learn what noise and encryption do",
  lead: "Turn the sliders and watch: first what noise does, then what encryption does. The patients here are made up, and your own table is not touched.",
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
      `No answer is more than ${number(Number(ratio.toFixed(2)))} times as likely with Ms X as without her, or the other way round.`,
    odds: "The chance of every answer, with Ms X on the ward and without her",
    ratios:
      "How many times as likely each answer is with Ms X as without her, inside the band of ε",
    answer: "Noisy answer",
    probability: "Chance (%)",
    ratio: "Times as likely with Ms X",
    without: (count: number) => `without Ms X (truth: ${count})`,
    with: (count: number) => `with Ms X (truth: ${count})`,
  },

  releases: {
    title: "Releases",
    see: "The same count was released 100 times over, each time with new noise, and each dot is one release. In truth there is only one release, and nobody can tell which of the dots it is.",
    epsilon: "Privacy (ε): smaller hides more",
    within: "Near enough for you",
    says: (within: number, margin: number) =>
      `In ${within} of 100 releases the answer is within ±\u00a0${margin}.`,
    expected: (expected: number) =>
      `On paper it is ${number(Number(expected.toFixed(1)))} of 100; a run of 100 differs a little.`,
    dots: "100 releases of one count, each a dot above its answer; the dashed line is the truth",
    answer: "Noisy answer",
    times: "Times of 100",
    inside: "near enough",
    outside: "further off",
  },

  posterior: {
    title: "What an attacker learns",
    see: "An attacker believes beforehand that Ms X has diabetes with the odds of the first picture. Whatever is released, and whatever else the attacker knows, the odds afterwards lie between those of the other two.",
    prior: "Believed before",
    of100: (value: number) => `${number(value)} of 100`,
    epsilon: "Privacy (ε) of one release",
    releases: "Releases seen",
    releasesText: (value: number) => plural(value, "release", "releases"),
    says: (prior: number, most: string, least: string, releases: number) =>
      `An attacker who gave ${number(prior)} of 100 before gives at most ${most} and at least ${least} of 100 after ${plural(releases, "release", "releases")}.`,
    before: (prior: string) => `Before: ${prior} of 100`,
    atMost: (odds: string) => `At most after: ${odds} of 100`,
    atLeast: (odds: string) => `At least after: ${odds} of 100`,
    curve: "The most and the least that an attacker can believe, after more and more releases",
    belief: "Belief (%)",
    least: "At least",
    most: "At most",
  },

  difference: {
    title: "Difference attack",
    see: "Two harmless counts, one of everybody and one of everybody but Ms X, tell her diagnosis when they are exact: their difference is 1 or 0. With noise on both the difference is blurred, and each dot is one attack; right of the dashed line the attacker says that she is ill.",
    epsilon: "Privacy (ε) of each count",
    says: (right: number) =>
      `Of 100 attacks, half of them on somebody who is ill, the attacker was right in ${right}. Guessing is right in 50.`,
    most: (most: number) =>
      `On paper no attacker can be right in more than ${number(Number(most.toFixed(1)))} of 100.`,
    counts: "The two counts and their difference, exact and with noise",
    question: "How many have diabetes?",
    exact: "Exact",
    noisy: "With noise",
    everybody: "Everybody",
    others: "Everybody but Ms X",
    difference: "Difference",
    attacks:
      "The noisy differences of 100 attacks; right of the dashed line the attacker says “ill”",
    noisyDifference: "Noisy difference",
    ill: "she is ill",
    well: "she is not",
  },

  averaging: {
    title: "Asking again",
    see: "Noise of one answer hides a patient, but the average of many answers creeps to the truth as one over the square root of their number. A ledger stops it: it repeats the answer that it gave, or it refuses when the budget is spent.",
    epsilon: "Privacy (ε) of each answer",
    times: "Times asked",
    ledger: "Ledger",
    ledgers: ["none", "repeats its answer", "refuses when the budget is spent"],
    budget: "Budget",
    says: (answered: number, average: string, truth: number) =>
      `After ${plural(answered, "answer", "answers")} the average is ${average}; the truth is ${truth}.`,
    cost: (spent: number) =>
      `All answers together cost ε = ${number(spent)}: ${spent > 10 ? "that protects nobody." : "costs add up."}`,
    remembered: (spent: number) =>
      `Every answer is the first one again, so that asking teaches nothing more: it cost ε = ${number(spent)} in all.`,
    refused: (answered: number, spent: number) =>
      `Then the ledger refused: ${plural(answered, "answer", "answers")} had spent ε = ${number(Number(spent.toFixed(6)))}.`,
    refusedAll: "The ledger refused the very first question: it costs more than the whole budget.",
    chart:
      "The average of the answers so far; the shaded band holds it 95 times in 100, the dashed line is the truth",
    answers: "Answers averaged",
    average: "Average",
    error: "95 % range",
  },

  reconstruction: {
    title: "Reconstruction",
    see: "An attacker asks how many of a random group tested positive, again for other groups, and solves the answers by least squares for each of 100 patients. With little noise nearly everybody’s result is found out; with more, a crossed square is as likely as not.",
    questions: "Groups asked about",
    noise: "Noise on each count",
    noiseText: (scale: number) => (scale === 0 ? "none" : `scale ${number(scale)}`),
    says: (right: number) => `The attacker has ${right} of 100 patients right. Guessing gets 50.`,
    cost: (questions: number, scale: number) =>
      scale === 0
        ? "Exact counts promise nothing: ε is infinite."
        : `Each count has ε = ${error(1 / scale)}, all ${number(questions)} together ε = ${error(questions / scale)}.`,
    squares: (right: number) =>
      `What was solved: filled is positive, empty is negative, crossed is wrong. ${right} of 100 are right.`,
    curve: "Patients found out, by the noise on each count; the dashed line is guessing",
    scale: "Scale of the noise (1/ε)",
    right: "Right of 100",
  },

  clipping: {
    title: "Cutting off",
    see: "A mean needs an upper bound: longer stays count as the bound, which makes the mean too low. A higher bound cuts off fewer but needs more noise, and the best bound is where both errors together are least.",
    bound: "Stays count up to",
    days: (days: number) => plural(days, "day", "days"),
    epsilon: "Privacy (ε): smaller hides more",
    patients: "Patients",
    says: (bias: string, noise: string, mean: string) =>
      `The mean is too low by ${bias} days, and the noise is about ±\u00a0${noise} days; the true mean is ${mean}.`,
    best: (best: number) =>
      `Best here would be ${plural(best, "day", "days")}. On real data nobody may look: a bound comes from knowledge, not from the table.`,
    errors: "Errors of the mean at every bound: from cutting off, from noise, and both together",
    boundDays: "Bound (days)",
    error: "Error (days)",
    bias: "cutting off",
    noise: "noise",
    total: "together",
    cut: "cut off",
    kept: "counted in full",
    histogram: "How long the patients stayed; right of the dashed line stays are cut off",
    stay: "Stay (days)",
    count: "Patients",
  },

  splitting: {
    title: "Splitting a budget",
    see: "One ε is shared by all questions, so that each answer gets noisier the more are asked. Where patients stand in one bin each, as in a histogram, nothing need be shared; and for many questions Gaussian noise counted in ρ (zCDP) costs less.",
    epsilon: "Privacy (ε) of all together",
    questions: "Questions",
    says: (questions: number, pure: string, concentrated: string) =>
      `With ${plural(questions, "question", "questions")}, each count is off by about ±\u00a0${pure} with Laplace noise, or ±\u00a0${concentrated} with Gaussian noise.`,
    disjoint: (error: string, rho: string) =>
      `As bins of one histogram each is off by about ±\u00a0${error}. The Gaussian noise has ρ = ${rho}, which is the same ε but for one chance in a million (δ).`,
    curve: "How far each count is off, by the number of questions",
    asked: "Questions",
    error: "Off by about ±",
    pure: "Laplace, ε",
    concentrated: "Gaussian, ρ",
    bins: "bins, ε",
  },

  local: {
    title: "On each or on all",
    see: "Above, a coin decides whether a patient gives her true answer, so that nobody need be trusted; below, the ward counts truly and adds noise once. Both promise the same ε, each dot is one of 100 answers, and the first way is further off the more patients there are.",
    epsilon: "Privacy (ε): smaller hides more",
    patients: "Patients",
    says: (local: string, central: string) =>
      `In about 95 of 100 answers, coins on each patient are off by at most ±\u00a0${local}, one draw on the count by at most ±\u00a0${central}.`,
    factor: (factor: string) => `The first is ${factor} times as far off.`,
    local: "a coin on each patient (randomized response)",
    central: "one draw on the count",
    answer: "Answer; the dashed line is the truth",
    times: "Times of 100",
  },

  floatingPoint: {
    title: "The last digits",
    see: "Many programs make noise from Math.random() and a logarithm, and the last digits of what comes out depend on the true number. An attacker looks whether a number is a multiple of 2⁻⁵³: with a truth of 1 it always is, with 0 often not, and one such number tells all.",
    epsilon: "Privacy (ε) that was promised",
    says: (zero: string, one: string) =>
      `Telling numbers from floating-point noise: ${zero} where the truth is 0, ${one} where it is 1.`,
    telling: (number: string) =>
      `${number.replace("-", "\u2212")}, for one, came from 0 and cannot come from 1: ε was promised, and nothing is hidden.`,
    exact: (found: number, draws: string) =>
      `With Lazaret’s integer noise the attacker finds ${found} in ${draws}: there is nothing to see.`,
    chart: "Numbers that are no multiple of 2⁻⁵³, out of 20,000 drawn just now for each bar",
    naive: (truth: number) => `floats, truth ${truth}`,
    integers: (truth: number) => `integers, truth ${truth}`,
    way: "Noise",
    share: "Telling numbers (%)",
  },
};
