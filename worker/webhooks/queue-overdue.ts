import type { Platform } from "../kernel/context.ts";
import { dayAt } from "../kernel/windows.ts";
import { getHolidays } from "../directory/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { toWhere, type Sql } from "../audit/discrepancy-conditions.ts";
import { dueStepsOn } from "../review/due-steps.ts";
import { narrowingOf } from "./narrowing.ts";
import { listWebhooks } from "./queries.ts";

/** On the working day after a due day has passed, webhooks are told of it: with the reminders of that morning, and twice on a day nothing more. */
export async function queueOverdue(central: D1Database, platform: Platform, now: number): Promise<void> {
  const ledgers = Object.values(platform.ledgers);
  const webhooks = (await Promise.all(ledgers.map((ledger) => listWebhooks(ledger, null)))).flat();
  const days = webhooks.length > 0 ? [...dueStepsOn(dayAt(now), await getHolidays(central))].flatMap(([day, step]) => (step === "overdue" ? [day] : [])) : [];
  if (days.length === 0) return;
  const asker = { actor: { kind: "system" }, central, platform, now } as const;
  const narrowed: { id: string; tenantId: string; where: Sql }[] = [];
  for (const webhook of webhooks) {
    const conditions = await narrowingOf(webhook, asker);
    if (conditions) narrowed.push({ ...webhook, where: toWhere(conditions) });
  }
  if (narrowed.length === 0) return;
  for (const ledger of ledgers) await ledger.batch(narrowed.map(({ id, tenantId, where }) => ledger.prepare(`${insertOverdue} AND ${where.sql}`).bind(id, JSON.stringify(days), now, tenantId === AUTHORITY ? null : tenantId, ...where.params)));
}

const insertOverdue = `
  INSERT OR IGNORE INTO webhook_delivery (tenant_id, webhook_id, discrepancy_id, version, due_on, event, at, log_idx, state, attempts, next_at)
  SELECT d.tenant_id, ?1, d.id, d.version, d.due_on, 'discrepancy.overdue', ?3, (SELECT MAX(idx) FROM log_entry l WHERE l.tenant_id = d.tenant_id), 'waiting', 0, ?3
  FROM discrepancy d INDEXED BY discrepancy_due WHERE d.due_on IN (SELECT value FROM json_each(?2)) AND d.due_on IS NOT NULL AND d.is_open = 1 AND (?4 IS NULL OR d.tenant_id = ?4)`;
