import type { Severity } from "./contract.ts";

/** Working days to explain, to correct what was upheld, and to appeal against it. */
export type Days = { explain: number; correct: number; appeal: number };
export const daysGiven: Readonly<Record<Severity, Days>> = {
  info: { explain: 10, correct: 15, appeal: 15 },
  low: { explain: 7, correct: 15, appeal: 15 },
  medium: { explain: 5, correct: 10, appeal: 15 },
  high: { explain: 5, correct: 10, appeal: 15 },
  critical: { explain: 3, correct: 5, appeal: 15 },
};
