/** A time in seconds since 1970, to the minute, UTC. */
export function minute(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 16).replace("T", " ");
}
