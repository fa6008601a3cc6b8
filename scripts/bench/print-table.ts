/** Prints rows under their columns: the first column to the left, numbers to the right. */
export function printTable(title: string, columns: readonly string[], rows: readonly (string | number)[][]): void {
  const cells = [columns, ...rows].map((row) => row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en-GB") : cell)));
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  console.log(`\n${title}`);
  for (const row of cells) console.log(`  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ")}`);
}
