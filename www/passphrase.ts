// Without i, l, o and u: nothing to mistake for 1 or 0 when read aloud.
const ALPHABET = "abcdefghjkmnpqrstvwxyz0123456789";
const GROUPS = 5;
const GROUP_LENGTH = 5;

/** 25 characters of 5 bits each: 125 bits, in groups that can be read over the telephone. */
export function generatePassphrase(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * GROUP_LENGTH));
  // 256 is a multiple of 32, so the remainder is uniform.
  const characters = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]);
  return Array.from({ length: GROUPS }, (_, group) =>
    characters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(""),
  ).join("-");
}
