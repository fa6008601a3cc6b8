import type { AuditFacts, ReportFacts, Unchecked } from "../facts.ts";

type Of<Kind extends ReportFacts["kind"]> = Extract<ReportFacts, { kind: Kind }>;

/** The report by field of work (II.06a), or why there is none to look at. */
export function fieldsReportOf(facts: AuditFacts): Of<"fields"> | Unchecked {
  return reportOf(facts, "ii06a", "fields");
}

/** The report by service, or why there is none to look at. */
export function servicesReportOf(facts: AuditFacts): Of<"services"> | Unchecked {
  return reportOf(facts, "services-report", "services");
}

function reportOf<Kind extends ReportFacts["kind"]>({ formId, report }: AuditFacts, form: string, kind: Kind): Of<Kind> | Unchecked {
  if (formId !== form) return { unchecked: "other-form" };
  if (report?.kind !== kind) return { unchecked: "no-report" };
  return report as Of<Kind>;
}
