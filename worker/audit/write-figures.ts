import { dayAt } from "../kernel/windows.ts";
import type { AuditFacts } from "./facts.ts";
import { figuresOf } from "./figures-of.ts";
import { isWithoutCount } from "./rules/services-without-counts.ts";
import type { AuditFigure } from "./figure-queries.ts";
import type { AuditRun } from "./run-queries.ts";
import { serviceFiguresOf } from "./service-figures-of.ts";
import { sumFields } from "./sum-fields.ts";

/** What a run leaves for the public pages: three statements, whatever the number of services. */
export function figureStatements(ledger: D1Database, run: AuditRun, facts: AuditFacts): D1PreparedStatement[] {
  const figures = figuresOf(facts);
  return [...(figures ? levelStatements(ledger, run, figures) : []), windowStatement(ledger, run, facts)];
}

/** The tenant's figures of the period become these: levels that are gone go, the others are set. */
function levelStatements(ledger: D1Database, run: AuditRun, figures: readonly AuditFigure[]): D1PreparedStatement[] {
  const json = JSON.stringify(figures);
  return [
    ledger
      .prepare(
        `DELETE FROM audit_figure WHERE tenant_id = ?1 AND period_id = ?2
         AND NOT EXISTS (SELECT 1 FROM json_each(?3) AS f WHERE f.value->>'levelScheme' = level_scheme AND f.value->>'level' = level)`,
      )
      .bind(run.tenantId, run.periodId, json),
    ledger
      .prepare(
        `INSERT INTO audit_figure (tenant_id, period_id, level_scheme, level, run_id, ${counted.map(([column]) => column).join(", ")})
         SELECT ?1, ?2, f.value->>'levelScheme', f.value->>'level', ?4, ${counted.map(([, name]) => `f.value->>'${name}'`).join(", ")}
         FROM json_each(?3) AS f WHERE true
         ON CONFLICT DO UPDATE SET run_id = excluded.run_id, ${counted.map(([column]) => `${column} = excluded.${column}`).join(", ")}`,
      )
      .bind(run.tenantId, run.periodId, json, run.id),
  ];
}

const counted: readonly (readonly [column: string, name: keyof AuditFigure])[] = [
  ["services", "services"], ["with_online_filings", "withOnlineFilings"], ["reported_without_counts", "reportedWithoutCounts"],
  ["filings_online", "filingsOnline"], ["filings_full", "filingsFull"], ["filings_total", "filingsTotal"],
  ["resolved", "resolved"], ["resolved_on_time", "resolvedOnTime"], ["reported_online", "reportedOnline"], ["reported_total", "reportedTotal"],
];

function windowStatement(ledger: D1Database, run: AuditRun, facts: AuditFacts): D1PreparedStatement {
  const { report, dueOn } = facts;
  const services = serviceFiguresOf(facts);
  const unused = services.filter(({ actual }) => actual.online === 0);
  return ledger
    .prepare(
      `INSERT INTO window_figure (tenant_id, report_type_id, period_id, run_id, filed, on_time, report_services, report_without_counts, report_sums,
         offered_count, unused_count, unused, services)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET run_id = excluded.run_id, filed = excluded.filed, on_time = excluded.on_time, report_services = excluded.report_services,
         report_without_counts = excluded.report_without_counts, report_sums = excluded.report_sums, offered_count = excluded.offered_count,
         unused_count = excluded.unused_count, unused = excluded.unused, services = excluded.services`,
    )
    .bind(
      run.tenantId, run.reportTypeId, run.periodId, run.id,
      report ? 1 : 0, report && dayAt(report.firstReceivedAt) <= dueOn ? 1 : 0,
      report?.kind === "services" ? report.rows.length : null, report?.kind === "services" ? report.rows.filter(isWithoutCount).length : null,
      report?.kind === "fields" ? JSON.stringify(sumFields(report.rows)) : null,
      services.length, unused.length, JSON.stringify(unused), JSON.stringify(services),
    );
}
