import { describe, expect, test } from "vitest";
import { NotStrictJson, parseStrictJson } from "../../../worker/signing/strict-json.ts";

const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const members = (count: number) => `{${Array.from({ length: count }, (_, i) => `"m${i}":${i}`).join(",")}}`;

describe("strict JSON", () => {
  test.each([
    ["a name twice", '{"a":1,"a":1}'],
    ["a name twice, once escaped", '{"alg":"none","a\\u006cg":"ES256"}'],
    ["a name twice, deep inside", '{"data":{"rows":[{"c3":1,"c4":2,"c3":1}]}}'],
    ["__proto__ twice", '{"__proto__":1,"__proto__":1}'],
    ["an escaped surrogate alone", '{"a":"\\ud800"}'],
    ["an escaped surrogate alone in a name", '{"\\udc00":1}'],
    ["surrogates in the wrong order", '{"a":"\\udc00\\ud800"}'],
    ["a byte order mark", '\ufeff{"a":1}'],
    ["more than a double holds", '{"iat":1e999}'],
    ["a negative number beyond a double", '{"iat":-1e400}'],
    ["minus zero", '{"a":-0}'],
    ["minus zero with a fraction", '{"a":-0.0}'],
    ["minus zero with an exponent", '{"a":-0e5}'],
    ["an integer that a double rounds", '{"a":9007199254740993}'],
    ["2^53 exactly", '{"a":9007199254740992}'],
    ["a large integer in exponent form", '{"a":1e16}'],
    ["a fraction that a double takes for a whole number", '{"a":1.00000000000000000001}'],
    ["a number that a double takes for zero", '{"a":1e-400}'],
    ["deeper than 32", nested(33)],
    ["a comma too many", '{"a":1,}'],
    ["a comma too many in a list", "[1,]"],
    ["a leading zero", '{"a":01}'],
    ["a plus sign", '{"a":+1}'],
    ["NaN", '{"a":NaN}'],
    ["a comment", '{"a":1/* */}'],
    ["single quotes", "{'a':1}"],
    ["a line break inside a string", '{"a":"x\ny"}'],
    ["an unknown escape", '{"a":"\\x41"}'],
    ["white space that JSON does not know", '{"a":\u00a01}'],
    ["a second document", '{"a":1}{"b":2}'],
    ["nothing", ""],
    ["half a document", '{"a":'],
  ])("refuses %s", (_, text) => {
    expect(() => parseStrictJson(text)).toThrow(NotStrictJson);
  });

  test("refuses a document of too many members, however they are spread", () => {
    expect(() => parseStrictJson(members(10_001))).toThrow(NotStrictJson);
    expect(() => parseStrictJson(`[${Array.from({ length: 100 }, () => members(101)).join(",")}]`)).toThrow(NotStrictJson);
  });

  test("takes the largest report that a form allows: 500 rows of 13 columns", () => {
    const row = Object.fromEntries(["field", "name", ...Array.from({ length: 11 }, (_, i) => `c${i + 3}`)].map((name) => [name, 0]));
    const text = JSON.stringify({ data: { rows: Array.from({ length: 500 }, () => row) } });
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  test.each([
    ["depth 32", nested(32)],
    ["every kind of value", '{"a":[true,false,null,"x",0,-1,1.5,9007199254740991,-9007199254740991],"b":{}}'],
    ["Vietnamese, an emoji and escapes", '{"tên":"Đất đai 🏠 \\u0111\\ud83c\\udfe0 \\"\\\\\\/\\b\\f\\n\\r\\t"}'],
    ["white space everywhere", ' \t\r\n{ "a" : [ 1 , 2 ] } \n'],
    ["the same name in two objects", '[{"a":1},{"a":1}]'],
    ["what JavaScript itself writes", JSON.stringify([0.1 + 0.2, 1 / 3, 1e-7, 123456789.125])],
    ["a string as long as a payload", JSON.stringify("á\\\"".repeat(30_000))],
  ])("takes %s as JSON.parse does", (_, text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  test("a member called __proto__ is a member like any other and changes no prototype", () => {
    const value = parseStrictJson('{"__proto__":{"isAdmin":true},"constructor":1}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect((value as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});
