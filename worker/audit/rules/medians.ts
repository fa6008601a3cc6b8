/** An outlier rule says nothing about fewer points, and never counts the tested one among them. */
export const LEAST_POINTS = 8;

/** The median of numbers; the lower of the two in the middle where they are even in number. Throws for none. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new RangeError("There is no median of nothing");
  return middle;
}
