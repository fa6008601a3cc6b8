import { readFileSync } from "node:fs";

/** The rows of a tab-separated file, by the names in its first line. An empty cell is null. Relative names are beside this file. */
export function readTsv<Column extends string>(file: string): Record<Column, string | null>[] {
  const [head, ...lines] = readFileSync(new URL(file, import.meta.url), "utf8").trimEnd().split("\n");
  const columns = head!.split("\t") as Column[];
  return lines.map((line, number) => {
    const cells = line.split("\t");
    if (cells.length > columns.length) throw new Error(`${file}, line ${number + 2}: ${cells.length} cells under ${columns.length} columns`);
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] || null])) as Record<Column, string | null>;
  });
}
