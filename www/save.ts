/**
 * Names that tell nothing of what was loaded: a file's name may hold a ward,
 * a study or a patient.
 */
export const fileNames = {
  table: "protected-table.csv",
  numbers: "noisy-numbers.json",
  ledger: "patients.ledger",
  certificate: "certificate.json",
  sealed: "sealed.lz",
  recipe: "recipe.json",
  key: "pseudonym-key.txt",
  hierarchy: "hierarchy.csv",
  madeUp: "made-up-patients.csv",
  identity: "identity.json",
  recipient: "public-key.json",
  share: (number: number) => `key-share-${number}.json`,
} as const;

/** Puts `blob` into the reader's downloads folder. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function jsonBlob(value: unknown): Blob {
  return new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: "application/json" });
}
