import { describe, expect, test } from "vitest";
import { checkPackage } from "../../../worker/forms/check-package.ts";
import type { DataSchema, FormPackage, Rule } from "../../../worker/forms/contract.ts";
import { procedureCode } from "../../../worker/catalogue/contract.ts";
import { formats } from "../../../worker/forms/formats.ts";
import { nationalForms } from "../../../worker/forms/national/national-forms.ts";

/** A small form that may be published: a note, and a group of rows with a number. */
const form: FormPackage = {
  profile: "fp/1",
  engine: "1",
  id: "so-nho",
  title_key: "title",
  data: {
    type: "object",
    properties: {
      note: { type: "string", maxLength: 100 },
      kind: { type: "string", enum: ["a", "b"] },
      sum: { type: "integer" },
      rows: {
        type: "array",
        maxItems: 10,
        items: { type: "object", properties: { n: { type: "integer" }, m: { type: "integer" } }, required: ["n"], additionalProperties: false },
      },
    },
    required: ["rows"],
    additionalProperties: false,
  },
  layout: {
    pages: [
      {
        id: "one",
        title_key: "page",
        sections: [
          {
            fields: [
              { ref: "#/properties/note", widget: "text" },
              { ref: "#/properties/kind", widget: "choice" },
              { ref: "#/properties/sum", widget: "count" },
              {
                ref: "#/properties/rows",
                widget: "table",
                columns: [
                  { ref: "#/properties/rows/items/properties/n", widget: "count" },
                  { ref: "#/properties/rows/items/properties/m", widget: "count" },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
  logic: {
    relevant: {},
    required: {},
    compute: {},
    checks: [{ id: "too-many", each: "/rows", when: { ">": [{ var: "n" }, 5] }, at: ["/n"], level: "error", message_key: "check" }],
  },
  i18n: { vi: textsIn("vi"), en: textsIn("en") },
  meta: { audience: "free", effective_from: "2026-01-01", supersedes: null, compat: "first" },
};

function textsIn(locale: string): Record<string, string> {
  const keys = [
    "title",
    "page",
    "check",
    "label:/note",
    "label:/kind",
    "label:/sum",
    "label:/rows",
    "label:/rows/n",
    "label:/rows/m",
    "code:/kind=a",
    "code:/kind=b",
  ];
  return Object.fromEntries(keys.map((key) => [key, `${key} ${locale} {n}`]));
}

const codes = (pkg: unknown) => checkPackage(pkg as FormPackage).map(({ pointer, code }) => `${pointer} ${code}`);
const withNote = (note: unknown) => ({ ...form, data: { ...form.data, properties: { ...form.data.properties, note: note as DataSchema } } });
const withData = (change: object) => ({ ...form, data: { ...form.data, ...change } });
const withLogic = (change: object) => ({ ...form, logic: { ...form.logic, ...change } });
const withRule = (rule: Rule) => withLogic({ required: { "/note": rule } });
const withText = (locale: "vi" | "en", key: string, text: string | undefined) => ({
  ...form,
  i18n: { ...form.i18n, [locale]: { ...form.i18n[locale], [key]: text } },
});
const withFields = (change: (fields: FormPackage["layout"]["pages"][number]["sections"][number]["fields"]) => unknown) => ({
  ...form,
  layout: { pages: [{ ...form.layout.pages[0], sections: [{ fields: change(form.layout.pages[0]!.sections[0]!.fields) }] }] },
});

test("the national forms may be published, and so may the small one", () => {
  for (const pkg of [...nationalForms, form]) expect(codes(pkg)).toEqual([]);
});

test("the format of a service code is the catalogue's own", () => {
  for (const code of ["1.001193", "2.000884.000.00.00.H55", "0.001193", "1.00119", "1.001193.000.00.00.Z55", ""]) {
    expect(formats["service-code"]!(code)).toBe(procedureCode.safeParse(code).success);
  }
});

describe("a form is not published because of its data", () => {
  const note = "/data/properties/note";
  const deep = Array.from({ length: 9 }).reduce<DataSchema>((inner) => ({ type: "object", properties: { x: inner }, additionalProperties: false }), {
    type: "integer",
  });
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`f${i}`, { type: "integer" }]));
  test.each([
    ["a text without a longest length", withNote({ type: "string" }), `${note}/maxLength bound-missing`],
    ["a text longer than any screen", withNote({ type: "string", maxLength: 20_001 }), `${note}/maxLength schema-value`],
    ["a least above the most", withNote({ type: "string", minLength: 5, maxLength: 4 }), `${note}/maxLength bounds-crossed`],
    ["a group without a largest number of rows", withNote({ type: "array", items: { type: "integer" } }), `${note}/maxItems bound-missing`],
    ["a group of more than 1,000 rows", withNote({ type: "array", maxItems: 1001, items: { type: "integer" } }), `${note}/maxItems schema-value`],
    ["numbers beyond what is exact", withNote({ type: "integer", maximum: 2 ** 53 }), `${note}/maximum schema-value`],
    ["a fraction", withNote({ type: "number" }), `${note} schema-type`],
    ["no type at all", withNote({ maxLength: 5 }), `${note} schema-type`],
    ["true instead of a schema", withNote(true), `${note} schema-type`],
    ["a pattern", withNote({ type: "string", maxLength: 9, pattern: "^(a+)+$" }), `${note}/pattern schema-keyword`],
    ["a condition", withNote({ type: "string", maxLength: 9, if: {} }), `${note}/if schema-keyword`],
    ["a negation", withNote({ type: "string", maxLength: 9, not: {} }), `${note}/not schema-keyword`],
    ["unique items", withNote({ type: "array", maxItems: 9, items: { type: "integer" }, uniqueItems: true }), `${note}/uniqueItems schema-keyword`],
    ["a reference to somewhere else", withNote({ type: "string", maxLength: 9, $ref: "https://example.com/x" }), `${note}/$ref schema-keyword`],
    ["an identity of its own", withData({ $id: "https://example.com/x" }), "/data/$id schema-keyword"],
    ["a length on a number", withNote({ type: "integer", maxLength: 5 }), `${note}/maxLength schema-keyword`],
    ["a format nobody knows", withNote({ type: "string", maxLength: 9, format: "e-mail" }), `${note}/format format-unknown`],
    ["a format that every object has by birth", withNote({ type: "string", maxLength: 9, format: "constructor" }), `${note}/format format-unknown`],
    ["no options", withNote({ type: "string", enum: [] }), `${note}/enum schema-value`],
    ["the same option twice", withNote({ type: "string", enum: ["a", "a"] }), `${note}/enum schema-value`],
    ["an option not in NFC", withNote({ type: "string", enum: ["Huế".normalize("NFD")] }), `${note}/enum schema-value`],
    ["an option of another type", withNote({ type: "integer", enum: ["1"] }), `${note}/enum schema-value`],
    ["members left open", withData({ additionalProperties: true }), "/data/additionalProperties members-open"],
    ["a required member that is not there", withData({ required: ["rows", "zz"] }), "/data/required/1 required-unknown"],
    [
      "a name that JavaScript knows",
      withData({ properties: { ...form.data.properties, constructor: { type: "integer" } } }),
      "/data/properties/constructor member-name",
    ],
    ["a name with a sign in it", withData({ properties: { ...form.data.properties, "a/b": { type: "integer" } } }), "/data/properties/a/b member-name"],
    ["depth beyond 8", withData({ properties: { ...form.data.properties, deep } }), `/data/properties/deep${"/properties/x".repeat(7)} too-deep`],
    ["more than 500 fields", withData({ properties: { ...form.data.properties, ...many } }), "/data too-many-fields"],
    ["answers that are a list", { ...form, data: { type: "array", maxItems: 1, items: { type: "integer" } } }, "/data schema-type"],
  ])("%s", (_, pkg, refusal) => {
    expect(codes(pkg)).toContain(refusal);
  });
});

describe("a form is not published because of its layout", () => {
  const at = "/layout/pages/0/sections/0/fields";
  test.each([
    ["a field that is not there", withFields((fields) => [...fields, { ref: "#/properties/zz", widget: "text" }]), `${at}/4/ref layout-ref`],
    ["a reference that is none", withFields((fields) => [...fields, { ref: "note", widget: "text" }]), `${at}/4/ref layout-ref`],
    [
      "a column outside its table",
      withFields((fields) => [...fields, { ref: "#/properties/rows/items/properties/n", widget: "count" }]),
      `${at}/4/ref layout-ref`,
    ],
    ["a field twice", withFields((fields) => [...fields, fields[0]]), `${at}/4/ref layout-twice`],
    ["a field left out, which nobody would see and everybody would sign", withFields((fields) => fields.slice(1)), "/data/note layout-missing"],
    [
      "a column left out",
      withFields((fields) => fields.map((field) => ({ ...field, ...(field.columns ? { columns: [field.columns[0]] } : {}) }))),
      "/data/rows/m layout-missing",
    ],
  ])("%s", (_, pkg, refusal) => {
    expect(codes(pkg)).toContain(refusal);
  });
});

describe("a form is not published because of its rules", () => {
  const at = "/logic/required/~1note";
  const nested = Array.from({ length: 16 }).reduce<Rule>((inner) => ({ "!": inner }), true);
  test.each([
    ["an operator outside the list", withRule({ cat: ["a", "b"] }), `${at}/cat rule-operator`],
    ["an operator with a name from every object", withRule({ constructor: [1] }), `${at}/constructor rule-operator`],
    ["the interpreter's own loop", withRule({ reduce: [{ var: "rows" }, 1, 0] }), `${at}/reduce rule-operator`],
    ["our own inner operator", withRule({ "#rows": [1] }), `${at}/#rows rule-operator`],
    ["writing into the log", withRule({ log: "x" }), `${at}/log rule-operator`],
    ["two operators in one", withRule({ "!": true, "+": [1] }), `${at} rule-operator`],
    ["too few operands", withRule({ "==": [1] }), `${at}/== rule-operands`],
    ["too many operands", withRule({ "!": [1, 2] }), `${at}/! rule-operands`],
    ["a rule inside a list of literals", withRule({ in: ["a", [{ var: "note" }]] }), `${at}/in/1 rule-operands`],
    ["a field that is not there", withRule({ var: "zz" }), `${at}/var rule-field`],
    ["a field whose name is computed", withRule({ var: [{ var: "note" }] }), `${at}/var rule-field`],
    ["what every object has by birth", withRule({ var: "constructor" }), `${at}/var rule-field`],
    ["a missing field that is not there", withRule({ missing: ["note", "zz"] }), `${at}/missing rule-field`],
    ["a sum over something that is no group", withRule({ sum: [{ var: "note" }, 1] }), `${at}/sum/0 rule-operands`],
    ["a field of the answer seen from a row", withRule({ sum: [{ var: "rows" }, { var: "note" }] }), `${at}/sum/1/var rule-field`],
    ["depth beyond 16", withRule(nested), `${at}${"/!/0".repeat(16)} rule-too-deep`],
    ["a rule for a field that is not there", withLogic({ required: { "/zz": true } }), "/logic/required/~1zz rule-target"],
    ["a field asked only sometimes, but always required", withLogic({ relevant: { "/rows/n": true } }), "/logic/relevant/~1rows~1n always-required"],
    ["a value computed from itself", withLogic({ compute: { "/sum": { "+": [{ var: "sum" }, 1] } } }), "/logic rule-cycle"],
    [
      "values computed from each other, across a group",
      withLogic({
        compute: { "/sum": { sum: [{ var: "rows" }, { var: "m" }] }, "/rows/m": { "+": [{ var: "n" }, 1] } },
        relevant: { "/rows/m": { ">": [{ var: "m" }, 0] } },
      }),
      "/logic rule-cycle",
    ],
    ["a check of a group that is not there", withLogic({ checks: [{ ...form.logic.checks[0], each: "/zz" }] }), "/logic/checks/0/each check-group"],
    ["a check that points nowhere", withLogic({ checks: [{ ...form.logic.checks[0], at: ["/zz"] }] }), "/logic/checks/0/at check-pointer"],
    ["a check named like a refusal of the platform", withLogic({ checks: [{ ...form.logic.checks[0], id: "required" }] }), "/logic/checks/0/id check-id"],
    ["two checks of one name", withLogic({ checks: [form.logic.checks[0], form.logic.checks[0]] }), "/logic/checks/1/id check-id"],
    ["a check with an illegal rule", withLogic({ checks: [{ ...form.logic.checks[0], when: { var: "note" } }] }), "/logic/checks/0/when/var rule-field"],
  ])("%s", (_, pkg, refusal) => {
    expect(codes(pkg)).toContain(refusal);
  });

  test("a chain of computed values without a circle is fine", () => {
    expect(codes(withLogic({ compute: { "/rows/m": { "+": [{ var: "n" }, 1] }, "/sum": { sum: [{ var: "rows" }, { var: "m" }] } } }))).toEqual([]);
  });
});

describe("a form is not published because of its texts", () => {
  const without = (locale: "vi" | "en", key: string) => {
    const { [key]: _, ...rest } = form.i18n[locale];
    return { ...form, i18n: { ...form.i18n, [locale]: rest } };
  };
  test.each([
    ["a field without a label in English", without("en", "label:/note"), "/i18n/en/label:~1note text-missing"],
    ["a column without a label in Vietnamese", without("vi", "label:/rows/n"), "/i18n/vi/label:~1rows~1n text-missing"],
    ["a code without a wording", without("vi", "code:/kind=b"), "/i18n/vi/code:~1kind=b text-missing"],
    ["a check without a message", without("en", "check"), "/i18n/en/check text-missing"],
    ["a form without a title", without("vi", "title"), "/i18n/vi/title text-missing"],
    ["a text of blanks", withText("vi", "page", "  "), "/i18n/vi/page text-missing"],
    ["a text in one language only", withText("vi", "extra", "thừa"), "/i18n/en/extra text-missing"],
    ["placeholders that differ", withText("en", "check", "more than {m}"), "/i18n/en/check text-placeholders"],
    ["markup", withText("en", "page", "<script>alert(1)</script> {n}"), "/i18n/en/page text-markup"],
    ["reversed text", withText("en", "page", "a\u202eb {n}"), "/i18n/en/page text-invisible"],
    ["letters not in NFC", withText("vi", "page", `${"Kỳ".normalize("NFD")} {n}`), "/i18n/vi/page not-nfc"],
  ])("%s", (_, pkg, refusal) => {
    expect(codes(pkg)).toContain(refusal);
  });
});

test("something that is no package at all is refused, not an exception", () => {
  expect(codes({ ...form, extra: 1 })).toEqual([" shape"]);
  expect(codes({ ...form, id: "Sổ nhỏ" })).toEqual(["/id shape"]);
  for (const value of [null, 5, [], {}, "x"]) expect(codes(value).length).toBeGreaterThan(0);
});
