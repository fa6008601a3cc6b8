/** So many are written at once. */
const PIECE = 500;

/** All of it in pieces of bounded size, in their order; none of nothing. */
export function* piecesOf<One>(all: Iterable<One>): Iterable<One[]> {
  let piece: One[] = [];
  for (const one of all) {
    piece.push(one);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

/** The parts as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
