/** The Vietnamese day of an instant in milliseconds, as `YYYY-MM-DD`. */
export function dayOf(instant: number): string {
  return new Date(instant + 7 * 3_600_000).toISOString().slice(0, 10);
}
