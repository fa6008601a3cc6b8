import type { DataSchema, FormField, FormPackage } from "../contract.ts";
import { printedRatesTexts } from "./printed-rates-texts.ts";
import { headNames, headPage, headTexts, joinTexts, reportHead } from "./report-head.ts";

/** The definitions this edition of the form offers (worker/statistics/definitions.ts), and "none": the text states none. */
export const offeredDefinitions = ["none", "RATE_L4_2018", "RATE_IDX9", "GATE_L3_L4", "SERVICES_WITH_FILING", "RATE_VPCP", "RATE_EMC_FULL", "PCT_TOANTRINH", "ON_TIME", "ON_TIME_WITH_OVERDUE"] as const;

/** Null is "the text prints no number", and never 0. */
const count: DataSchema = { type: ["integer", "null"], minimum: 0, maximum: 999_999_999 };
const text = (maxLength: number): DataSchema => ({ type: "string", minLength: 1, maxLength });
const day: DataSchema = { type: "string", minLength: 10, maxLength: 10, format: "date" };

const columns: Record<string, DataSchema> = {
  id: text(8),
  name: text(300),
  about: text(300),
  definition: { type: "string", enum: offeredDefinitions },
  period: text(40),
  from: day,
  to: day,
  printed: { type: "string", minLength: 1, maxLength: 8, format: "printed-percent" },
  numerator: { ...count },
  denominator: { ...count },
  carried: { ...count },
  counts: { type: "string", enum: ["exact", "rounded"] },
  source: text(500),
};
/** The days the text covers: not every text says. */
const optional: ReadonlySet<string> = new Set(["from", "to"]);
const widgets: Readonly<Record<string, string>> = { id: "given", definition: "choice", from: "date", to: "date", numerator: "count", denominator: "count", carried: "count", counts: "choice", source: "long-text" };
const hinted: ReadonlySet<string> = new Set(["definition", "period", "from", "to", "printed", "numerator", "denominator", "carried", "source"]);

/** The rates a unit has published, as its texts print them: what is checked is the print, against its own counts and definition. */
export const printedRates: FormPackage = {
  profile: "fp/1",
  engine: "1",
  id: "printed-rates",
  title_key: "title",
  data: {
    type: "object",
    properties: {
      ...reportHead(["printed-rates-year"]),
      rows: {
        type: "array",
        minItems: 1,
        maxItems: 200,
        items: { type: "object", properties: columns, required: Object.keys(columns).filter((name) => !optional.has(name)), additionalProperties: false },
      },
    },
    required: [...headNames, "rows"],
    additionalProperties: false,
  },
  layout: {
    pages: [
      headPage,
      {
        id: "rows",
        title_key: "page:rows",
        // Entries: rows that whoever fills in the form adds and takes away.
        sections: [{ fields: [{ ref: "#/properties/rows", widget: "entries", hint_key: "hint:rows", columns: Object.keys(columns).map(fieldOf) }] }],
      },
    ],
  },
  logic: {
    relevant: {},
    required: {},
    compute: {},
    checks: [
      { id: "numerator-above", each: "/rows", when: { ">": [{ var: "numerator" }, { var: "denominator" }] }, at: ["/numerator"], level: "error", message_key: "check:numerator-above" },
      { id: "days-crossed", each: "/rows", when: { ">": [{ var: "from" }, { var: "to" }] }, at: ["/to"], level: "error", message_key: "check:days-crossed" },
      { id: "row-twice", when: { "!=": [{ distinct: [{ var: "rows" }, { var: "id" }] }, { count: { var: "rows" } }] }, at: ["/rows"], level: "error", message_key: "check:row-twice" },
      { id: "no-definition", each: "/rows", when: { "==": [{ var: "definition" }, "none"] }, at: ["/definition"], level: "warning", message_key: "check:no-definition" },
      {
        id: "one-count",
        each: "/rows",
        when: { "!=": [{ "==": [{ var: "numerator" }, null] }, { "==": [{ var: "denominator" }, null] }] },
        at: ["/numerator", "/denominator"],
        level: "warning",
        message_key: "check:one-count",
      },
    ],
  },
  i18n: joinTexts(headTexts, printedRatesTexts),
  meta: { audience: "report", effective_from: "2022-12-15", supersedes: null, compat: "first" },
};

function fieldOf(name: string): FormField {
  return { ref: `#/properties/rows/items/properties/${name}`, widget: widgets[name] ?? "text", ...(hinted.has(name) ? { hint_key: `hint:${name}` } : {}) };
}
