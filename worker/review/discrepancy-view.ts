import type { Tenant } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import { severities, type Severity } from "../audit/contract.ts";
import type { Discrepancy } from "../audit/queries.ts";
import type { DiscrepancyView, SnoozeUntil } from "./contract.ts";

const FIELD = "field:";

export function toDiscrepancyView(row: Discrepancy, tenant: Pick<Tenant, "code" | "nameVi" | "nameEn">): DiscrepancyView {
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
    reported,
    actual,
    difference,
    openedAt: new Date(row.openedAt).toISOString(),
    lastSeenAt: new Date(row.lastSeenAt).toISOString(),
    timesSeen,
    assignee,
    dueOn,
    snoozed: toSnooze(row.snooze),
    appeal: row.appeal,
    version,
  };
}

/** The same for rows of many tenants, with the names the directory has. */
export async function toDiscrepancyViews(central: D1Database, rows: readonly Discrepancy[]): Promise<DiscrepancyView[]> {
  return Promise.all(
    rows.map(async (row) => {
      const tenant = await findTenant(central, row.tenantId);
      return toDiscrepancyView(row, tenant ?? { code: row.tenantId, nameVi: row.tenantId, nameEn: row.tenantId });
    }),
  );
}

/** What wakes it, as it is stored in an event and in the record. */
export function toSnooze(text: string | null): SnoozeUntil | null {
  return text === null ? null : (JSON.parse(text) as SnoozeUntil);
}

/** The severity stored as its rank. */
export function severityAt(rank: number): Severity {
  const severity = severities[rank];
  if (!severity) throw new Error(`No severity has the rank ${rank}`);
  return severity;
}

function toSubjectView({ subject, subjectNameVi: nameVi, subjectNameEn: nameEn }: Discrepancy): DiscrepancyView["subject"] {
  if (subject === "") return null;
  if (subject.startsWith(FIELD)) return { kind: "field", code: subject.slice(FIELD.length), nameVi, nameEn };
  return { kind: "service", code: subject, nameVi, nameEn };
}
