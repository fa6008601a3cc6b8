import type { Platform, Tenant } from "../kernel/context.ts";
import { dayAt } from "../kernel/windows.ts";
import { countWorkingDays, type HolidayTable } from "../kernel/working-days.ts";
import { findTenant, getHolidays } from "../directory/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { listOfficerNames } from "../tenancy/queries.ts";
import { severityAt, sidesOf } from "../audit/contract.ts";
import type { Discrepancy } from "../audit/queries.ts";
import type { DiscrepancyView, SnoozeUntil } from "./contract.ts";

const FIELD = "field:";

type Row = Discrepancy & { isContested?: boolean; isMoveContested?: boolean; lookedAt?: number | null };
type Day = { today: string; holidays: HolidayTable };

/** `names` has those of assignees, by their ids. A record read by itself does not say how its document stands. */
function toDiscrepancyView(row: Row, tenant: Pick<Tenant, "code" | "nameVi" | "nameEn">, names: ReadonlyMap<string, string>, { today, holidays }: Day): DiscrepancyView {
  const { id, rule, state, measure, reported, actual, difference, timesSeen, assignee, dueOn, version } = row;
  return {
    id,
    tenant: { code: tenant.code, nameVi: tenant.nameVi, nameEn: tenant.nameEn },
    rule,
    severity: severityAt(row.severity),
    state,
    measure,
    subject: toSubjectView(row),
    reportType: row.reportTypeId,
    period: row.periodId,
    sides: sidesOf(rule, measure),
    lookedAt: row.lookedAt ?? null,
    reported,
    actual,
    difference,
    openedAt: new Date(row.openedAt).toISOString(),
    lastSeenAt: new Date(row.lastSeenAt).toISOString(),
    timesSeen,
    assignee: assignee === null ? null : { id: assignee, name: names.get(assignee) ?? null },
    dueOn,
    dueIn: dueOn === null ? null : workingDaysUntil(dueOn, today, holidays),
    snoozed: toSnooze(row.snooze),
    appeal: row.appeal,
    document: row.documentJti === null ? null : { jti: row.documentJti, isContested: row.isContested ?? false },
    isMoveContested: row.isMoveContested ?? false,
    timesBefore: row.timesBefore,
    timesRegressed: row.timesRegressed,
    movedAt: new Date(row.movedAt).toISOString(),
    version,
  };
}

/** The same for rows of many tenants, with the names the directory and the authority have: one read more, and only where somebody is assigned. */
export async function toDiscrepancyViews({ central, platform, now }: { central: D1Database; platform: Platform; now: number }, rows: readonly Row[]): Promise<DiscrepancyView[]> {
  const [names, holidays] = await Promise.all([assigneeNames({ central, platform }, rows), getHolidays(central)]);
  const day = { today: dayAt(now), holidays };
  return Promise.all(
    rows.map(async (row) => {
      const tenant = await findTenant(central, row.tenantId);
      return toDiscrepancyView(row, tenant ?? { code: row.tenantId, nameVi: row.tenantId, nameEn: row.tenantId }, names, day);
    }),
  );
}

/** The names of those whom rows are assigned to, by their ids. */
export async function assigneeNames({ central, platform }: { central: D1Database; platform: Platform }, rows: readonly Discrepancy[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ assignee }) => assignee ?? []))];
  const authority = ids.length > 0 ? await findTenant(central, AUTHORITY) : null;
  return authority ? listOfficerNames(platform.ledgers[authority.ledger], AUTHORITY, ids) : new Map();
}

/** As the query language counts them: after today, up to and with the due day; after the due day, up to and with today. */
function workingDaysUntil(dueOn: string, today: string, holidays: HolidayTable): number {
  return dueOn >= today ? countWorkingDays(today, dueOn, holidays) : 0 - countWorkingDays(dueOn, today, holidays);
}

/** What wakes it, as it is stored in an event and in the record. */
export function toSnooze(text: string | null): SnoozeUntil | null {
  return text === null ? null : (JSON.parse(text) as SnoozeUntil);
}

/** What the discrepancy is about: a service, a field of work, or null for the unit as a whole. */
export function toSubjectView({ subject, subjectNameVi: nameVi, subjectNameEn: nameEn }: Discrepancy): DiscrepancyView["subject"] {
  if (subject === "") return null;
  if (subject.startsWith(FIELD)) return { kind: "field", code: subject.slice(FIELD.length), nameVi, nameEn };
  return { kind: "service", code: subject, nameVi, nameEn };
}
