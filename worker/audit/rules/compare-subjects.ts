import type { RuleSettings } from "../contract.ts";
import type { AuditFacts, ChannelCounts, Unchecked } from "../facts.ts";
import { reportEvidence } from "./report-evidence.ts";
import { sumGiven } from "./rule-settings.ts";

/** One line of the report beside what is known: a service, or a field of work with the sum of its services. */
export type ComparedSubject = {
  subject: string;
  nameVi: string;
  nameEn: string;
  /** Null is "no number given". */
  reportedOnline: number | null;
  reportedTotal: number | null;
  actualOnline: number;
  actualTotal: number;
  evidence: Record<string, unknown>;
};

/** Every line of the report with its actual numbers; nothing without a report. Online is both online channels, total all four. */
export function compareSubjects(facts: AuditFacts, settings: RuleSettings): ComparedSubject[] {
  const { report } = facts;
  if (!report || report.kind === "rates") return [];
  const subjects = report.kind === "services" ? compareServices(facts, report) : compareFields(facts, report);
  return subjects.map((subject) => ({
    ...subject,
    reportedOnline: sumGiven([subject.reportedOnline], settings.missing),
    reportedTotal: sumGiven([subject.reportedTotal], settings.missing),
    evidence: { ...subject.evidence, tolerance: settings.warnIf },
  }));
}

/** Why there is nothing to compare, or null when there is. */
export function cannotCompare({ formId, report }: AuditFacts): Unchecked | null {
  if (formId !== "ii06a" && formId !== "services-report") return { unchecked: "other-form" };
  return report ? null : { unchecked: "no-report" };
}

type Report = NonNullable<AuditFacts["report"]>;

function compareServices(facts: AuditFacts, report: Extract<Report, { kind: "services" }>): ComparedSubject[] {
  const offered = new Map(facts.services.map((service) => [service.code, service]));
  return report.rows.map((row) => {
    const service = offered.get(row.service);
    const names = { nameVi: service?.nameVi ?? row.name, nameEn: service?.nameEn ?? row.name };
    return compared(facts, row.service, names, row.online, row.total, facts.counts.get(row.service) ?? none, { services: [row.service] });
  });
}

function compareFields(facts: AuditFacts, report: Extract<Report, { kind: "fields" }>): ComparedSubject[] {
  const fields = Map.groupBy(facts.services, (service) => service.field.code);
  return report.rows.map((row) => {
    const services = fields.get(row.field) ?? [];
    const { nameVi, nameEn } = services[0]?.field ?? { nameVi: row.name, nameEn: row.name };
    const counts = services.map(({ code }) => facts.counts.get(code) ?? none).reduce(add, none);
    // Columns 4 and 5 are what came in the period; column 3 also carries over from the one before.
    return compared(facts, `field:${row.field}`, { nameVi, nameEn }, row.c4, row.c4 + row.c5, counts, { c4: row.c4, c5: row.c5, services: services.map(({ code }) => code).sort() });
  });
}

function compared(
  facts: AuditFacts,
  subject: string,
  names: { nameVi: string; nameEn: string },
  reportedOnline: number | null,
  reportedTotal: number | null,
  counts: ChannelCounts,
  details: Record<string, unknown>,
): ComparedSubject {
  const actualOnline = counts.onlineFull + counts.onlinePartial;
  const actualTotal = actualOnline + counts.inPerson + counts.post;
  const evidence = { ...reportEvidence(facts), reportedOnline, reportedTotal, counters: counts, filingsKnown: facts.counts.size > 0, ...details };
  return { subject, ...names, reportedOnline, reportedTotal, actualOnline, actualTotal, evidence };
}

export const none: ChannelCounts = { onlineFull: 0, onlinePartial: 0, inPerson: 0, post: 0 };

function add(a: ChannelCounts, b: ChannelCounts): ChannelCounts {
  return { onlineFull: a.onlineFull + b.onlineFull, onlinePartial: a.onlinePartial + b.onlinePartial, inPerson: a.inPerson + b.inPerson, post: a.post + b.post };
}
