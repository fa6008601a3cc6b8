export type Portion = { weight: number; most: number };

/** Shares `total` out by weight, in integers that add up exactly, nobody getting more than their most. */
export function shareOut(total: number, portions: readonly Portion[]): number[] {
  const room = portions.reduce((sum, { most }) => sum + most, 0);
  if (total > room) throw new Error(`${total} cannot be shared out over a room of ${room}`);
  const shares = portions.map(() => 0);
  for (let left = total; left > 0; ) {
    const open = portions.map((_, i) => i).filter((i) => shares[i]! < portions[i]!.most);
    const weight = open.reduce((sum, i) => sum + portions[i]!.weight, 0);
    const before = left;
    for (const i of open) {
      const share = Math.min(Math.floor((before * portions[i]!.weight) / weight), portions[i]!.most - shares[i]!, left);
      shares[i]! += share;
      left -= share;
    }
    if (left === before) {
      for (const i of open.slice(0, left)) shares[i]! += 1;
      left -= Math.min(left, open.length);
    }
  }
  return shares;
}
