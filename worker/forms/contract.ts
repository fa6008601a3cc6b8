import * as z from "zod";
import { digest43 } from "../signing/contract.ts";

export const locales = ["vi", "en"] as const;
export type Locale = (typeof locales)[number];

/** The closed profile of JSON Schema 2020-12 that a form's answers are described in (docs/data.md). */
export type DataSchema = {
  type?: "object" | "array" | "string" | "integer" | "boolean" | readonly ["integer", "null"];
  properties?: Record<string, DataSchema>;
  required?: readonly string[];
  additionalProperties?: false;
  items?: DataSchema;
  minItems?: number;
  maxItems?: number;
  enum?: readonly (string | number)[];
  const?: string | number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
};

/** A JsonLogic rule made of the closed list of operators in forms/evaluate-rule.ts. A plain array is a list of literals for `in`. */
export type Rule = string | number | boolean | null | readonly Rule[] | { readonly [operator: string]: Rule };

/**
 * `ref` points into `data`, e.g. `#/properties/rows/items/properties/c4`. A repeating group names its columns here: the order
 * of members in `data` is lost in the canonical form, the order of arrays is not.
 */
export type FormField = { ref: string; widget: string; hint_key?: string; columns?: readonly FormField[] };
export type FormCheck = {
  id: string;
  /** The repeating group the check looks at row by row (`var` then means the row); absent: the whole answer. */
  each?: string;
  /** The check complains when this is true. */
  when: Rule;
  /** Where the complaint belongs, relative to the row or the answer: JSON pointers. */
  at: readonly string[];
  level: "error" | "warning";
  message_key: string;
};

/** A form as published: its canonical bytes are what signatures pin (forms.md "The form package"). */
export type FormPackage = {
  profile: "fp/1";
  engine: "1";
  id: string;
  title_key: string;
  data: DataSchema;
  layout: { pages: readonly { id: string; title_key: string; sections: readonly { title_key?: string; fields: readonly FormField[] }[] }[] };
  logic: { relevant: Record<string, Rule>; required: Record<string, Rule>; compute: Record<string, Rule>; checks: readonly FormCheck[] };
  /** Texts by key. A label's key is `label:` and the pointer of its schema, e.g. `label:/rows/c4`; a code's is `code:` pointer `=` value. */
  i18n: Record<Locale, Record<string, string>>;
  meta: {
    audience: "report" | "explanation" | "decision" | "decision-manifest" | "appeal" | "extension" | "extension-decision" | "service" | "free";
    effective_from: string;
    supersedes: string | null;
    compat: "first" | "additive" | "changes-meaning" | "breaking";
  };
};

export const formVersionView = z.object({
  tenant: z.string(),
  id: z.string(),
  rev: z.int(),
  digest: digest43,
  publishedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  package: z
    .custom<FormPackage>((value) => typeof value === "object" && value !== null)
    .meta({ type: "object", description: "The form package, see docs/data.md" }),
});
export type FormVersionView = z.infer<typeof formVersionView>;
export const formList = z.object({
  forms: z.array(formVersionView.omit({ package: true }).extend({ titleVi: z.string(), titleEn: z.string(), audience: z.string() })),
});
export type FormList = z.infer<typeof formList>;

/* The answers of the national forms, as TypeScript sees them. */
export type ReportHead = { reportType: string; period: string; from: string; to: string };
/** II.06a: columns 3-13 of one field of work. */
export type FieldRow = {
  field: string;
  name: string;
  c3: number;
  c4: number;
  c5: number;
  c6: number;
  c7: number;
  c8: number;
  c9: number;
  c10: number;
  c11: number;
  c12: number;
  c13: number;
};
export type FieldsReport = ReportHead & { rows: FieldRow[] };
/** Null is "no number given". */
export type ServiceRow = { service: string; name: string; level: string; online: number | null; total: number | null };
export type ServicesReport = ReportHead & { rows: ServiceRow[] };
/** A rate as some text printed it: `printed` is a percentage with a point. Null is "the text gives no number"; `definition` "none" is "the text gives none". */
export type PrintedRateRow = {
  id: string;
  name: string;
  about: string;
  definition: string;
  period: string;
  from?: string;
  to?: string;
  printed: string;
  numerator: number | null;
  denominator: number | null;
  carried: number | null;
  counts: "exact" | "rounded";
  source: string;
};
export type PrintedRatesReport = ReportHead & { rows: PrintedRateRow[] };
/** The record of a discrepancy when something was signed about it: which version, what it compares, both numbers, and the SHA-256 of the signed report they were held against (`claim`, where there is one). */
export type Matter = { version: number; rule: string; ruleVersion: string; subject: string; name: string; period: string; measure: string; reported: number | null; actual: number | null; claim?: string };
export const explanationReasons = ["late-sync", "wrong-channel", "counted-otherwise", "system-error", "service-not-in-use", "will-correct", "other"] as const;
/** `proposed` is the number the unit holds to be right, where it has one. */
export type Explanation = { discrepancy: string; matter: Matter; reason: (typeof explanationReasons)[number]; text: string; proposed?: number };
export const decisionOutcomes = ["accept", "uphold", "approve-dismissal", "deny-dismissal", "grant-appeal", "deny-appeal"] as const;
export const dismissalReasons = ["false_positive", "source_error", "duplicate_of", "below_materiality", "out_of_scope"] as const;
export const decisionReasons = ["explained", "not-explained", "no-answer", ...dismissalReasons, "not-dismissible", "evidence-holds", "evidence-insufficient"] as const;
/** Conclusions that one signature can give about many; appeals are decided one by one. */
export const decidedTogether = ["accept", "uphold", "approve-dismissal", "deny-dismissal"] as const satisfies readonly (typeof decisionOutcomes)[number][];
export type DecidedTogether = (typeof decidedTogether)[number];
export const MAX_DECIDED_TOGETHER = 500;
/** `parts` are digests, one a discrepancy (worker/review/part-digest.ts). */
export type DecisionManifest = { outcome: DecidedTogether; text: string; remedyBy?: string; parts: string[] };
/** `remedyBy`: the day by which what was upheld is to be corrected. */
export type Decision = { discrepancy: string; matter: Matter; outcome: (typeof decisionOutcomes)[number]; reason: (typeof decisionReasons)[number]; text: string; remedyBy?: string };
/** A unit's appeal: why, and the evidence that was not looked at before. */
export type Appeal = { discrepancy: string; matter: Matter; text: string; evidence: string };
export const extensionOutcomes = ["grant", "refuse"] as const;
export type ExtensionRequest = { reportType: string; period: string; dueOn: string; until: string; reason: string };
export type ExtensionDecision = { extension: string; outcome: (typeof extensionOutcomes)[number]; until?: string; text: string };
