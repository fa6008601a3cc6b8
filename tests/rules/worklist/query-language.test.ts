import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalValue, keyOf, operators, parseQuery, printQuery, queryFlags, queryKeys, type ListQuery, type QueryKey, type Term } from "../../../worker/worklist/query-language.ts";

const read = (text: string) => parseQuery(text).query;
const one = (text: string): Term => read(text)[0]!;

describe("the query box", () => {
  test("reads keys, comparisons, alternatives, quotes, flags and free text", () => {
    expect(read('state:open sev:>=high tenant:"Bộ Y tế"|H26 -snoozed đất đai')).toEqual([
      { type: "key", key: "state", isNot: false, values: [{ operator: "=", value: "open" }] },
      { type: "key", key: "sev", isNot: false, values: [{ operator: ">=", value: "high" }] },
      { type: "key", key: "tenant", isNot: false, values: [{ operator: "=", value: "Bộ Y tế" }, { operator: "=", value: "H26" }] },
      { type: "flag", flag: "snoozed", isNot: true },
      { type: "text", text: "đất", isNot: false },
      { type: "text", text: "đai", isNot: false },
    ]);
  });

  test("takes quoted words as free text, whatever they look like", () => {
    expect(one('"state:open"')).toEqual({ type: "text", text: "state:open", isNot: false });
    expect(one('"snoozed"')).toEqual({ type: "text", text: "snoozed", isNot: false });
    expect(one('-"đất đai"')).toEqual({ type: "text", text: "đất đai", isNot: true });
  });

  test("names what it does not understand, with its place, and goes on with the rest", () => {
    const { query, mistakes } = parseQuery('sev:high colour:red due: tenant:>H26 "open');
    expect(query).toHaveLength(1);
    expect(mistakes.map(({ code, at, word }) => [code, at, word])).toEqual([
      ["unknown-key", 9, "colour:red"],
      ["no-value", 20, "due:"],
      ["no-comparison", 25, "tenant:>H26"],
      ["open-quote", 37, '"open'],
    ]);
  });

  test("takes keys, flags and the words it knows in capitals too, and names as they are written", () => {
    for (const [written, plain] of [["STATE:Open", "state:open"], ["-Due:<3D", "-due:<3d"], ["sev:>=HIGH", "sev:>=high"], ["state:new", "state:NEW"], ["Reason:Source_Error", "reason:source_error"], ["assignee:@ME|NONE", "assignee:@me|none"], ["-SNOOZED", "-snoozed"], ["rule:r07", "rule:R07"]]) {
      expect(read(written!), written).toEqual(read(plain!));
    }
    expect(one("tenant:hà")).toMatchObject({ values: [{ value: "hà" }] });
  });

  test("what looks like a key is never searched for as text, whatever JavaScript calls its own", () => {
    for (const text of ["constructor:x", "toString:x", "__proto__:x", "hasOwnProperty:1", "Colour:red", "due-on:3d", "under:VN", "-valueOf:x"]) {
      expect(parseQuery(text), text).toMatchObject({ query: [], mistakes: [{ code: "unknown-key", at: 0 }] });
    }
    expect(keyOf("-Due:soon")).toBe("due");
    expect(keyOf("constructor:x")).toBeNull();
  });

  test("says where each term stands", () => {
    expect(parseQuery("state:open  -sev:low x").places).toEqual([{ at: 0, word: "state:open" }, { at: 12, word: "-sev:low" }, { at: 21, word: "x" }]);
  });

  test("an empty alternative is a mistake, not everything", () => {
    for (const text of ["state:", "state:|", "state:open|", "sev:>", 'state:""']) expect(parseQuery(text), text).toMatchObject({ query: [], mistakes: [{ code: "no-value" }] });
  });

  test("stops at forty values, and says so", () => {
    expect(parseQuery("a ".repeat(41))).toMatchObject({ query: { length: 40 }, mistakes: [{ code: "too-many" }] });
    expect(parseQuery(`seen:${"1|".repeat(40)}1`)).toMatchObject({ query: [], mistakes: [{ code: "too-many" }] });
  });

  test("an empty box is an empty query", () => {
    expect(parseQuery("  \n ")).toEqual({ query: [], places: [], mistakes: [] });
    expect(printQuery([])).toBe("");
  });

  test("what the builder writes is read as the same query", () => {
    fc.assert(fc.property(anyQuery, (query) => {
      expect(parseQuery(printQuery(query))).toMatchObject({ query, mistakes: [] });
    }), { numRuns: 500 });
  });

  test("no text makes it fail, and writing down what was read changes nothing any more", () => {
    fc.assert(fc.property(fc.string({ maxLength: 80, unit: "binary" }), (text) => {
      const { query } = parseQuery(text);
      expect(parseQuery(printQuery(query))).toMatchObject({ query, mistakes: [] });
    }), { numRuns: 1000 });
  });
});

const anyText = fc.oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constantFrom("đất đai", "state:open", "snoozed", "-x", 'a"b', "a\\", "|", ">5", " "));
const keys = Object.keys(queryKeys) as QueryKey[];
const anyKeyTerm = fc.constantFrom(...keys).chain((key) =>
  fc.record({
    type: fc.constant("key" as const),
    key: fc.constant(key),
    isNot: fc.boolean(),
    values: fc.array(fc.record({ operator: queryKeys[key].compares ? fc.constantFrom(...operators) : fc.constant("=" as const), value: anyText.map((value) => canonicalValue(key, value)) }), { minLength: 1, maxLength: 3 }),
  }),
);
const anyQuery: fc.Arbitrary<ListQuery> = fc.array(
  fc.oneof(anyKeyTerm, fc.record({ type: fc.constant("flag" as const), flag: fc.constantFrom(...queryFlags), isNot: fc.boolean() }), fc.record({ type: fc.constant("text" as const), text: anyText, isNot: fc.boolean() })),
  { maxLength: 8 },
);
