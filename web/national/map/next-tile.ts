import type { Tile } from "./tiles.ts";

const directions: Readonly<Record<string, readonly [column: number, row: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Where an arrow leads: the nearest tile on that side, straight ahead before aslant. Null at the edge and for other keys. */
export function nextTile(tiles: readonly Tile[], from: string, key: string): Tile | null {
  const direction = directions[key];
  const start = tiles.find(({ code }) => code === from);
  if (!direction || !start) return null;
  const [columns, rows] = direction;
  const ranked = tiles.flatMap((tile) => {
    const ahead = (tile.column - start.column) * columns + (tile.row - start.row) * rows;
    const aside = Math.abs(columns === 0 ? tile.column - start.column : tile.row - start.row);
    // Sideways one stays near the row; up and down any column of the next rows will do.
    return ahead > 0 && aside <= ahead + (columns === 0 ? 2 : 0) ? [{ tile, far: ahead + 2 * aside }] : [];
  });
  return ranked.sort((a, b) => a.far - b.far)[0]?.tile ?? null;
}
