import type { Measure, RuleId, Severity } from "../../worker/audit/contract.ts";
import type { PlannedService, PlannedTenant } from "./plan-2016.ts";
import { plantedUnits } from "./planted-units-2016.ts";

/** One thing that the audit of 2016 must find. `subject` is a procedure code, or empty for the unit as a whole. */
export type Planted = { tenant: string; rule: RuleId; severity: Severity; subject: string; measure: Measure; reported: number | null; actual: number | null };

/** Everything that is planted in the year 2016: the audit must find exactly this. `npm run planted` prints it. */
export function listPlanted2016(plan: readonly PlannedTenant[]): Planted[] {
  return plan.flatMap((planned) => [...inUnit(planned), ...planned.services.flatMap((service) => service.planted.map((rule) => atService(planned, service, rule)))]);
}

function inUnit({ tenant, services }: PlannedTenant): Planted[] {
  const { code } = tenant;
  const unit = { tenant: code, subject: "" };
  const planted: Planted[] = [];
  if ((plantedUnits.missing as readonly string[]).includes(code)) planted.push({ ...unit, rule: "R44", severity: "high", measure: "report", reported: null, actual: null });
  if (plantedUnits.late.has(code)) planted.push({ ...unit, rule: "R44", severity: "medium", measure: "report", reported: null, actual: null });
  const without = (plantedUnits.withoutCounts as readonly string[]).includes(code) ? services.length : (plantedUnits.partlyWithoutCounts.get(code) ?? 0);
  if (without > 0) planted.push({ ...unit, rule: "R11", severity: "high", measure: "services-without-counts", reported: services.length, actual: services.length - without });
  return planted;
}

function atService({ tenant, reportedAt }: PlannedTenant, service: PlannedService, rule: PlannedService["planted"][number]): Planted {
  const { online, inPerson, post } = service.actual;
  const said = reportedAt === null ? { online: null, total: null } : service.reported;
  const about = { tenant: tenant.code, subject: service.code, rule };
  if (rule === "R09") return { ...about, severity: "high", measure: "filings-total", reported: said.total, actual: online + inPerson + post };
  const severity = rule === "R07" ? "critical" : rule === "R12" || (rule === "R10" && inPerson + post > 0) ? "high" : "medium";
  return { ...about, severity, measure: "filings-online", reported: said.online, actual: online };
}
