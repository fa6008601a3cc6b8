import * as z from "zod";
import { discrepancyStates, measures, ruleIds, severities } from "../audit/contract.ts";
import { locales } from "../forms/contract.ts";

export const transitionIds = ["acknowledge", "ask", "explain", "accept", "uphold", "dismiss"] as const;
export type TransitionId = (typeof transitionIds)[number];

export const discrepancyView = z.object({
  id: z.string(),
  tenant: z.object({ code: z.string(), nameVi: z.string(), nameEn: z.string() }),
  rule: z.enum(ruleIds),
  severity: z.enum(severities),
  state: z.enum(discrepancyStates),
  measure: z.enum(measures),
  /** A service, a field of work, or null for the unit as a whole. */
  subject: z.object({ kind: z.enum(["service", "field"]), code: z.string(), nameVi: z.string(), nameEn: z.string() }).nullable(),
  reportType: z.string(),
  period: z.string(),
  /** Null is "no number given". */
  reported: z.int().nullable(),
  actual: z.int().nullable(),
  difference: z.int().nullable(),
  openedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  timesSeen: z.int(),
  assignee: z.string().nullable(),
  dueOn: z.string().nullable(),
  version: z.int(),
});
export type DiscrepancyView = z.infer<typeof discrepancyView>;

/** The filters of the list, exactly as they stand in the address. `cursor` is what the page before gave. */
export const discrepancyQuery = z.strictObject({
  tenant: z.string().max(10).optional(),
  state: z.enum([...discrepancyStates, "open", "closed"]).optional(),
  severity: z.enum(severities).optional(),
  rule: z.enum(ruleIds).optional(),
  period: z.string().max(8).optional(),
  service: z.string().max(40).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DiscrepancyQuery = z.infer<typeof discrepancyQuery>;

export const discrepancyList = z.object({ discrepancies: z.array(discrepancyView), next: z.string().nullable() });
export type DiscrepancyList = z.infer<typeof discrepancyList>;

export const availableTransition = z.object({ id: z.enum(transitionIds), requires: z.array(z.string()), signed: z.boolean() });

export const discrepancyEventView = z.object({
  version: z.int(),
  transition: z.string(),
  from: z.enum(discrepancyStates).nullable(),
  to: z.enum(discrepancyStates),
  at: z.iso.datetime(),
  actor: z.object({ id: z.string(), tenant: z.string() }),
  reason: z.string().nullable(),
  comment: z.string().nullable(),
  dueOn: z.string().nullable(),
  /** The signed document behind a signed move. */
  submission: z.string().nullable(),
  logIndex: z.int(),
});

export const discrepancyDetail = discrepancyView.extend({
  ruleText: z.object({ version: z.string(), nameVi: z.string(), nameEn: z.string(), definitionVi: z.string(), definitionEn: z.string() }),
  window: z.object({ from: z.string(), to: z.string() }),
  occurrences: z.array(
    z.object({ run: z.string(), observedAt: z.iso.datetime(), severity: z.enum(severities), reported: z.int().nullable(), actual: z.int().nullable(), evidence: z.record(z.string(), z.unknown()) }),
  ),
  events: z.array(discrepancyEventView),
  available_transitions: z.array(availableTransition),
});
export type DiscrepancyDetail = z.infer<typeof discrepancyDetail>;

/**
 * A move. `If-Match: "<version>"` says which record it was made for. Signed moves carry `signed`, a `gov-submission+jwt` over
 * the form `explanation` (explain) or `decision` (accept, uphold, dismiss); what was signed is the move's content.
 */
export const transitionRequest = z.discriminatedUnion("transition", [
  z.strictObject({ transition: z.literal("acknowledge") }),
  z.strictObject({ transition: z.literal("ask"), question: z.string().min(10).max(2000), dueOn: z.iso.date().optional() }),
  z.strictObject({ transition: z.literal("explain"), signed: z.string() }),
  z.strictObject({ transition: z.literal("accept"), signed: z.string() }),
  z.strictObject({ transition: z.literal("uphold"), signed: z.string() }),
  z.strictObject({ transition: z.literal("dismiss"), signed: z.string() }),
]);
export type TransitionRequest = z.infer<typeof transitionRequest>;
export const reviewLocales = locales;
