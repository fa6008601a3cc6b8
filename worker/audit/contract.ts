import * as z from "zod";

export const severities = ["info", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];
/** Stored as a number so that the database sorts by it. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

export const ruleIds = ["R01", "R02", "R03", "R04", "R07", "R08", "R09", "R10", "R11", "R44", "R45"] as const;
export type RuleId = (typeof ruleIds)[number];

/** The short form of the life in docs/review.md. Closed states are the last three. */
export const discrepancyStates = ["NEW", "ACKNOWLEDGED", "AWAITING_EXPLANATION", "EXPLAINED", "UPHELD", "ACCEPTED", "DISMISSED", "VERIFIED_FIXED"] as const;
export type DiscrepancyState = (typeof discrepancyStates)[number];
export const closedStates: readonly DiscrepancyState[] = ["ACCEPTED", "DISMISSED", "VERIFIED_FIXED"];

/** What is compared: filings online, filings in all, services with a number, the report itself, one identity of II.06a. */
export const measures = ["filings-online", "filings-total", "services-without-counts", "report", "report-window", "received", "resolved", "pending", "balance"] as const;
export type Measure = (typeof measures)[number];

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
});
export const auditRunList = z.object({ runs: z.array(auditRunView) });

/** Starts a night of audits now. `date` is the day as of which windows are due; without it today in Viet Nam. */
export const auditRequest = z.strictObject({ date: z.iso.date().optional() });
export const auditStarted = z.object({ night: z.string(), date: z.string() });
/** The runs that began on a Vietnamese day; without it today. */
export const auditRunQuery = z.strictObject({ date: z.iso.date().optional() });
