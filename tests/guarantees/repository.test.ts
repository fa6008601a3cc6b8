import { globSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importLine, sharedWithBrowser, tableOfContents } from "../../scripts/lint/import-line.ts";
import { problems } from "../../worker/kernel/problem.ts";

const read = (file: string) => readFileSync(file, "utf8");
const worker = globSync("worker/**/*.ts").sort();
const sources = [...worker, ...globSync(["web/**/*.{ts,tsx}", "scripts/**/*.ts"]).sort()];
const linesOf = (file: string) => read(file).split("\n").length - 1;

describe("the source", () => {
  test("is in small files: half of them under 60 lines, none over 300", () => {
    const sizes = sources.map(linesOf).toSorted((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(60);
    expect(sources.filter((file) => linesOf(file) > 300)).toEqual([]);
  });

  test("of the Worker is in the folders of the line, and in nothing else", () => {
    const entries = readdirSync("worker", { withFileTypes: true });
    expect(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).toSorted()).toEqual(importLine.toSorted());
    expect(entries.filter((entry) => entry.isFile()).map(({ name }) => name).toSorted()).toEqual([...tableOfContents, "env.d.ts"].toSorted());
  });

  test("that the browser shares exists, and reaches no database and no route", () => {
    for (const file of sharedWithBrowser) expect(closureOf(file).filter((one) => /drizzle|hono|cloudflare:|\/queries\.ts|\/schema\.ts|routes\.ts|record\.ts/.test(one)), file).toEqual([]);
  });

  test("throws every problem code there is: the list has none for show", () => {
    const rest = worker.filter((file) => file !== "worker/kernel/problem.ts").map(read).join("\n");
    expect(Object.keys(problems).filter((code) => !rest.includes(`"${code}"`))).toEqual([]);
  });

  test("of the Worker keeps no promise beside its requests: on Workers a request that waits for another one's promise may wait for ever", () => {
    const kept = worker.flatMap((file) => read(file).split("\n").filter((line) => /^(let|const) \w+(: (?!.*=>).*Promise<| = new (Weak)?Map<.*Promise<)/.test(line)).map((line) => `${file}: ${line}`));
    expect(kept).toEqual([]);
  });

  test("names no machine and no registry", () => {
    const texts = [...sources, ...globSync(["tests/**/*.ts", "*.{json,toml,ts}", ".npmrc", ".ci/run"])].filter((file) => !file.startsWith("tests/guarantees/"));
    expect(texts.filter((file) => /["' ]\/(home|Users|root|work)\/\w+\/|npmmirror|verdaccio|artifactory|registry\.npmjs|"resolved": "http/.test(read(file)))).toEqual([]);
  });
});

/** Everything a file imports for its values, and what that imports: files by path, packages by name. */
function closureOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  for (const [, specifier] of read(file).matchAll(/^import (?!type )[^;]*?"([^"]+)";/gm)) {
    if (specifier!.startsWith(".")) closureOf(new URL(specifier!, `file:///${file}`).pathname.slice(1), seen);
    else seen.add(specifier!);
  }
  return [...seen];
}
