import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkAnswers } from "../../../worker/forms/check-answers.ts";
import type { FieldRow, FormPackage } from "../../../worker/forms/contract.ts";
import { nationalForms } from "../../../worker/forms/national/national-forms.ts";
import { decision as decisionForm } from "../../../worker/forms/national/decision.ts";
import { explanation as explanationForm } from "../../../worker/forms/national/explanation.ts";
import { ii06a } from "../../../worker/forms/national/ii06a.ts";
import { printedRates as printedForm } from "../../../worker/forms/national/printed-rates.ts";
import { servicesReport as servicesForm } from "../../../worker/forms/national/services-report.ts";
import { appeal, decision, decisionManifest, explanation, extensionDecision, extensionRequest, fieldRow, fieldsReport, printedRates, servicesReport } from "./sample-answers.ts";

const codesAt = (pkg: FormPackage, answers: unknown) => checkAnswers(pkg, answers).errors.map(({ pointer, code }) => `${pointer} ${code}`);
const report = (change: object) => ({ ...fieldsReport(fieldRow()), ...change });
const withRow = (change: object) => report({ rows: [fieldRow(), { ...fieldRow("ho-tich"), ...change }] });

test("right answers to the national forms have neither error nor warning", () => {
  const answers = [fieldsReport(), { ...servicesReport(), rows: servicesReport().rows.slice(0, 1) }, printedRates(), explanation(), decision(), decisionManifest(), appeal(), extensionRequest(), extensionDecision()];
  expect(answers).toHaveLength(nationalForms.length);
  for (const [i, form] of nationalForms.entries()) expect(checkAnswers(form, answers[i])).toEqual({ errors: [], warnings: [] });
});

test.each([
  ["a comma in the percentage", { printed: "46,5" }, "/rows/0/printed format"],
  ["the sign with it", { printed: "46.5%" }, "/rows/0/printed format"],
  ["a definition that is not offered", { definition: "RATE_MINE" }, "/rows/0/definition enum"],
  ["more than the whole", { numerator: 200_000 }, "/rows/0/numerator numerator-above"],
  ["days the wrong way round", { from: "2025-01-01" }, "/rows/0/to days-crossed"],
])("a printed rate with %s is refused", (_, change, expected) => {
  const { rows, ...head } = printedRates();
  expect(codesAt(printedForm, { ...head, rows: [{ ...rows[0]!, ...change }] })).toEqual([expected]);
});

describe("the place that is wrong is named exactly", () => {
  const { c5: _, ...withoutC5 } = fieldRow("ho-tich");
  test.each([
    ["a number below the least", withRow({ c4: -1 }), "/rows/1/c4 minimum"],
    ["a number that is text", withRow({ c4: "70" }), "/rows/1/c4 type"],
    ["a number not given where one must be", withRow({ c4: null }), "/rows/1/c4 type"],
    ["half a filing", withRow({ c4: 0.5 }), "/rows/1/c4 type"],
    ["a column left out", report({ rows: [fieldRow(), withoutC5] }), "/rows/1/c5 required"],
    ["a member nobody asked for", withRow({ c14: 1 }), "/rows/1/c14 unknown-member"],
    ["an unknown member with an awkward name", withRow({ "a/b~c%20ế": 1 }), "/rows/1/a~1b~0c%20ế unknown-member"],
    ["a date that does not exist", report({ from: "2026-02-30" }), "/from format"],
    ["a period that is none", report({ period: "2026-13" }), "/period format"],
    ["a report type of another form", report({ reportType: "services-year" }), "/reportType enum"],
    ["a report without rows", report({ rows: [] }), "/rows minItems"],
    ["letters not in NFC", withRow({ name: "Hộ tịch".normalize("NFD") }), "/rows/1/name not-nfc"],
    ["a number too large to be exact", withRow({ c4: 2 ** 53 }), "/rows/1/c4 number-unsafe"],
    ["minus zero", withRow({ c4: -0 }), "/rows/1/c4 number-unsafe"],
    ["half a character", withRow({ name: "\ud800" }), "/rows/1/name not-unicode"],
    ["a field of work in two rows", report({ rows: [fieldRow(), fieldRow()] }), "/rows row-twice"],
  ])("%s", (_, answers, expected) => {
    expect(codesAt(ii06a, answers)).toContain(expected);
  });

  test("members that every object has by birth are unknown like any other", () => {
    const answers = JSON.parse(`{"__proto__": 1, "constructor": 2, ${JSON.stringify(fieldsReport()).slice(1)}`) as unknown;
    expect(codesAt(ii06a, answers)).toEqual(["/__proto__ unknown-member", "/constructor unknown-member"]);
    expect(({} as Record<string, unknown>)["1"]).toBeUndefined();
  });

  test("answers nested deeper than any form are refused before anything else looks at them", () => {
    const deep = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`) as unknown;
    expect(checkAnswers(ii06a, { ...fieldsReport(), rows: deep }).errors.map(({ code }) => code)).toEqual(["too-deep"]);
  });
});

describe("the identities of II.06a", () => {
  /** Which identities each column takes part in. */
  const identitiesOf: Record<string, string[]> = {
    c3: ["received", "balance"],
    c4: ["received"],
    c5: ["received"],
    c6: ["received"],
    c7: ["resolved", "balance"],
    c8: ["resolved"],
    c9: ["resolved"],
    c10: ["resolved"],
    c11: ["pending", "balance"],
    c12: ["pending"],
    c13: ["pending"],
  };
  const count = fc.integer({ min: 0, max: 1_000_000 });
  /** Any row in which the identities hold. */
  const rightRow = fc.tuple(count, count, count, count, count, count).map(([c8, c9, c10, c12, c13, x]): FieldRow => {
    const c7 = c8 + c9 + c10;
    const c11 = c12 + c13;
    const c3 = c7 + c11;
    const c4 = x % (c3 + 1);
    const c5 = (x * 7) % (c3 - c4 + 1);
    return { field: "dat-dai", name: "Đất đai", c3, c4, c5, c6: c3 - c4 - c5, c7, c8, c9, c10, c11, c12, c13 };
  });

  test("one more in any column breaks exactly the identities of that column", () => {
    fc.assert(
      fc.property(rightRow, fc.constantFrom(...Object.keys(identitiesOf)), (row, column) => {
        expect(codesAt(ii06a, fieldsReport(row))).toEqual([]);
        const wrong = { ...row, [column]: row[column as "c3"] + 1 };
        const broken = checkAnswers(ii06a, fieldsReport(wrong)).errors.map(({ code }) => code);
        expect(broken).toEqual(identitiesOf[column]!.map((name) => `identity-${name}`));
      }),
    );
  });

  test("are not asked of a row that is not finished", () => {
    const { c5: _, ...unfinished } = fieldRow("ho-tich");
    expect(codesAt(ii06a, report({ rows: [{ ...fieldRow(), c3: 1 }, unfinished] }))).toEqual([
      "/rows/1/c5 required",
      "/rows/0/c3 identity-received",
      "/rows/0/c3 identity-balance",
    ]);
  });
});

describe("warnings stop nothing", () => {
  test("a report that is all zero", () => {
    const zero = { ...fieldRow(), c3: 0, c4: 0, c5: 0, c6: 0, c7: 0, c8: 0, c9: 0, c10: 0, c11: 0, c12: 0, c13: 0 };
    expect(checkAnswers(ii06a, fieldsReport(zero))).toEqual({ errors: [], warnings: [{ pointer: "/rows", code: "all-zero" }] });
  });

  test("more than half resolved late", () => {
    expect(checkAnswers(ii06a, fieldsReport({ ...fieldRow(), c8: 5, c10: 60 })).warnings).toEqual([{ pointer: "/rows/0/c10", code: "mostly-late" }]);
  });

  test("a service without a number, which is not a service without filings", () => {
    expect(checkAnswers(servicesForm, servicesReport())).toEqual({ errors: [], warnings: [{ pointer: "/rows/1/online", code: "online-missing" }] });
  });
});

test("more filings online than in all is an error, but only when both numbers are given", () => {
  const [first, second] = servicesReport().rows;
  const rows = [
    { ...first, online: 341 },
    { ...second, online: 5, total: null },
  ];
  expect(codesAt(servicesForm, { ...servicesReport(), rows })).toEqual(["/rows/0/online online-above-total"]);
});

test("a decision needs a reason that goes with it, and words", () => {
  expect(codesAt(decisionForm, { ...decision(), reason: "explained" })).toEqual(["/reason reason-does-not-fit"]);
  expect(codesAt(decisionForm, { ...decision(), text: "" })).toEqual(["/text minLength"]);
  const { remedyBy, ...withoutDay } = decision();
  expect(codesAt(decisionForm, { ...withoutDay, outcome: "accept", reason: "explained", text: "Đúng rồi." })).toEqual(["/text minLength"]);
  expect(codesAt(decisionForm, { ...withoutDay, outcome: "accept", reason: "explained" })).toEqual([]);
  expect(codesAt(decisionForm, withoutDay)).toEqual(["/remedyBy required"]);
  expect(codesAt(decisionForm, { ...withoutDay, remedyBy, outcome: "accept", reason: "explained" })).toEqual(["/remedyBy irrelevant"]);
  expect(codesAt(decisionForm, { ...decision(), discrepancy: `dis_${"0".repeat(36)}` })).toEqual(["/discrepancy format"]);
});

test("fields that are not asked must be absent, computed ones must be right", () => {
  const form: FormPackage = {
    ...explanationForm,
    data: {
      type: "object",
      additionalProperties: false,
      required: ["rows"],
      properties: {
        rows: {
          type: "array",
          maxItems: 9,
          items: {
            type: "object",
            additionalProperties: false,
            required: ["n"],
            properties: { n: { type: "integer" }, why: { type: "string", maxLength: 9 }, twice: { type: "integer" } },
          },
        },
        total: { type: "integer" },
      },
    },
    logic: {
      relevant: { "/rows/why": { ">": [{ var: "n" }, 5] } },
      required: { "/rows/why": true },
      compute: { "/rows/twice": { "*": [{ var: "n" }, 2] }, "/total": { sum: [{ var: "rows" }, { var: "n" }] } },
      checks: [],
    },
  };
  expect(
    codesAt(form, {
      rows: [
        { n: 1, twice: 2 },
        { n: 6, twice: 12, why: "x" },
      ],
      total: 7,
    }),
  ).toEqual([]);
  expect(
    codesAt(form, {
      rows: [
        { n: 1, twice: 3, why: "x" },
        { n: 6, twice: 12 },
      ],
    }),
  ).toEqual(["/rows/0/why irrelevant", "/rows/1/why required", "/rows/0/twice computed", "/total computed"]);
});

test("whatever is sent, there is a verdict and no exception", () => {
  const wrongReport = fc.record(Object.fromEntries(Object.keys(fieldsReport()).map((name) => [name, fc.anything()])), { requiredKeys: [] });
  const wrongRow = fc.record({ rows: fc.array(fc.dictionary(fc.constantFrom("field", "name", "c3", "c4", "zz"), fc.anything())) });
  fc.assert(
    fc.property(fc.constantFrom(...nationalForms), fc.oneof(fc.anything(), fc.jsonValue(), wrongReport, wrongRow), (form, answers) => {
      const { errors } = checkAnswers(form, answers);
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.every(({ pointer, code }) => (pointer === "" || pointer.startsWith("/")) && code !== "")).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a refusal stays short however much is wrong", () => {
  const rows = Array.from({ length: 500 }, (_, i) => ({ field: `f${i}`, zz: 1 }));
  expect(checkAnswers(ii06a, report({ rows })).errors).toHaveLength(500);
});
