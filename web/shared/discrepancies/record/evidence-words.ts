import { m } from "../../../words/m.ts";
import { formatCount, formatPercent } from "../../locale/format-count.ts";
import { formatDay, formatMoment, formatPeriod } from "../../locale/format-moment.ts";

const names: Record<string, () => string> = {
  reported: m.column_reported,
  actual: m.column_actual,
  c3: m.evidence_c3,
  c4: m.evidence_c4,
  c5: m.evidence_c5,
  c6: m.evidence_c6,
  c7: m.evidence_c7,
  c8: m.evidence_c8,
  c9: m.evidence_c9,
  c10: m.evidence_c10,
  c11: m.evidence_c11,
  c12: m.evidence_c12,
  c13: m.evidence_c13,
  receivedOn: m.evidence_received_on,
  previous: m.evidence_before,
  daysOverlapped: m.evidence_days_overlapped,
  daysLeftOut: m.evidence_days_left_out,
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
  signals: m.evidence_signals,
  filingsLookedAt: m.evidence_filings_looked_at,
  filingsReceived: m.evidence_filings_received,
  filingsSynced: m.evidence_filings_synced,
  filingsListed: m.evidence_filings_listed,
  filingsOnlyListed: m.evidence_filings_only_listed,
  threshold: m.evidence_threshold,
  sampleFilings: m.evidence_sample_filings,
  columns: m.evidence_columns,
  formula: m.evidence_formula,
  before: m.evidence_before,
  period: m.evidence_period,
  differences: m.evidence_differences,
  childUnits: m.evidence_child_units,
  missingUnits: m.evidence_missing_units,
  linesWithZero: m.evidence_lines_with_zero,
  halfUp: m.evidence_half_up,
  halfEven: m.evidence_half_even,
  approximate: m.evidence_approximate,
  definition: m.evidence_definition,
  definitions: m.evidence_definitions,
  definitionIsKnown: m.evidence_definition_is_known,
  numerator: m.evidence_numerator,
  denominator: m.evidence_denominator,
  printed: m.evidence_printed,
  source: m.evidence_source,
  printedBySource: m.evidence_printed_by_source,
  carriedOver: m.evidence_carried_over,
  waiting: m.evidence_waiting,
  withdrawn: m.evidence_withdrawn,
  stopped: m.evidence_stopped,
  overdue: m.evidence_overdue,
  daysWithGaps: m.evidence_days_with_gaps,
  gaps: m.evidence_gaps,
  daysFiledTwice: m.evidence_days_filed_twice,
  sharedBy: m.evidence_shared_by,
  filingsOfYearBefore: m.evidence_filings_of_year_before,
  filingsOfMissingUnits: m.evidence_filings_of_missing_units,
  namesOther: m.evidence_names_other,
  ratings: m.evidence_ratings,
  ratingsSatisfied: m.evidence_ratings_satisfied,
  ratingsOfUnknownFilings: m.evidence_ratings_of_unknown_filings,
  medianOfDays: m.evidence_median_of_days,
  daysLookedAt: m.evidence_days_looked_at,
  method: m.evidence_method,
  score: m.evidence_score,
  series: m.evidence_series,
  targetPerThousand: m.evidence_target_per_thousand,
  submittersForMany: m.evidence_submitters_for_many,
  submitters: m.evidence_submitters,
  filedByOfficers: m.evidence_filed_by_officers,
  feesDue: m.evidence_fees_due,
  feesPaidOnline: m.evidence_fees_paid_online,
  resultsKnown: m.evidence_results_known,
  resultsRemote: m.evidence_results_remote,
  kid: m.evidence_kid,
  keyIsKnown: m.evidence_key_is_known,
  verifies: m.evidence_verifies,
  keyIsSigners: m.evidence_key_is_signers,
  keyWasActive: m.evidence_key_was_active,
  isContested: m.evidence_is_contested,
  contestedEvents: m.evidence_contested_events,
  contestedBatches: m.evidence_contested_batches,
  contestedKeys: m.evidence_contested_keys,
  digestMatches: m.evidence_digest_matches,
  logMatches: m.evidence_log_matches,
  amended: m.evidence_amended,
  onlineBefore: m.evidence_online_before,
  onlineNow: m.evidence_online_now,
  rowsRepeated: m.evidence_rows_repeated,
  cellsLookedAt: m.evidence_cells_looked_at,
  cellsEndingInZero: m.evidence_cells_ending_in_zero,
  periods: m.evidence_periods,
  nameReported: m.evidence_name_reported,
  nameKnown: m.evidence_name_known,
  codeKnown: m.evidence_code_known,
  distance: m.evidence_distance,
  "date-order": m.evidence_date_order,
  "bad-transition": m.evidence_bad_transition,
  "clock-restart": m.evidence_clock_restart,
  "extension-abuse": m.evidence_extension_abuse,
  "due-rewritten": m.evidence_due_rewritten,
  "instant-complete": m.evidence_instant_complete,
  "code-date": m.evidence_code_date,
  "closed-code": m.evidence_closed_code,
  "foreign-code": m.evidence_foreign_code,
  "not-offered": m.evidence_not_offered,
  "office-net": m.evidence_office_net,
  "paper-online": m.evidence_paper_online,
  "paper-result": m.evidence_paper_result,
  "late-sync": m.evidence_late_sync,
  backdated: m.evidence_backdated,
  conflict: m.evidence_conflict,
  "unknown-procedure": m.evidence_unknown_procedure,
};

/** What the evidence is called on screen; a name the screen does not know is shown as it is stored. */
export function evidenceName(name: string): string {
  return names[name]?.() ?? name;
}

const words: Record<string, () => string> = {
  "times-median": m.outlier_times_median,
  "z-score": m.outlier_z_score,
  "modified-z-score": m.outlier_modified_z_score,
  "min-max": m.outlier_min_max,
  "all-alike": m.evidence_all_alike,
};

/** Percentages as texts print them, with a point: shown with the mark of the language and every digit that was printed. */
const percentages: ReadonlySet<string> = new Set(["printed", "halfUp", "halfEven"]);

function percentText(printed: string): string {
  return formatPercent(Number(printed), printed.split(".")[1]?.length ?? 0);
}

/** A value of the evidence: counts grouped, days and moments as people write them, null as "no number given". */
export function evidenceText(name: string, value: unknown): string {
  if (value === null) return name === "submission" || name.endsWith("At") ? m.evidence_missing() : m.no_number_given();
  if (typeof value === "boolean") return value ? m.yes() : m.no();
  if ((name === "method" || name === "score") && typeof value === "string") return words[value]?.() ?? value;
  if (name === "id" && typeof value === "string") return formatPeriod(value);
  if (typeof value === "number") return name.endsWith("At") ? formatMoment(value) : formatCount(value);
  if (name === "printedBySource" && typeof value === "string") return value.replace(/^[\d.]+/, percentText);
  // Columns of II.06a by their numbers, as the form prints them.
  if (name === "formula" && typeof value === "string") return value.replace(/\bc(\d+)\b/g, "($1)");
  if (percentages.has(name) && typeof value === "string") return percentText(value);
  if (Array.isArray(value)) return value.map((one) => evidenceText(name, one)).join(", ");
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value);
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}T/.test(value)) return formatMoment(value);
  return String(value);
}
