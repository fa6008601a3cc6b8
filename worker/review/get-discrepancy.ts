import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { addWorkingDays, type HolidayTable } from "../kernel/working-days.ts";
import { findReportType, getHolidays, listTenants } from "../directory/queries.ts";
import { dueDayOf, findTenantWindow } from "../directory/report-windows.ts";
import { findExtendedDay } from "../submissions/obligation-queries.ts";
import { findNewestReport } from "../submissions/report-queries.ts";
import { timingOf } from "../submissions/reporting-figures.ts";
import { requireReaderOrMachine } from "../tenancy/require-role.ts";
import { severityAt } from "../audit/contract.ts";
import { daysGiven } from "../audit/days-given.ts";
import { listOccurrences, type Discrepancy } from "../audit/queries.ts";
import { getRule } from "../audit/rules/registry.ts";
import { toDiscrepancyViews } from "../worklist/discrepancy-view.ts";
import { asItStood, withheldFromActor } from "./as-it-stood.ts";
import { isActorBarred } from "./barred.ts";
import type { DiscrepancyDetail } from "./contract.ts";
import { findLife } from "./find-life.ts";
import { toEventViews } from "./event-view.ts";
import { matterOf } from "./matter-of.ts";
import { confirmableBy } from "./may-confirm.ts";
import { toMovable, type Movable } from "./movable.ts";
import { availableTransitions } from "./check-transition.ts";

/** A discrepancy with both sides, the rule in words, its life, and what the caller can do now. 404 outside the tenant and the authority. */
export async function getDiscrepancy(context: Context, id: string): Promise<DiscrepancyDetail> {
  requireReaderOrMachine(context);
  const { ledger, tenant } = context;
  const [found, occurrences, holidays, isBarred, withheld] = await Promise.all([
    findLife(ledger, tenant.code, id), listOccurrences(ledger, tenant.code, id), getHolidays(context.central), isActorBarred(context), withheldFromActor(context, id),
  ]);
  const life = requireFound(found);
  const { discrepancy, events } = withheld ? asItStood(life, withheld) : life;
  const looked = occurrences[0]?.evidence["filingsLookedAt"];
  const movable = toMovable({ ...life, discrepancy, events }, holidays, isBarred);
  const [view] = await toDiscrepancyViews(context, [{ ...discrepancy, isMoveContested: movable.contested.length > 0, lookedAt: typeof looked === "number" ? looked : null }]);
  const available = withheld ? [] : availableTransitions(movable, context.actor, context.now);
  return {
    ...view!,
    ruleText: ruleTextOf(discrepancy),
    window: await windowOf(context, discrepancy),
    ...(await standingOf(context, discrepancy, movable, holidays)),
    isWithheld: withheld !== null,
    filing: await filingOf(context, discrepancy, holidays),
    mergers: await mergersOf(context),
    occurrences: occurrences.map(({ runId, observedAt, severity, reported, actual, evidence, facts, ruleSet }) => ({
      run: runId, observedAt: new Date(observedAt).toISOString(), severity: severityAt(severity), reported, actual, evidence, facts, ruleSet,
    })),
    events: await toEventViews(context, events),
    confirmable: available.some(({ id: move }) => move === "confirm-decision") ? confirmableBy(movable, context.actor) : [],
    available_transitions: available,
  };
}

export function requireFound<Found>(found: Found | null): Found {
  if (!found) throw new Problem("not-found", "There is no discrepancy with this id in this tenant. GET /v1/t/{tenant}/discrepancies lists them.");
  return found;
}

function ruleTextOf({ rule, ruleVersion }: Discrepancy): DiscrepancyDetail["ruleText"] {
  const { isRisk = false, nameVi, nameEn, definitionVi, definitionEn } = getRule(rule, ruleVersion);
  return { version: ruleVersion, isRisk, nameVi, nameEn, definitionVi, definitionEn };
}

/** What can be signed about it now, and the days that go with it. */
async function standingOf({ ledger, now }: Context, discrepancy: Discrepancy, { appeal, appealUntil }: Movable, holidays: HolidayTable): Promise<Pick<DiscrepancyDetail, "matter" | "daysGiven" | "appealUntil">> {
  const { explain, correct } = daysGiven[severityAt(discrepancy.severity)];
  const on = (days: number) => addWorkingDays(dayAt(now), days, holidays);
  return { matter: await matterOf(ledger, discrepancy), daysGiven: { explain: on(explain), correct: on(correct) }, appealUntil: appeal === null && discrepancy.state === "UPHELD" ? appealUntil : null };
}

async function windowOf({ central, tenant }: Context, { reportTypeId, periodId }: Discrepancy): Promise<DiscrepancyDetail["window"]> {
  const type = await findReportType(central, reportTypeId);
  const window = type && findTenantWindow(type, periodId, tenant);
  if (!window) throw new Error(`The period ${periodId} of ${reportTypeId} has no window`);
  return { from: window.from, to: window.to };
}

/** When the report counted first, by the platform's clock, against the deadline of the period and what was granted on top. */
async function filingOf({ central, ledger, tenant, now }: Context, { reportTypeId, periodId }: Discrepancy, holidays: HolidayTable): Promise<DiscrepancyDetail["filing"]> {
  const [type, report, extendedTo] = await Promise.all([findReportType(central, reportTypeId), findNewestReport(ledger, tenant.code, reportTypeId, periodId), findExtendedDay(ledger, tenant.code, reportTypeId, periodId)]);
  const dueOn = dueDayOf(type!, periodId, holidays);
  const first = report?.firstReceivedAt ?? null;
  return { firstReceivedAt: first === null ? null : new Date(first).toISOString(), dueOn, extendedTo, timing: timingOf(first, dueOn, extendedTo, now) };
}

async function mergersOf({ central, tenant }: Context): Promise<DiscrepancyDetail["mergers"]> {
  const parties = (await listTenants(central)).filter(({ code, successorCode }) => successorCode === tenant.code || (code === tenant.code && successorCode !== null));
  return parties.flatMap(({ code, nameVi, nameEn, validTo }) => (validTo === null ? [] : [{ code, nameVi, nameEn, lastDay: validTo }]));
}
