import type { Platform } from "../kernel/context.ts";
import { reportingFigures } from "../submissions/reporting-figures.ts";
import { showReporting } from "../submissions/show-reporting.ts";
import type { DatasetDocument } from "./contract.ts";
import { groupOf } from "./group-of.ts";
import { aboutWindow, readWindow } from "./read-window.ts";
import { namesOf } from "./tenant-table.ts";

type Part = Pick<DatasetDocument, "window" | "generated" | "coverage" | "definitions" | "rows">;
type Read = { central: D1Database; platform: Platform; now: number };

/** Who owed a report and who gave one, tenant by tenant, as it is now. */
export async function readReports(scope: Read, periodId: string): Promise<Part> {
  const { national, rows } = await read(scope, periodId);
  const headOf = new Map(national.heads.map((head) => [head.tenantId, head]));
  return {
    ...aboutWindow(national),
    definitions: [],
    rows: rows.map(({ tenant, timing, dueOn, extendedTo, isOwed, filed }) => {
      const { code, nameVi, nameEn, kind } = namesOf(tenant);
      return {
        tenant: code, name_vi: nameVi, name_en: nameEn, kind, state: timing, services_without_number: headOf.get(code)?.reportWithoutCounts ?? 0,
        owed: isOwed, due_on: dueOn, extended_to: extendedTo, complete: filed?.isComplete ?? null, mark: filed?.mark ?? null,
      };
    }),
  };
}

/** The three reporting rates with everything they are made of: of each group, and of all. */
export async function readReportingRates(scope: Read, periodId: string): Promise<Part> {
  const { national, rows } = await read(scope, periodId);
  const groups = [...Map.groupBy(rows, ({ tenant }) => groupOf(tenant)), ["all", rows] as const];
  return {
    ...aboutWindow(national),
    definitions: [],
    rows: groups.map(([kind, own]) => {
      const { expected, due, received, notOwed, onTime, onTimeByExtension, late, missing, open, complete, marked, reportingRate, timeliness, completeness } = reportingFigures(own);
      return {
        kind, expected, due, received, not_owed: notOwed, on_time: onTime, on_time_by_extension: onTimeByExtension, late, missing, open, complete, marked,
        reporting_rate: reportingRate, timeliness, completeness,
      };
    }),
  };
}

async function read(scope: Read, periodId: string) {
  const national = await readWindow(scope.central, scope.platform, periodId);
  const { rows } = await showReporting(scope, national.reportType.id, national.window.id);
  return { national, rows: rows.flatMap(({ tenant: code, ...row }) => { const tenant = national.tenants.get(code); return tenant ? [{ ...row, tenant }] : []; }) };
}
