import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NotStrictJson, parseStrictJson } from "../../../worker/signing/strict-json.ts";

const accepted = (text: string): { value: unknown } | null => {
  try {
    return { value: parseStrictJson(text) };
  } catch (error) {
    expect(error).toBeInstanceOf(NotStrictJson);
    return null;
  }
};

/** A string as one of the many ways to write it in JSON: any character may stand as its escape. */
const writtenAnyhow = (text: string, escapes: readonly boolean[]) =>
  `"${[...text].map((character, i) => (escapes[i % escapes.length] ? [...character].flatMap((whole) => whole.split("")).map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("") : JSON.stringify(character).slice(1, -1))).join("")}"`;

describe("strict JSON, whatever comes", () => {
  test("5,000 documents as JavaScript writes them are taken as JSON.parse takes them, or refused for what a double cannot hold", () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        const outcome = accepted(text);
        if (!outcome) return;
        taken++;
        expect(outcome.value).toEqual(JSON.parse(text));
      }),
      { numRuns: 5000 },
    );
    expect(taken).toBeGreaterThan(2500);
  });

  test("10,000 texts made of the pieces of JSON: what is taken, JSON.parse takes too, with the same value", () => {
    const pieces = fc.constantFrom("{", "}", "[", "]", ":", ",", '"a"', '"b"', '"\\u0061"', "0", "-0", "1", "1e999", "0.1", "9007199254740993", "true", "null", " ", "\n", '"', "\\", "nul", "\u00a0", "01", "+1", '"\\ud800"');
    let taken = 0;
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 12 }), (parts) => {
        const text = parts.join("");
        const outcome = accepted(text);
        if (!outcome) return;
        taken++;
        expect(outcome.value).toEqual(JSON.parse(text));
      }),
      { numRuns: 10_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  test("2,000 objects with a name twice are refused, at any depth and however the name is written", () => {
    const name = fc.string({ unit: "grapheme", minLength: 0, maxLength: 6 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(name, fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 10 }), (text, one, other, depth) => {
        const object = `{${writtenAnyhow(text, one)}:1,"between":2,${writtenAnyhow(text, other)}:3}`;
        const whole = `${'{"in":['.repeat(depth)}${object}${"]}".repeat(depth)}`;
        expect(() => JSON.parse(whole) as unknown).not.toThrow();
        expect(accepted(whole)).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  test("a megabyte of anything is judged in linear time", () => {
    const startedAt = performance.now();
    for (const text of ["[".repeat(200_000), '"'.repeat(200_000), `"${"\\u0061".repeat(33_000)}"`, `"${"\\".repeat(200_001)}`, `[${"1,".repeat(100_000)}`, `${"1".repeat(200_000)}`, " ".repeat(200_000)]) accepted(text);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
