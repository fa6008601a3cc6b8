import type { Context, Platform } from "../kernel/context.ts";
import { addDays, dayAt, startOfDay } from "../kernel/windows.ts";
import { addWorkingDays, isWorkingDay, type HolidayTable } from "../kernel/working-days.ts";
import { getHolidays } from "../directory/queries.ts";
import { record } from "../log/record.ts";
import { systemContextOf } from "../tenancy/system-context.ts";
import { daysGiven } from "../audit/days-given.ts";
import type { Discrepancy } from "../audit/queries.ts";
import { severityAt } from "../audit/contract.ts";
import { listDueOn, listSilent, listToWake } from "./due-queries.ts";
import { dueStepsSince, type DueReminder, type DueStep } from "./due-steps.ts";
import { GRACE_DAYS } from "./limits.ts";
import { noticeStatement } from "./notice-statement.ts";
import { findLastMark, keepMark, routineContext } from "./routine-marks.ts";
import { moveBySystem } from "./system-move.ts";
import { judgesWith } from "./tell-of-move.ts";

export type Morning = { woken: number; silent: number; reminded: number };

/**
 * What the day itself brings, at `now` (milliseconds): who slept until today wakes, who did not answer is upheld after the grace, and
 * people are reminded of due days, also of those whose morning did not come. Run twice on a day, it does nothing more.
 */
export async function runMorning(central: D1Database, platform: Platform, now: number): Promise<Morning> {
  const holidays = await getHolidays(central);
  const today = dayAt(now);
  const contextOf = (tenantCode: string) => systemContextOf(tenantCode, { central, platform, now });
  const authority = await routineContext({ central, platform, now });
  const reminders = dueStepsSince((authority && (await findLastMark(authority, "morning", today))) ?? addDays(today, -1), today, holidays);
  const morning: Morning = { woken: 0, silent: 0, reminded: 0 };
  for (const ledger of Object.values(platform.ledgers)) {
    for (const asleep of await listToWake(ledger, today)) {
      if (await moveBySystem(await contextOf(asleep.tenantId), asleep, { transition: "wake", to: asleep.state, content: {} })) morning.woken++;
    }
    for (const silent of await listSilent(ledger, addDays(today, -1))) {
      if (addWorkingDays(silent.dueOn!, GRACE_DAYS, holidays) >= today) continue;
      if (await moveBySystem(await contextOf(silent.tenantId), silent, noAnswer(silent, today, holidays))) morning.silent++;
    }
    const due = reminders.size > 0 ? await listDueOn(ledger, [...reminders].map(([due, { day }]) => ({ due, before: startOfDay(addDays(day, 1)) }))) : [];
    for (const [tenantCode, theirs] of Map.groupBy(due, ({ tenantId }) => tenantId)) {
      morning.reminded += await remind(await contextOf(tenantCode), theirs, reminders);
    }
  }
  // A day off reminds nobody, so it leaves what was missed to the next working day.
  if (authority && isWorkingDay(today, holidays)) await keepMark(authority, "morning", today);
  return morning;
}

function noAnswer({ severity }: Discrepancy, today: string, holidays: HolidayTable): Parameters<typeof moveBySystem>[2] {
  return { transition: "no-answer", to: "UPHELD", content: { reason: "no-answer", dueOn: addWorkingDays(today, daysGiven[severityAt(severity)].correct, holidays) } };
}

/** Reminders of one tenant, all in one batch; those that went out today already are passed over, and nothing is logged when none is left. */
async function remind(context: Context, due: readonly Discrepancy[], reminders: ReadonlyMap<string, DueReminder>): Promise<number> {
  const { ledger, tenant, now } = context;
  const fresh = await notYetReminded(ledger, tenant.code, due, reminders);
  if (fresh.length === 0) return 0;
  const supervisors = await judgesWith(context, ["supervisor"]);
  const statements = fresh.map(({ discrepancy, step }) =>
    noticeStatement(ledger, {
      tenantId: tenant.code, discrepancyId: discrepancy.id, kind: step, mark: discrepancy.dueOn!, version: null, at: now, visibleAt: now, except: "system",
      unit: step === "due-in-3" || step === "due-in-1" ? ["officer"] : ["officer", "head"],
      authority: step === "overdue-escalated" ? [...supervisors, ...listOf(discrepancy.assignee)] : step === "overdue" ? listOf(discrepancy.assignee) : [],
    }),
  );
  await record(context, { kind: "discrepancy.reminded", at: now, count: fresh.length }, statements);
  return fresh.length;
}

function listOf(assignee: string | null): string[] {
  return assignee === null ? [] : [assignee];
}

type Reminder = { discrepancy: Discrepancy; step: DueStep };

async function notYetReminded(ledger: D1Database, tenantCode: string, due: readonly Discrepancy[], reminders: ReadonlyMap<string, DueReminder>): Promise<Reminder[]> {
  const wanted = due.map((discrepancy) => ({ discrepancy, step: reminders.get(discrepancy.dueOn!)!.step }));
  const { results } = await ledger
    .prepare("SELECT DISTINCT n.id FROM json_each(?1) AS w JOIN notification n INDEXED BY notification_of_discrepancy ON n.tenant_id = ?2 AND n.discrepancy_id = w.value ->> 'discrepancy' AND n.id = w.value ->> 'id'")
    .bind(JSON.stringify(wanted.map((one) => ({ discrepancy: one.discrepancy.id, id: idOf(one) }))), tenantCode)
    .all<{ id: string }>();
  const done = new Set(results.map(({ id }) => id));
  return wanted.filter((one) => !done.has(idOf(one)));
}

function idOf({ discrepancy, step }: Reminder): string {
  return `${step}/${discrepancy.id}/${discrepancy.dueOn}`;
}
