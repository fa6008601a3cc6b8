import type { AuditFacts } from "../../worker/audit/facts.ts";
import { defaultRuleSet } from "../../worker/audit/rules/default-rule-set.ts";
import { checkFacts } from "../../worker/audit/rules/rule-set.ts";
import { quietFacts } from "../rules/audit/make-facts.ts";
import { window2016, type PlannedTenant } from "../../scripts/seed/plan-2016.ts";

/** What the product's rules say about the plan, without a database between: findings as JSON, in the members of `Planted`. */
export function listServicesReportFindings(plan: readonly PlannedTenant[]): string[] {
  return plan.flatMap((planned) =>
    checkFacts(factsOf(planned), defaultRuleSet).map(({ rule, severity, subject, measure, reported, actual }) => JSON.stringify({ tenant: planned.tenant.code, subject, rule, severity, measure, reported, actual })),
  );
}

function factsOf({ tenant, services, reportedAt }: PlannedTenant): AuditFacts {
  const rows = services.map(({ code, nameVi, level, reported }) => ({ service: code, name: nameVi, level, ...reported }));
  return {
    tenant,
    reportTypeId: "services-year",
    formId: "services-report",
    window: window2016,
    dueOn: window2016.dueOn,
    now: Date.parse("2017-01-03T01:00:00+07:00"),
    services: services.map((service) => ({ ...service, field: { code: service.fieldCode, nameVi: service.fieldNameVi, nameEn: service.fieldNameEn }, levelScheme: "levels-2011", validTo: null, partialReason: null, isShared: false })),
    counts: new Map(services.map(({ code, level, actual }) => [code, { onlineFull: level === "4" ? actual.online : 0, onlinePartial: level === "3" ? actual.online : 0, inPerson: actual.inPerson, post: actual.post }])),
    resolved: new Map(),
    report: reportedAt === null ? null : { kind: "services", rows, jti: "", digest: "", firstReceivedAt: reportedAt, receivedAt: reportedAt, from: window2016.from, to: window2016.to },
    previous: null,
    ...quietFacts,
  };
}
