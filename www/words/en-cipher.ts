import { number, percent, plural } from "../format.js";

/** The copy of the lesson's views of encryption. */
export const cipher = {
  refused: "Refused: nothing opens",
  teaching:
    "For learning only: the patients are made up, the modes are here to be broken, and nothing of this page's lesson seals anything. What Lazaret seals with is AES-256-GCM in a stream of chunks, each with its own nonce and its place.",

  cost: {
    title: "What encryption costs",
    see: "Press a button, and this computer measures what the first paper leaves open: the length of the key, the size of chunks, the cost of a passphrase, and a sum that is made without seeing what is added. Beside each line stands what it costs and what it buys.",
    rows: "Patients in the column to be added up",
    rowsText: (rows: number) => (rows === 15_757 ? `${number(rows)}, the paper's` : number(rows)),
    says: (rows: number, sum: number) =>
      `${number(rows)} made-up patients stayed ${number(sum)} days in all. Each of the four ways below must give this sum.`,

    paper: "The paper says, and measures none of it",
    paperSays: [
      "“The choice of key size and encryption mode plays a crucial role in determining the security of the encrypted data.”",
      "Homomorphic encryption “can be computationally intensive and may not be suitable for all use cases, particularly those requiring real-time data processing”.",
      "Secure multiparty computation “can be complex to implement and may incur significant computational overhead”.",
    ],

    sumsTitle: (rows: number) => `The sum of one column of ${number(rows)} stays`,
    sumsText:
      "Each time is the median of five runs, and that of encrypting for adding the median of the values named. Its key has 2,048 bits and is made of two published primes, so that it hides nothing. The three hospitals are three numbers in this page, and what a network between them takes is not counted.",
    measureSums: "Measure the sum",
    measuringSum: (way: string) => `Adding up: ${way}`,
    sumsHead: [
      "Way",
      "Time",
      "Times AES-GCM",
      "Stored or sent",
      "Sum",
      "What it costs, what it buys",
    ],
    calculated: (time: string, values: number) =>
      `${time}, calculated from ${number(values)} values`,
    right: "right",
    wrong: "wrong",
    ways: {
      clear: {
        name: "in the clear",
        buys: "Costs nothing, and whoever adds up sees every value.",
      },
      sealed: {
        name: "AES-256-GCM: seal, open, add",
        buys: "Costs little and hides the column on its way and at rest; whoever adds up has the key and sees every value.",
      },
      shared: {
        name: "secret sharing among three hospitals",
        buys: "Cheap to compute: each hospital adds up parts that say nothing. It needs all three there at once, and three that do not put their parts together.",
      },
      homomorphic: {
        name: "homomorphic (Paillier)",
        buys: "Somebody without any key adds what they cannot read, alone. It costs the time that stands here and 64 times the space, and it can only add.",
      },
    },

    gcmTitle: "AES-GCM by key and chunk",
    gcmText:
      "Megabytes a second, sealing and opening, each the median of five runs. The browser's own cryptography (WebCrypto) uses the processor's instructions for AES; WebAssembly cannot.",
    measureGcm: "Measure AES-GCM",
    measuringGcm: (bits: number, chunk: number) => `AES-${bits} in chunks of ${chunk} KiB`,
    key: "Key, and where",
    chunks: (chunk: number) => (chunk === 1024 ? "1 MiB" : `${chunk} KiB`),
    buys: "What it costs, what it buys",
    inBrowser: (bits: number) => `${bits} bits, browser`,
    inWasm: (bits: number) => `${bits} bits, WebAssembly`,
    speed: (seal: string, open: string) => `${seal} / ${open} MB/s`,
    refusesKey: "not offered by this browser",
    keyBuys: {
      128: "10 rounds. No search through 2¹²⁸ keys ends; this is enough today.",
      192: "12 rounds. A margin against attacks that nobody knows yet; some browsers leave this length out.",
      256: "14 rounds. A margin against quantum computers too, which halve the bits at best. Lazaret takes this one.",
    },
    shortest: "What the others are compared with.",
    ofShortest: (share: number) =>
      `Costs time: it is at ${percent(share)} of the speed of 128 bits.`,

    passphraseTitle: "A passphrase by the cost of Argon2id",
    passphraseText:
      "One guess in WebAssembly on one processor, the median of three runs. An attacker has more processors, but needs as much memory for each guess.",
    measurePassphrase: "Measure Argon2id",
    measuringPassphrase: (mebibytes: number) => `Argon2id with ${mebibytes} MiB`,
    passphraseHead: [
      "Memory and passes",
      "One guess",
      "Guesses a day, on this computer",
      "What it costs, what it buys",
    ],
    passphraseCost: (mebibytes: number, passes: number) =>
      `${mebibytes} MiB, ${plural(passes, "pass", "passes")}`,
    noMemory: "not enough memory here",
    passphraseCosts: [
      {
        mebibytes: 19,
        passes: 2,
        buys: "The least that OWASP recommends: hardly felt, and cheapest to guess at.",
      },
      {
        mebibytes: 64,
        passes: 3,
        buys: "What Lazaret takes: a wait at opening that nobody minds, and three times the memory for each guess.",
      },
      {
        mebibytes: 256,
        passes: 2,
        buys: "Four times the memory again for each guess, and for each opening: a small device may not have it, and then keeps its own reader out.",
      },
    ],
  },

  modes: {
    title: "What a mode gives away",
    see: "ECB encrypts every block by itself, so that equal blocks stay equal: the picture shows through, and so does who shares a diagnosis with whom. GCM under the same sort of key leaves noise, in which no two blocks are alike.",
    figure: "Picture",
    figures: ["a ship", "a lazaret"],
    key: "Key of the ECB picture",
    bits: (bits: number) => `${bits} bits`,
    says: (ecb: number, gcm: number, blocks: number) =>
      `Of ${number(blocks)} blocks of the picture, ${number(ecb)} are copies of another in ECB, and ${number(gcm)} in GCM.`,
    keySays: (bits: number) =>
      `The key has ${bits} bits, and no key is long enough to change that: the mode decides.`,
    plain: "The picture",
    ecb: "Its ciphertext in ECB: the form shows",
    gcm: "Its ciphertext in GCM: noise alone",
    table: "A column of diagnoses, each padded to a block of 16 bytes",
    head: ["Patient", "Diagnosis (sealed)", "ECB", "Alike", "GCM", "Alike"],
    alike: (letter: string, patients: number) => `${letter} (${patients})`,
    alone: "none",
  },

  nonceReuse: {
    title: "A nonce used twice",
    see: "AES-GCM lays a stream of random-looking bytes over the plaintext, and the same key and nonce give the same stream: laid over each other, two ciphertexts lose it and show both plaintexts. Their tags give away the key that makes tags, and then anything can be forged.",
    nonces: "The second message has",
    choices: ["a nonce of its own", "the nonce of the first"],
    reads: (read: number, all: number) =>
      read > 0
        ? `Who knows the prescriptions reads ${read} of ${all} sealed diagnoses, without a key.`
        : `Who knows the prescriptions reads none of ${all} sealed diagnoses.`,
    forged: "A changed dose with a forged tag is accepted as authentic.",
    notForged: "A changed dose with a forged tag is refused.",
    first: "Ciphertext of the first picture",
    second: "Ciphertext of the second picture",
    difference: (same: boolean) =>
      same ? "Both ciphertexts, XOR: both pictures" : "Both ciphertexts, XOR: noise alone",
    table: "Two columns: the attacker knows one and wants the other",
    head: ["Patient", "Prescription (known)", "Diagnosis (sealed)", "What the attacker reads"],
    forgery: "A prescription that nobody sealed",
    forgeryHead: ["Message", "Says", "Tag", "The recipient"],
    sent: "As it was sealed",
    wanted: "As the attacker changed it",
    opens: "opens it",
    isRefused: "refuses it",
    how: "Two tags under one nonce differ by the difference of their ciphertexts times the square of the authentication key: one division and one square root in GCM's field give the key. It was worked out here from the tags alone, without the AES key.",
  },

  tampering: {
    title: "Bit flips and cuts",
    see: "Somebody without the key flips one bit of the sealed column, and a cross of bits in the sealed picture; or cuts the end off. ECB, CBC and CTR open to something else and say nothing; GCM refuses, and of chunks in GCM only those that know which is the last notice a cut.",
    flip: "Dose that is attacked",
    flipText: (patient: number) => (patient === 0 ? "none" : `line ${patient}`),
    cut: "Cut off the end",
    cutText: (cut: number) =>
      cut === 0
        ? "nothing"
        : `${plural(cut, "line", "lines")}, and ${plural(cut, "chunk", "chunks")} of the picture`,
    changed: (before: string, after: string) =>
      `In CTR “${before}” opens as “${after}”: one flipped bit, and no complaint.`,
    lost: (lost: number) =>
      `${plural(lost, "patient is", "patients are")} missing in ECB, CBC and CTR, and nothing says so.`,
    gcmRefuses: "GCM refuses both, the column and the picture.",
    untouched: "Nothing was touched, and everything opens as it was sealed.",
    streamRefuses: (chunk: number) =>
      `Lazaret's stream refuses: it ends before chunk ${chunk}. Chunks without an end open to a picture that is cut.`,
    opened: "What the sealed picture opens to",
    picture: (mode: string, attacked: boolean, opens: boolean) =>
      `${mode}: ${opens ? (attacked ? "opens, and is not what was sealed" : "opens as it was sealed") : "is refused"}`,
    table: "What the sealed prescriptions open to",
    head: ["Patient", "Sealed"],
    modes: ["ECB", "CBC", "CTR", "GCM"],
    cutOff: "cut off",
    isRefused: "refused",
    inChunks: "The same cut, where the picture was sealed in chunks",
    chunks: "GCM, chunk by chunk",
    stream: "Lazaret's stream",
    chunksText:
      "Files are sealed in chunks so that memory does not limit them. Where every chunk is whole and has its number but none says that it is the last, a cut between two chunks leaves a file that opens. Lazaret's stream ends in a chunk that is shorter than all others, if need be an empty one; a stream without it does not open.",
  },
};
