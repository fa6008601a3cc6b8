import type { Context, Platform, Tenant } from "../kernel/context.ts";
import { ledgerNames } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { clipWindow, dayAt, overlaps, type Window } from "../kernel/windows.ts";
import { listUnconfirmedDays } from "../kernel/working-days.ts";
import { getHolidays, listHolidays, listReportTypes, listTenants, type Holiday, type ReportType } from "../directory/queries.ts";
import type { MergerView } from "../directory/contract.ts";
import { foldMergers } from "../directory/fold-mergers.ts";
import { dueDayOf, findReportWindow, listReportWindowsOfYear } from "../directory/report-windows.ts";
import { judgeStored } from "./judge-answers.ts";
import type { ReportingNational, ReportingOfTenant, ReportingRow, ReportingYear } from "./obligation-contract.ts";
import { listFiledOfTenant, listFiledOfType, listGranted, type FiledDocument, type GrantedExtension } from "./obligation-queries.ts";
import { listOwed } from "./queries.ts";
import { listObligations, type Obligation } from "./report-queries.ts";
import { reportingFigures, timingOf } from "./reporting-figures.ts";

type Scope = { central: D1Database; platform: Platform; now: number };
/** One period of a report type with its deadline and the days that this rests on without a decision. */
type Slot = { type: ReportType; window: Window; dueOn: string; unconfirmed: string[] };
type Known = { obligations: readonly Obligation[]; filed: readonly FiledDocument[]; granted: readonly GrantedExtension[]; now: number };

/** What the tenant owed in the year and what it filed, report by report, the newest window first. */
export async function showReportingOfTenant(context: Context, year: number): Promise<ReportingOfTenant> {
  const { central, ledger, tenant, now } = context;
  const types = await listReportTypes(central);
  const slots = await slotsOf(central, types.flatMap((type) => listReportWindowsOfYear(type, year).map((window) => ({ type, window }))));
  const [owed, filed, granted] = await Promise.all([listOwed(ledger, tenant.code), listFiledOfTenant(ledger, tenant.code, slots.map(({ window }) => window.id)), listGranted(ledger, tenant.code)]);
  const known: Known = { obligations: owed.map((one) => ({ tenantId: tenant.code, ...one })), filed, granted, now };
  const rows = slots.flatMap((slot) => rowOf(tenant, slot, known) ?? []);
  return { figures: reportingFigures(rows), rows: rows.toSorted((a, b) => (a.to === b.to ? (a.reportType < b.reportType ? -1 : 1) : a.to < b.to ? 1 : -1)) };
}

/** One period of a report type over all tenants: closed ones and those without a target are shown, not dropped. */
export async function showReporting({ central, platform, now }: Scope, reportTypeId: string, periodId: string): Promise<ReportingNational> {
  const type = await getType(central, reportTypeId);
  const window = findReportWindow(type, periodId);
  if (!window) throw new Problem("not-found", `${periodId} is not a period of ${reportTypeId}. GET /v1/report-types/${reportTypeId}/windows lists those of a year.`);
  const [slot] = await slotsOf(central, [{ type, window }]);
  const { tenants, known } = await readAll({ central, platform, now }, type, [window.id]);
  const rows = tenants.flatMap((tenant) => {
    const row = rowOf(tenant, slot!, known);
    return row ? [{ ...row, nameVi: tenant.nameVi, nameEn: tenant.nameEn, kind: tenant.kind, closedOn: tenant.validTo }] : [];
  });
  const shown = new Set(rows.map(({ tenant }) => tenant));
  return {
    reportType: type.id,
    period: window.id,
    window: { from: window.from, to: window.to },
    dueOn: slot!.dueOn,
    unconfirmed: slot!.unconfirmed,
    figures: reportingFigures(rows),
    rows,
    withoutTarget: tenants.filter((tenant) => clipWindow(window, tenant) && !shown.has(tenant.code)).map(({ code, nameVi, nameEn }) => ({ tenant: code, nameVi, nameEn })),
  };
}

/** The periods of a year that have ended for everybody or for somebody, each with its figures, and their sums by tenant, in the borders of then or of now: expected is counted a period and then summed. */
export async function showReportingOfYear({ central, platform, now }: Scope, reportTypeId: string, year: number, view: MergerView): Promise<ReportingYear> {
  const type = await getType(central, reportTypeId);
  const slots = await slotsOf(central, listReportWindowsOfYear(type, year).filter(({ from }) => from <= dayAt(now)).map((window) => ({ type, window })));
  const { tenants, known } = await readAll({ central, platform, now }, type, slots.map(({ window }) => window.id));
  const rows = tenants.flatMap((tenant) => slots.flatMap((slot) => rowOf(tenant, slot, known) ?? []));
  const directory = new Map(tenants.map((tenant) => [tenant.code, tenant]));
  const byTenant = foldMergers(rows.map((row) => ({ ...row, tenantId: row.tenant })), directory, view);
  const reported = new Set(rows.map(({ tenant }) => tenant));
  return {
    reportType: type.id,
    year,
    view,
    periods: slots.map(({ window, dueOn }) => ({ id: window.id, from: window.from, to: window.to, dueOn, figures: reportingFigures(rows.filter(({ period }) => period === window.id)) })),
    figures: reportingFigures(rows),
    tenants: [...byTenant].map(([{ code, nameVi, nameEn, kind, validTo }, own]) => ({
      tenant: code, nameVi, nameEn, kind, closedOn: validTo, members: [...new Set(own.map(({ tenant }) => tenant))].filter((member) => member !== code).toSorted(), figures: reportingFigures(own),
    })),
    withoutTarget: tenants.filter((tenant) => !reported.has(tenant.code) && slots.some(({ window }) => clipWindow(window, tenant))).map(({ code, nameVi, nameEn }) => ({ tenant: code, nameVi, nameEn })),
  };
}

async function getType(central: D1Database, id: string): Promise<ReportType> {
  const type = (await listReportTypes(central)).find((one) => one.id === id);
  if (!type) throw new Problem("not-found", `There is no report type ${id}. GET /v1/report-types lists them.`);
  return type;
}

async function slotsOf(central: D1Database, wanted: readonly { type: ReportType; window: Window }[]): Promise<Slot[]> {
  const [holidays, days] = await Promise.all([getHolidays(central), listHolidays(central)]);
  return wanted.map(({ type, window }) => toSlot(type, window, dueDayOf(type, window.id, holidays), days));
}

function toSlot(type: ReportType, window: Window, dueOn: string, days: readonly Holiday[]): Slot {
  return { type, window, dueOn, unconfirmed: listUnconfirmedDays(window.to, dueOn, days) };
}

async function readAll({ central, platform, now }: Scope, type: ReportType, periodIds: readonly string[]): Promise<{ tenants: Tenant[]; known: Known }> {
  const tenants = (await listTenants(central)).filter(({ kind }) => kind !== "authority");
  const lists = await Promise.all(
    ledgerNames.map(async (name) => {
      const ledger = platform.ledgers[name];
      const codes = tenants.filter((tenant) => tenant.ledger === name).map(({ code }) => code);
      return Promise.all([listObligations(ledger), listFiledOfType(ledger, codes, type.id, periodIds), listGranted(ledger)]);
    }),
  );
  return { tenants, known: { obligations: lists.flatMap(([one]) => one), filed: lists.flatMap(([, one]) => one), granted: lists.flatMap(([, , one]) => one), now } };
}

/** The tenant's row of the period; null where it neither owed nor filed it, or its own days have not ended. */
function rowOf(tenant: Tenant, { type, window, dueOn, unconfirmed }: Slot, known: Known): ReportingRow | null {
  const own = clipWindow(window, tenant);
  const document = known.filed.find((one) => one.tenantId === tenant.code && one.reportTypeId === type.id && one.periodId === window.id) ?? null;
  const isOwed = own !== null && known.obligations.some((one) => one.tenantId === tenant.code && one.reportTypeId === type.id && overlaps(one, own));
  const hasEnded = own !== null && own.to < dayAt(known.now);
  if (!document && (!isOwed || !hasEnded)) return null;
  const extendedTo = known.granted.find((one) => one.tenantId === tenant.code && one.reportTypeId === type.id && one.periodId === window.id)?.until ?? null;
  return {
    tenant: tenant.code,
    reportType: type.id,
    period: window.id,
    from: (own ?? window).from,
    to: (own ?? window).to,
    window: { from: window.from, to: window.to },
    isOwed,
    dueOn,
    unconfirmed,
    extendedTo,
    timing: timingOf(document?.firstReceivedAt ?? null, dueOn, extendedTo, known.now),
    filed: document && {
      jti: document.jti,
      receivedAt: new Date(document.receivedAt).toISOString(),
      firstReceivedAt: new Date(document.firstReceivedAt).toISOString(),
      ...judgedOf(document),
    },
  };
}

/** What was kept with the report when it was written, or what its bytes say. */
function judgedOf({ jws, unanswered: kept, mark: keptMark, isContested }: FiledDocument) {
  const { unanswered, mark } = jws === null ? { unanswered: kept ?? 0, mark: keptMark } : judgeStored(jws);
  return { unanswered, mark, isContested: isContested === 1, isComplete: unanswered === 0 && mark !== "empty" && isContested === 0 };
}
