import type { RateDefinition } from "./contract.ts";

/** A rate never travels alone: its definition, both numbers, and the percentage, null when there is nothing to divide by. */
export type Rate = { definition: RateDefinition; numerator: number; denominator: number; percent: number | null };

/**
 * The percentage of two counts with so many decimals, rounded half up. Computed on integers, so that 68.545 is never
 * 68.54499…; null when the denominator is 0. Throws RangeError for what is no count.
 */
export function rateOf(definition: RateDefinition, numerator: number, denominator: number, digits: number): Rate {
  for (const count of [numerator, denominator]) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is no count: a rate is made of two whole numbers from 0 up`);
  }
  return { definition, numerator, denominator, percent: percentOf(BigInt(numerator), BigInt(denominator), digits) };
}

/**
 * How many decimals a share is printed with: one below 1,000 in the denominator, two from there. More would pretend to a
 * precision the counts do not have.
 */
export function decimalsFor(denominator: number): 1 | 2 {
  return denominator < 1000 ? 1 : 2;
}

function percentOf(numerator: bigint, denominator: bigint, digits: number): number | null {
  if (denominator === 0n) return null;
  const scale = 10n ** BigInt(digits);
  const rounded = (2n * 100n * scale * numerator + denominator) / (2n * denominator);
  return Number(rounded) / Number(scale);
}
