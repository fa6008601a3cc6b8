/**
 * How far a value lies from others of its kind, the value itself left out: among few points it would hide itself, since no z-score of a
 * point among n that hold it is above (n - 1) / sqrt(n).
 */

/** How many standard deviations (n - 1) the value lies above the mean of the others, below it negative. Throws for fewer than two others. */
export function zScoreOf(value: number, others: readonly number[]): number {
  if (others.length < 2) throw new RangeError("One point has no deviation");
  const mean = meanOf(others);
  const variance = others.reduce((sum, other) => sum + (other - mean) ** 2, 0) / (others.length - 1);
  return inUnits(value - mean, Math.sqrt(variance));
}

/**
 * The modified z-score of Iglewicz and Hoaglin (1993): 0.6745 (x - median) / MAD, where MAD is the median of the distances from the
 * median. Where more than half of the others are alike MAD is 0, and (x - median) / (1.253314 mean distance) takes its place.
 */
export function modifiedZScoreOf(value: number, others: readonly number[]): number {
  const middle = middleOf(others);
  const distances = others.map((other) => Math.abs(other - middle));
  const mad = middleOf(distances);
  return mad > 0 ? (0.6745 * (value - middle)) / mad : inUnits(value - middle, 1.253314 * meanOf(distances));
}

/** How far beyond the greatest of the others, or below the least (negative), in percent of it; 0 between them. Throws for no others. */
export function percentBeyondRange(value: number, others: readonly number[]): number {
  if (others.length === 0) throw new RangeError("Nothing has no range");
  const [least, greatest] = [Math.min(...others), Math.max(...others)];
  const edge = value > greatest ? greatest : value < least ? least : value;
  return inUnits((value - edge) * 100, Math.abs(edge));
}

/** The median, of an even number the mean of the two in the middle. Throws for none. */
export function middleOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError("There is no median of nothing");
  return (low + high) / 2;
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** Where the others are all alike any distance is endless, and none is none. */
function inUnits(distance: number, unit: number): number {
  return distance === 0 ? 0 : unit === 0 ? Math.sign(distance) * Infinity : distance / unit;
}
