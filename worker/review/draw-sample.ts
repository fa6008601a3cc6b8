import { digestOf } from "../kernel/digest.ts";

/** One closed discrepancy that could be drawn. */
export type Closed = { tenantId: string; id: string };

/** One in twenty, and at least one. */
export const SAMPLE_SHARE = 0.05;

/**
 * Draws the sample: every discrepancy gets the SHA-256 of the seed and its id, and the smallest digests are drawn. Who knows seed and list
 * draws the same again; nobody who acted before the seed was there could choose.
 */
export async function drawSample<Case extends Closed>(seed: string, closed: readonly Case[]): Promise<Case[]> {
  const count = Math.ceil(closed.length * SAMPLE_SHARE);
  const ranked = await Promise.all(closed.map(async (one) => ({ one, rank: await digestOf(`${seed} ${one.tenantId} ${one.id}`) })));
  return ranked.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, count).map(({ one }) => one);
}
