import * as z from "zod";

export const severities = ["info", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];
/** Stored as a number so that the database sorts by it. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** The severity stored as its rank. */
export function severityAt(rank: number): Severity {
  const severity = severities[rank];
  if (!severity) throw new Error(`No severity has the rank ${rank}`);
  return severity;
}

/** docs/rules.md has them in words, and says which have something to look at. */
export const ruleIds = [
  "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12", "R13", "R14", "R15", "R16", "R17", "R18", "R19", "R20", "R21",
  "R22", "R23", "R24", "R25", "R26", "R27", "R28", "R29", "R30", "R31", "R32", "R33", "R34", "R35", "R36", "R37", "R38", "R39", "R40", "R41", "R42",
  "R43", "R44", "R45", "R46", "R47", "R48", "R49", "R50", "R51", "R52", "R53", "R54",
] as const;
export type RuleId = (typeof ruleIds)[number];

/** Two numbers agree when they differ by no more than the greater of both parts; the second is taken of the actual number. */
export const threshold = z.strictObject({ absolute: z.int().min(0), perThousand: z.int().min(0) });
export type Threshold = z.infer<typeof threshold>;

/** What a rule does about a number that was not given: says nothing, says nothing only when all are missing, or reads it as 0. */
export const missingPolicies = ["skip-if-any", "skip-if-all", "treat-as-zero"] as const;
export type MissingPolicy = (typeof missingPolicies)[number];

/** How an outlier rule tells that a number lies too far from others; a rule set names it by its place in the list, which only grows at its end. */
export const outlierMethods = ["times-median", "z-score", "modified-z-score", "min-max"] as const;
export type OutlierMethod = (typeof outlierMethods)[number];

/** How one rule is applied. Differences within `warnIf` are none; beyond `errorIf` they are as severe as the rule says, between both one step less. */
export const ruleSettings = z.strictObject({
  enabled: z.boolean(),
  /** Takes the place of the rule's own severity. */
  severity: z.enum(severities).optional(),
  warnIf: threshold,
  errorIf: threshold,
  missing: z.enum(missingPolicies),
  parameters: z.record(z.string().regex(/^[a-z][A-Za-z]{0,31}$/), z.number()),
});
export type RuleSettings = z.infer<typeof ruleSettings>;

/** A rule set as it is published: every rule by id, with the version of its code. What it does not name is not checked. */
export const ruleSetDocument = z.strictObject({
  profile: z.literal("rs/1"),
  id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  version: z.int().min(1),
  /** The Vietnamese day from which audits use it. */
  effectiveFrom: z.iso.date(),
  rules: z.partialRecord(z.enum(ruleIds), ruleSettings.extend({ version: z.string().regex(/^\d+\.\d+$/) })),
});
export type RuleSet = z.infer<typeof ruleSetDocument>;

/** Why a rule said nothing about a run: it was switched off, or it had nothing to look at. Never the same as "passed". */
export const uncheckedReasons = [
  "switched-off", "not-in-force", "other-form", "no-report", "no-previous-report", "no-filing-facts", "not-enough-history", "no-outside-data",
  "no-child-reports", "no-target", "not-kept", "refused-at-the-door", "no-ratings", "no-owners", "no-child-units", "no-shared-services", "no-portal-list",
] as const;
export type UncheckedReason = (typeof uncheckedReasons)[number];

/** The life in docs/review.md. Closed states are the last three. */
export const discrepancyStates = [
  "NEW", "ACKNOWLEDGED", "AWAITING_EXPLANATION", "EXPLAINED", "UPHELD", "CORRECTION_FILED", "DISMISSAL_REQUESTED", "APPEALED",
  "ACCEPTED", "DISMISSED", "VERIFIED_FIXED",
] as const;
export type DiscrepancyState = (typeof discrepancyStates)[number];
/** The triggers of migrations/ledger say the same; tests/guarantees/closed-states.test.ts compares. */
export const closedStates: readonly DiscrepancyState[] = ["ACCEPTED", "DISMISSED", "VERIFIED_FIXED"];

/** Where the appeal of a discrepancy stands; a denied one is final. */
export const appealStates = ["open", "denied", "granted"] as const;

/** What is compared. `printed-rate` is in hundredths of a percent. */
export const measures = [
  "filings-online", "filings-total", "services-without-counts", "report", "report-window", "received", "resolved", "pending", "balance",
  "carry-over", "roll-up", "set-aside", "overdue", "filings-flagged", "filings-synced", "running-numbers", "filings-per-day", "service", "signature", "revision",
  "repeated-row", "row-name", "printed-rate",
] as const;
export type Measure = (typeof measures)[number];

/** What a finding holds beside each other: a reported and an actual number, one count that nobody reports, or no number at all. */
export const findingSides = ["both", "count", "none"] as const;
export type FindingSides = (typeof findingSides)[number];
const countingRules: readonly RuleId[] = ["R18", "R19", "R20", "R21", "R22", "R23", "R24", "R25", "R27", "R29", "R31", "R32", "R33", "R35", "R36", "R37", "R38", "R39", "R40", "R52"];
const wordlessRules: readonly RuleId[] = ["R41", "R46", "R47", "R48", "R49", "R54"];

/** Of which kind the rule's findings are: "no number given" is said only where a number could have been given. */
export function sidesOf(rule: RuleId, measure: Measure): FindingSides {
  if (countingRules.includes(rule) || (rule === "R48" && measure === "filings-flagged")) return "count";
  return wordlessRules.includes(rule) || measure === "report" || measure === "report-window" ? "none" : "both";
}

export const runStates = ["running", "done", "failed"] as const;

export const auditRunView = z.object({
  id: z.string(),
  tenant: z.string(),
  window: z.object({ id: z.string(), from: z.string(), to: z.string() }),
  reportType: z.string(),
  state: z.enum(runStates),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  services: z.int().nullable(),
  findings: z.int().nullable(),
  failure: z.string().nullable(),
  /** How many rules were looked at, and which were not, by reason: not checked is not passed. Null for runs that kept none. */
  rules: z.object({ checked: z.int(), notChecked: z.array(z.object({ reason: z.enum(uncheckedReasons), rules: z.array(z.enum(ruleIds)) })) }).nullable(),
});
export const auditRunList = z.object({ runs: z.array(auditRunView) });

/** Starts a night of audits now. `date` is the day as of which windows are due; without it today in Viet Nam. */
export const auditRequest = z.strictObject({ date: z.iso.date().optional() });
export const auditStarted = z.object({ night: z.string(), date: z.string() });
/** The runs that began on a Vietnamese day; without it today. */
export const auditRunQuery = z.strictObject({ date: z.iso.date().optional() });
