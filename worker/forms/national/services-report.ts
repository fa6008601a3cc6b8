import { levels } from "../../catalogue/contract.ts";
import type { DataSchema, FormPackage, Rule } from "../contract.ts";
import { headNames, headPage, headTexts, joinTexts, reportHead } from "./report-head.ts";
import { servicesReportTexts } from "./services-report-texts.ts";

/** Null is "no number given", and never 0. */
const count: DataSchema = { type: ["integer", "null"], minimum: 0, maximum: 999_999_999 };
const names = ["service", "name", "level", "online", "total"] as const;
const rows: Rule = { var: "rows" };

/** The online public services a unit offers, and the filings each one received: the table of the ministry's yearly report. */
export const servicesReport: FormPackage = {
  profile: "fp/1",
  engine: "1",
  id: "services-report",
  title_key: "title",
  data: {
    type: "object",
    properties: {
      ...reportHead(["services-quarter", "services-year"]),
      rows: {
        type: "array",
        minItems: 1,
        maxItems: 1000,
        items: {
          type: "object",
          properties: {
            service: { type: "string", minLength: 8, maxLength: 32, format: "service-code" },
            name: { type: "string", minLength: 1, maxLength: 500 },
            level: { type: "string", enum: levels },
            online: { ...count },
            total: { ...count },
          },
          required: names,
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
                columns: names.map((name) => ({
                  ref: `#/properties/rows/items/properties/${name}`,
                  widget: name === "online" || name === "total" ? "count" : "given",
                  ...(name === "online" || name === "total" ? { hint_key: `hint:${name}` } : {}),
                })),
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
      {
        id: "online-above-total",
        each: "/rows",
        when: { ">": [{ var: "online" }, { var: "total" }] },
        at: ["/online"],
        level: "error",
        message_key: "check:online-above-total",
      },
      {
        id: "row-twice",
        when: { "!=": [{ distinct: [rows, { var: "service" }] }, { count: rows }] },
        at: ["/rows"],
        level: "error",
        message_key: "check:row-twice",
      },
      {
        id: "online-missing",
        each: "/rows",
        when: { "==": [{ var: "online" }, null] },
        at: ["/online"],
        level: "warning",
        message_key: "check:number-missing",
      },
      { id: "total-missing", each: "/rows", when: { "==": [{ var: "total" }, null] }, at: ["/total"], level: "warning", message_key: "check:number-missing" },
      { id: "all-zero", when: { "==": [{ sum: [rows, { var: "total" }] }, 0] }, at: ["/rows"], level: "warning", message_key: "check:all-zero" },
    ],
  },
  i18n: joinTexts(headTexts, servicesReportTexts),
  meta: { audience: "report", effective_from: "2016-12-15", supersedes: null, compat: "first" },
};
