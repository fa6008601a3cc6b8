import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** Rows of the tables of docs/attacks.md: the number and the test files that show it. */
const rows = readFileSync("docs/attacks.md", "utf8")
  .split("\n")
  .flatMap((line) => {
    const number = /^\| (\d+) \|/.exec(line)?.[1];
    return number ? [{ number: Number(number), files: [...line.split("|").at(-2)!.matchAll(/`([^`]+)`/g)].map(([, file]) => file!) }] : [];
  });

/** The numbers in the names of a file's tests: `attack 4: …`, `attacks 9, 10 and 14: …`. */
function numbersIn(file: string): number[] {
  const names = [...readFileSync(file, "utf8").matchAll(/["'`]attacks? (\d+(?:(?:, | and )\d+)*)[:,]/g)];
  return names.flatMap(([, numbers]) => numbers!.split(/, | and /).map(Number));
}

describe("docs/attacks.md", () => {
  test("has every number from 1 to 35, each once and in order", () => {
    const numbers = rows.map(({ number }) => number);
    expect(numbers.slice(0, 35)).toEqual(Array.from({ length: 35 }, (_, i) => i + 1));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test.each(rows)("shows attack $number in a test whose name carries the number", ({ number, files }) => {
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(existsSync(file), file).toBe(true);
      expect(numbersIn(file), file).toContain(number);
    }
  });

  test("names every number that any test carries", () => {
    const carried = new Set(globSync("tests/**/*.test.ts").filter((file) => !file.startsWith("tests/guarantees/")).flatMap(numbersIn));
    expect([...carried].filter((number) => !rows.some((row) => row.number === number))).toEqual([]);
  });
});
