const MINUTE = 60_000;
/** Pauses between attempts, in milliseconds. */
const pauses = [MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 720 * MINUTE] as const;

/** How long to wait after so many attempts that were not accepted, in milliseconds; null when it is given up. */
export function retryAfter(attempts: number): number | null {
  return pauses[attempts - 1] ?? null;
}
