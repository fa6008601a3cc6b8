import type { FormCheck, FormPackage, Rule } from "../contract.ts";
import { ii06aTexts } from "./ii06a-texts.ts";
import { headNames, headPage, headTexts, joinTexts, reportHead } from "./report-head.ts";

const columns = ["c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13"] as const;
type Column = (typeof columns)[number];
/** Columns that people have read in two ways. */
const hinted: readonly Column[] = ["c4", "c5", "c6", "c9", "c12"];

/**
 * Biểu số II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP): how the filings of each field of work were received and resolved. Columns
 * carry the numbers of the paper form; (1) is the number of the row.
 */
export const ii06a: FormPackage = {
  profile: "fp/1",
  engine: "1",
  id: "ii06a",
  title_key: "title",
  data: {
    type: "object",
    properties: {
      ...reportHead(["ii06a-month", "ii06a-quarter"]),
      rows: {
        type: "array",
        minItems: 1,
        maxItems: 500,
        items: {
          type: "object",
          properties: {
            field: { type: "string", minLength: 1, maxLength: 64 },
            name: { type: "string", minLength: 1, maxLength: 300 },
            ...Object.fromEntries(columns.map((column) => [column, { type: "integer", minimum: 0, maximum: 999_999_999 } as const])),
          },
          required: ["field", "name", ...columns],
          additionalProperties: false,
        },
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
        sections: [
          {
            fields: [
              {
                ref: "#/properties/rows",
                widget: "table",
                hint_key: "hint:rows",
                columns: [
                  { ref: columnRef("field"), widget: "given" },
                  { ref: columnRef("name"), widget: "given" },
                  ...columns.map((column) => ({ ref: columnRef(column), widget: "count", ...(hinted.includes(column) ? { hint_key: `hint:${column}` } : {}) })),
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
    checks: [
      identity("received", "c3", ["c4", "c5", "c6"]),
      identity("resolved", "c7", ["c8", "c9", "c10"]),
      identity("pending", "c11", ["c12", "c13"]),
      identity("balance", "c3", ["c7", "c11"]),
      {
        id: "row-twice",
        when: { "!=": [{ distinct: [{ var: "rows" }, { var: "field" }] }, { count: { var: "rows" } }] },
        at: ["/rows"],
        level: "error",
        message_key: "check:row-twice",
      },
      { id: "all-zero", when: { "==": [{ sum: [{ var: "rows" }, { var: "c3" }] }, 0] }, at: ["/rows"], level: "warning", message_key: "check:all-zero" },
      {
        id: "mostly-late",
        each: "/rows",
        when: { ">": [{ "*": [{ var: "c10" }, 2] }, { var: "c7" }] },
        at: ["/c10"],
        level: "warning",
        message_key: "check:mostly-late",
      },
    ],
  },
  i18n: joinTexts(headTexts, ii06aTexts),
  meta: { audience: "report", effective_from: "2020-10-21", supersedes: null, compat: "first" },
};

/** A column that must be the sum of others, in every row. */
function identity(name: string, total: Column, addends: readonly Column[]): FormCheck {
  const sum: Rule = { "+": addends.map((column) => ({ var: column })) };
  return {
    id: `identity-${name}`,
    each: "/rows",
    when: { "!=": [{ var: total }, sum] },
    at: [`/${total}`],
    level: "error",
    message_key: `check:identity-${name}`,
  };
}

function columnRef(name: string): string {
  return `#/properties/rows/items/properties/${name}`;
}
