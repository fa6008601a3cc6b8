import * as z from "zod";
import { mergerViews } from "../directory/contract.ts";

export const obligationActions = ["set", "end"] as const;
export const extensionStates = ["requested", "granted", "refused"] as const;
export type ExtensionState = (typeof extensionStates)[number];
const reportTypeId = z.string().regex(/^[a-z0-9-]{1,64}$/);
const reason = z.string().trim().min(10).max(1000);

/** A report a tenant owes, from a day to a day (both inside; `to` null is "until further notice"). */
export const obligationView = z.object({ reportType: z.string(), from: z.string(), to: z.string().nullable(), policyVersion: z.int().nullable() });
export type ObligationView = z.infer<typeof obligationView>;

/** One decision about it; the name is null where the person is of another ledger's tenant or is the platform itself. */
export const obligationEventView = z.object({
  reportType: z.string(),
  version: z.int(),
  action: z.enum(obligationActions),
  from: z.string(),
  to: z.string().nullable(),
  reason: z.string(),
  by: z.object({ id: z.string(), name: z.string().nullable() }),
  at: z.iso.datetime(),
  logIndex: z.int(),
});
export const obligationList = z.object({ obligations: z.array(obligationView), history: z.array(obligationEventView) });
export type ObligationList = z.infer<typeof obligationList>;

/** From today or later: what was not owed in the past is not owed afterwards. */
export const obligationRequest = z.strictObject({ reportType: reportTypeId, from: z.iso.date(), to: z.iso.date().nullable().optional(), reason });
/** The last day on which it is owed: today or later. */
export const obligationEnd = z.strictObject({ to: z.iso.date(), reason });

export const extensionView = z.object({
  id: z.string(),
  tenant: z.string(),
  reportType: z.string(),
  period: z.string(),
  state: z.enum(extensionStates),
  /** Last day in time without it. */
  dueOn: z.string(),
  wantedUntil: z.string(),
  until: z.string().nullable(),
  reason: z.string(),
  requestedBy: z.object({ id: z.string(), name: z.string().nullable() }),
  requestedAt: z.iso.datetime(),
  requestJti: z.string(),
  decidedBy: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decisionJti: z.string().nullable(),
  /** What the authority answered, in its words. */
  answer: z.string().nullable(),
  logIndex: z.int(),
  decisionIndex: z.int().nullable(),
  /** The answer was signed with a key that was lost by then: it holds until somebody else has decided anew. */
  isContested: z.boolean(),
});
export type ExtensionView = z.infer<typeof extensionView>;
export const extensionList = z.object({ extensions: z.array(extensionView) });

/** When a report arrived, held against its deadline by our clock. */
export const timings = ["on-time", "on-time-by-extension", "late", "open", "missing"] as const;
export type Timing = (typeof timings)[number];
/** What a report says beyond its numbers: nothing at all, or 0 in every cell. An empty one is not complete, one of zeros is; both are marked. */
export const reportMarks = ["empty", "all-zero"] as const;
export type ReportMark = (typeof reportMarks)[number];

/** One report of one tenant: owed or not, filed or not. */
export const reportingRow = z.object({
  tenant: z.string(),
  reportType: z.string(),
  period: z.string(),
  /** The tenant's own days of the window, and the whole window. */
  from: z.string(),
  to: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  isOwed: z.boolean(),
  dueOn: z.string(),
  /** Days the deadline rests on that nobody has confirmed as off. */
  unconfirmed: z.array(z.string()),
  extendedTo: z.string().nullable(),
  timing: z.enum(timings),
  filed: z
    .object({
      jti: z.string(),
      receivedAt: z.iso.datetime(),
      firstReceivedAt: z.iso.datetime(),
      mark: z.enum(reportMarks).nullable(),
      /** Numbers that were asked for and left as "no number given". */
      unanswered: z.int(),
      /** A signature it needs was made with a key that was lost by then, and nobody has signed over it since. */
      isContested: z.boolean(),
      /** Every number is given and every signature holds; the form's own rules were checked when it was received. */
      isComplete: z.boolean(),
    })
    .nullable(),
});
export type ReportingRow = z.infer<typeof reportingRow>;

/** Numerators over `expected`, which is counted a period and then summed; never capped: a report that was not owed lifts the rate above 1. Null without a target. */
export const reportingFigures = z.object({
  expected: z.int(),
  /** Of the expected ones, those whose deadline has passed. */
  due: z.int(),
  received: z.int(),
  notOwed: z.int(),
  onTime: z.int(),
  onTimeByExtension: z.int(),
  late: z.int(),
  missing: z.int(),
  open: z.int(),
  marked: z.int(),
  /** Received, every number given, every signature holding: owed or not. */
  complete: z.int(),
  reportingRate: z.number().nullable(),
  timeliness: z.number().nullable(),
  completeness: z.number().nullable(),
});
export type ReportingFigures = z.infer<typeof reportingFigures>;

export const reportingOfTenant = z.object({ figures: reportingFigures, rows: z.array(reportingRow) });
export type ReportingOfTenant = z.infer<typeof reportingOfTenant>;
export const reportingQuery = z.strictObject({ year: z.coerce.number().int().min(2016).max(2099).optional() });

/** A report type and period over all tenants: those that owe it, those that reported without owing it, and those that owe nothing. */
export const reportingNational = z.object({
  reportType: z.string(),
  period: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  dueOn: z.string(),
  unconfirmed: z.array(z.string()),
  figures: reportingFigures,
  rows: z.array(reportingRow.extend({ nameVi: z.string(), nameEn: z.string(), kind: z.string(), closedOn: z.string().nullable() })),
  withoutTarget: z.array(z.object({ tenant: z.string(), nameVi: z.string(), nameEn: z.string() })),
});
export type ReportingNational = z.infer<typeof reportingNational>;
export const reportingNationalQuery = z.strictObject({ reportType: reportTypeId, period: z.string().max(8) });

/**
 * The same summed over the periods of a year, by tenant: as they were, or as they are now, where `members` are those whose reports stand
 * under who took over. Numbers are added up, never rates, and no report moves.
 */
export const reportingYear = z.object({
  reportType: z.string(),
  year: z.int(),
  view: z.enum(mergerViews),
  periods: z.array(z.object({ id: z.string(), from: z.string(), to: z.string(), dueOn: z.string(), figures: reportingFigures })),
  figures: reportingFigures,
  tenants: z.array(z.object({ tenant: z.string(), nameVi: z.string(), nameEn: z.string(), kind: z.string(), closedOn: z.string().nullable(), members: z.array(z.string()), figures: reportingFigures })),
  /** Existed in the year, and neither owed nor filed the report. */
  withoutTarget: z.array(z.object({ tenant: z.string(), nameVi: z.string(), nameEn: z.string() })),
});
export type ReportingYear = z.infer<typeof reportingYear>;
export const reportingYearQuery = z.strictObject({ reportType: reportTypeId, year: z.coerce.number().int().min(2016).max(2099), view: z.enum(mergerViews).default("as-was") });
