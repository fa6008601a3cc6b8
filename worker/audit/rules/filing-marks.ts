import type { FilingMark } from "../../filings/contract.ts";
import type { AuditFacts } from "../facts.ts";

type Marks = Partial<Record<FilingMark, number>>;

/** How many filings of the service bear each mark; a mark that is not there none. */
export function marksOf(facts: AuditFacts, service: string): Marks {
  return facts.marks.get(service) ?? {};
}

/** The marks of all services together. */
export function unitMarks(facts: AuditFacts): Marks {
  const sum: Marks = {};
  for (const marks of facts.marks.values()) for (const [mark, count] of Object.entries(marks) as [FilingMark, number][]) sum[mark] = (sum[mark] ?? 0) + count;
  return sum;
}

/** How many times the unit's filings bear these marks. */
export function sumOfMarks(facts: AuditFacts, marks: readonly FilingMark[]): number {
  const all = unitMarks(facts);
  return marks.reduce((sum, mark) => sum + (all[mark] ?? 0), 0);
}

/** Filings received of the service, by all four channels. */
export function receivedOf(facts: AuditFacts, service: string): number {
  const counts = facts.counts.get(service);
  return counts ? counts.onlineFull + counts.onlinePartial + counts.inPerson + counts.post : 0;
}

/** Of a field of work the services that belong to it. */
export function servicesOfField(facts: AuditFacts, field: string): string[] {
  return facts.services.filter((service) => service.field.code === field).map(({ code }) => code);
}
