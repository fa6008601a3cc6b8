import { m } from "../../words/m.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatDay, formatMoment, formatPeriod } from "../../shared/locale/format-moment.ts";

const names: Record<string, () => string> = {
  reported: m.column_reported,
  actual: m.column_actual,
  counters: m.evidence_counters,
  onlineFull: m.channel_online_full,
  onlinePartial: m.channel_online_partial,
  inPerson: m.channel_in_person,
  post: m.channel_post,
  online: m.measure_filings_online,
  total: m.measure_filings_total,
  tolerance: m.evidence_tolerance,
  submission: m.evidence_submission,
  jti: m.evidence_jti,
  digest: m.evidence_digest,
  receivedAt: m.evidence_received_at,
  dueOn: m.column_due,
  onlineSince: m.evidence_online_since,
  services: m.evidence_services,
  window: m.evidence_window,
  from: m.evidence_from,
  to: m.evidence_to,
  level: m.evidence_level,
  id: m.evidence_id,
  reportedOnline: m.evidence_reported_online,
  reportedTotal: m.evidence_reported_total,
  filingsKnown: m.evidence_filings_known,
  absolute: m.evidence_absolute,
  perThousand: m.evidence_per_thousand,
  firstReceivedAt: m.evidence_first_received_at,
  missing: m.evidence_missing,
  inPersonOrPost: m.evidence_in_person_or_post,
  servicesWithoutCounts: m.evidence_services_without_counts,
};

/** What the evidence is called on screen; a name the screen does not know is shown as it is stored. */
export function evidenceName(name: string): string {
  return names[name]?.() ?? name;
}

/** A value of the evidence: counts grouped, days and moments as people write them, null as "no number given". */
export function evidenceText(name: string, value: unknown): string {
  if (value === null) return name === "submission" || name.endsWith("At") ? m.evidence_missing() : m.no_number_given();
  if (typeof value === "boolean") return value ? m.yes() : m.no();
  if (name === "id" && typeof value === "string") return formatPeriod(value);
  if (typeof value === "number") return name.endsWith("At") ? formatMoment(value) : formatCount(value);
  if (Array.isArray(value)) return value.map((one) => evidenceText(name, one)).join(", ");
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value);
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}T/.test(value)) return formatMoment(value);
  return String(value);
}
