import type { Tolerance } from "../facts.ts";

/** Whether `difference` (reported less actual, either sign) is more than the tolerance allows. Integers only: exact at the edge. */
export function exceeds(difference: number, actual: number, { absolute, perThousand }: Tolerance): boolean {
  const size = Math.abs(difference);
  return size > absolute && size * 1000 > actual * perThousand;
}
