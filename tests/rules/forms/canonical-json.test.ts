import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { canonicalText } from "../../../worker/forms/package-digest.ts";

const folder = resolve(process.env["VECTORS_DIR"] ?? "../shared/vectors", "jcs");
const isThere = existsSync(folder);
if (!isThere)
  console.warn(`RFC 8785 vectors: ${folder} is absent, 0 ran. They are in github.com/cyberphone/json-canonicalization (testdata); set VECTORS_DIR.`);

test.skipIf(!isThere)("canonical JSON is byte for byte that of the RFC 8785 vectors", () => {
  const names = readdirSync(`${folder}/input`);
  for (const name of names) {
    const bytes = new TextEncoder().encode(canonicalText(JSON.parse(readFileSync(`${folder}/input/${name}`, "utf8"))));
    const expected = readFileSync(`${folder}/outhex/${name.replace(".json", ".txt")}`, "utf8")
      .trim()
      .split(/\s+/)
      .map((hex) => Number.parseInt(hex, 16));
    expect([...bytes], name).toEqual(expected);
  }
  console.info(`RFC 8785 vectors: ${names.length} ran.`);
  expect(names.length).toBeGreaterThanOrEqual(6);
});

test("what has no one JSON form has no canonical form", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, "\ud800", { a: ["\udc00"] }])
    expect(() => canonicalText(value)).toThrow(/not allowed|no JSON form/);
});
