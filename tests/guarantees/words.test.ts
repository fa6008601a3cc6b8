import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

const areas = globSync("web/words/vi/*.ts").map((file) => file.split("/").at(-1)!.replace(".ts", ""));

async function textsOf(locale: "vi" | "en", area: string): Promise<Record<string, string>> {
  const loaded = (await import(`../../web/words/${locale}/${area}.ts`)) as Record<string, Record<string, string>>;
  return loaded[area]!;
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).toSorted();
}

describe.each(areas)("the words of %s", (area) => {
  test("have the same names and placeholders in both languages, and none is empty", async () => {
    const [vi, en] = [await textsOf("vi", area), await textsOf("en", area)];
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(vi).toSorted());
    const differing = Object.keys(vi).filter((key) => placeholdersOf(vi[key]!).join() !== placeholdersOf(en[key]!).join());
    expect(differing).toEqual([]);
    expect(Object.entries({ ...vi, ...en }).filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  test("are written in composed characters (NFC)", async () => {
    const texts = Object.values({ ...(await textsOf("vi", area)) });
    expect(texts.filter((text) => text.normalize("NFC") !== text)).toEqual([]);
  });
});

/** The file and all that it imports inside web/. */
function closureOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)"/g)) closureOf(normalize(join(dirname(file), path!)), seen);
  return seen;
}

describe.each([
  ["/", "web/home/open-home.tsx", "web/home/home-words.ts"],
  ["/sign-in", "web/home/open-sign-in.tsx", "web/home/home-words.ts"],
  ["/enrol", "web/account/open-enrol.tsx", "web/account/account-words.ts"],
  ["/account", "web/account/open-account.tsx", "web/account/account-words.ts"],
  ["/fill", "web/fill/open-fill.tsx", "web/fill/fill-words.ts"],
  ["/national", "web/national/open-national.tsx", "web/national/national-words.ts"],
  ["/console", "web/console/open-console.tsx", "web/console/console-words.ts"],
])("the door %s", (_, door, words) => {
  test("carries every text that its pages use", async () => {
    // Words of its own that a part fetches with itself (web/shared/remote/later.tsx) count as carried where that part is reached.
    const later = [...closureOf(door)].filter((file) => /^web\/words\/\w+-words\.ts$/.test(file));
    const carried = [words, ...later].flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\/vi\/(\w+)\.ts/g)].map(([, area]) => area!));
    const known = new Set((await Promise.all(carried.map((area) => textsOf("vi", area)))).flatMap((texts) => Object.keys(texts)));
    const sources = [...closureOf(door)].filter((file) => /^web\/(?!words\/)/.test(file)).map((file) => readFileSync(file, "utf8"));
    const used = new Set(sources.flatMap((source) => [...source.matchAll(/(?<![/\w])m\.(\w+)/g)].map(([, key]) => key!)));
    expect(used.size).toBeGreaterThan(10);
    expect([...used].filter((key) => !known.has(key))).toEqual([]);
  });
});

describe("all words together", () => {
  test("have no name twice and none that no page uses", async () => {
    const all = (await Promise.all(areas.map((area) => textsOf("vi", area)))).flatMap((texts) => Object.keys(texts));
    expect(all.filter((key, i) => all.indexOf(key) !== i)).toEqual([]);
    const code = globSync("web/**/*.{ts,tsx}").filter((file) => !file.startsWith("web/words/")).map((file) => readFileSync(file, "utf8")).join("\n");
    expect(all.filter((key) => !new RegExp(`\\bm\\.${key}\\b`).test(code))).toEqual([]);
  });
});
