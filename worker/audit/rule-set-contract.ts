import * as z from "zod";
import { ruleIds, ruleSetDocument, ruleSettings } from "./contract.ts";

/** As stored. `active`, `scheduled` and `superseded` follow from the days of the approved ones. */
export const ruleSetStates = ["draft", "proposed", "approved", "withdrawn"] as const;
export const ruleSetStandings = ["draft", "proposed", "scheduled", "active", "superseded", "withdrawn"] as const;
export type RuleSetStanding = (typeof ruleSetStandings)[number];
const person = z.object({ id: z.string(), name: z.string().nullable() });

export const ruleSetView = z.object({
  id: z.string(),
  version: z.int(),
  digest: z.string(),
  effectiveFrom: z.string(),
  state: z.enum(ruleSetStandings),
  reason: z.string(),
  created: z.object({ by: person, at: z.iso.datetime() }),
  proposed: z.object({ by: person, at: z.iso.datetime(), logIndex: z.int() }).nullable(),
  approved: z.object({ by: person, at: z.iso.datetime(), logIndex: z.int() }).nullable(),
  backTest: z.string().nullable(),
});
export type RuleSetView = z.infer<typeof ruleSetView>;
export const ruleSetList = z.object({ ruleSets: z.array(ruleSetView) });
export type RuleSetList = z.infer<typeof ruleSetList>;

/** One thing that is different: a rule that came or went, or one setting of it. `path` is e.g. `R07/warnIf/absolute`. */
export const ruleSetChange = z.object({ path: z.string(), before: z.unknown(), after: z.unknown() });
export type RuleSetChange = z.infer<typeof ruleSetChange>;

const sums = { opened: z.int(), closed: z.int(), raised: z.int(), lowered: z.int() };

export const backTestView = z.object({
  id: z.string(),
  version: z.int(),
  digest: z.string(),
  against: z.object({ version: z.int(), digest: z.string() }),
  windows: z.int(),
  state: z.enum(["running", "done", "failed"]),
  total: z.int().nullable(),
  done: z.int(),
  /** Audits whose facts could not be read: they are in no number. */
  failed: z.int(),
  opened: z.int(),
  closed: z.int(),
  kept: z.int(),
  /** Of the kept ones, those that would be more severe, and less. */
  raised: z.int(),
  lowered: z.int(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  failure: z.string().nullable(),
  byTenant: z.array(z.object({ tenant: z.string(), ...sums })),
  byRule: z.array(z.object({ rule: z.string(), ...sums })),
  byWindow: z.array(z.object({ reportType: z.string(), period: z.string(), ...sums })),
  couldNot: z.array(z.object({ tenant: z.string(), reportType: z.string(), period: z.string(), failure: z.string() })),
});
export type BackTestView = z.infer<typeof backTestView>;

/** A rule whose code has a newer version than the document names, or that it does not name at all, with what it says and how it starts. */
export const newerRule = z.object({ id: z.enum(ruleIds), version: z.string(), definitionVi: z.string(), definitionEn: z.string(), defaults: ruleSettings });
export type NewerRule = z.infer<typeof newerRule>;

/** A version with its document, what it changes against the version before it in force, and its newest back-test. */
export const ruleSetDetail = ruleSetView.extend({
  document: ruleSetDocument,
  comparedWith: z.int().nullable(),
  changes: z.array(ruleSetChange),
  lastBackTest: backTestView.nullable(),
  newerRules: z.array(newerRule),
});
export type RuleSetDetail = z.infer<typeof ruleSetDetail>;

/** A version that runs can be replayed with, and what it changed against the one published before it. */
export const usableRuleSet = ruleSetView.pick({ version: true, digest: true, effectiveFrom: true, state: true, reason: true }).extend({ changes: z.array(ruleSetChange) });
export type UsableRuleSet = z.infer<typeof usableRuleSet>;
export const usableRuleSetList = z.object({ ruleSets: z.array(usableRuleSet) });
export type UsableRuleSetList = z.infer<typeof usableRuleSetList>;

/** A new draft, or the draft anew: the rules and the first day; id and version are the platform's. */
export const ruleSetDraft = z.strictObject({ effectiveFrom: z.iso.date(), reason: z.string().trim().min(10).max(1000), rules: ruleSetDocument.shape.rules });
export type RuleSetDraft = z.infer<typeof ruleSetDraft>;
export const ruleSetAct = z.strictObject({ digest: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export const backTestRequest = z.strictObject({ windows: z.int().min(1).max(12).default(6) });
