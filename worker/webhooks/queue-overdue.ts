import type { Platform } from "../kernel/context.ts";
import { addDays, dayAt } from "../kernel/windows.ts";
import { isWorkingDay, type HolidayTable } from "../kernel/working-days.ts";
import { getHolidays } from "../directory/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { toWhere, type Sql } from "../audit/discrepancy-conditions.ts";
import { dueStepsOn } from "../review/due-steps.ts";
import { narrowingOf } from "./narrowing.ts";
import { listWebhooks } from "./queries.ts";

/** A morning that did not come is made up for within so many days: more than any holiday with its weekends, and less than deliveries are kept. */
const MADE_UP_WITHIN = 20;

/**
 * On the working day after a due day has passed, webhooks are told of it: with the reminders of that morning, or of the next one that comes. A due day of
 * a discrepancy is told once, and none from before the webhook was entered.
 */
export async function queueOverdue(central: D1Database, platform: Platform, now: number): Promise<void> {
  const ledgers = Object.values(platform.ledgers);
  const webhooks = (await Promise.all(ledgers.map((ledger) => listWebhooks(ledger, null)))).flat();
  const days = webhooks.length > 0 ? daysPassed(dayAt(now), await getHolidays(central)) : [];
  if (days.length === 0) return;
  const asker = { actor: { kind: "system" }, central, platform, now } as const;
  const narrowed: { id: string; tenantId: string; createdAt: number; where: Sql }[] = [];
  for (const webhook of webhooks) {
    const conditions = await narrowingOf(webhook, asker);
    if (conditions) narrowed.push({ ...webhook, where: toWhere(conditions) });
  }
  if (narrowed.length === 0) return;
  for (const ledger of ledgers) {
    await ledger.batch(narrowed.map(({ id, tenantId, createdAt, where }) => {
      const passed = JSON.stringify(days.filter((day) => day >= dayAt(createdAt)));
      return ledger.prepare(`${insertOverdue} AND ${where.sql}`).bind(id, passed, now, tenantId === AUTHORITY ? null : tenantId, ...where.params);
    }));
  }
}

/** The due days that had passed on a working morning lately, this one among them; none on a day off. */
function daysPassed(today: string, holidays: HolidayTable): string[] {
  if (!isWorkingDay(today, holidays)) return [];
  const mornings = Array.from({ length: MADE_UP_WITHIN }, (_, back) => addDays(today, -back));
  return [...new Set(mornings.flatMap((morning) => [...dueStepsOn(morning, holidays)].flatMap(([day, step]) => (step === "overdue" ? [day] : []))))];
}

const insertOverdue = `
  INSERT OR IGNORE INTO webhook_delivery (tenant_id, webhook_id, discrepancy_id, version, due_on, event, at, log_idx, state, attempts, next_at)
  SELECT d.tenant_id, ?1, d.id, d.version, d.due_on, 'discrepancy.overdue', ?3, (SELECT MAX(idx) FROM log_entry l WHERE l.tenant_id = d.tenant_id), 'waiting', 0, ?3
  FROM discrepancy d INDEXED BY discrepancy_due WHERE d.due_on IN (SELECT value FROM json_each(?2)) AND d.due_on IS NOT NULL AND d.is_open = 1 AND (?4 IS NULL OR d.tenant_id = ?4)
    AND NOT EXISTS (SELECT 1 FROM webhook_delivery told WHERE told.tenant_id = d.tenant_id AND told.webhook_id = ?1 AND told.discrepancy_id = d.id AND told.due_on = d.due_on)`;
