import { forgetDirectory, type ReportSetting } from "./queries.ts";

type DecidedDay = { day: string; kind: "holiday" | "swap" | "working"; nameVi: string; nameEn: string };

/** Writes a report type's setting from a day on. `decision` is the log index of its approval: a later one is never overwritten by an earlier one. */
export async function decideSetting(central: D1Database, decision: number, { reportTypeId, validFrom, cutOffRule, deadlineWorkingDays, basis }: ReportSetting & { reportTypeId: string }): Promise<void> {
  await central
    .prepare(
      `INSERT INTO report_type_change (report_type_id, valid_from, cut_off_rule, deadline_working_days, basis, decision) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (report_type_id, valid_from) DO UPDATE SET cut_off_rule = excluded.cut_off_rule, deadline_working_days = excluded.deadline_working_days, basis = excluded.basis, decision = excluded.decision
       WHERE excluded.decision > COALESCE(report_type_change.decision, -1)`,
    )
    .bind(reportTypeId, validFrom, cutOffRule, deadlineWorkingDays, basis, decision)
    .run();
  forgetDirectory();
}

/** Writes what a decision says of some days, which it confirms. `decision` as above. */
export async function decideDays(central: D1Database, decision: number, days: readonly DecidedDay[]): Promise<void> {
  await central
    .prepare(
      `INSERT INTO holiday (day, kind, name_vi, name_en, confirmed, decision)
       SELECT d.value->>'day', d.value->>'kind', d.value->>'nameVi', d.value->>'nameEn', 1, ?1 FROM json_each(?2) AS d WHERE true
       ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, confirmed = 1, decision = excluded.decision
       WHERE excluded.decision > COALESCE(holiday.decision, -1)`,
    )
    .bind(decision, JSON.stringify(days))
    .run();
  forgetDirectory();
}
