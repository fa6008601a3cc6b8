import { askOutside, NotAnswered, type Fetcher } from "../kernel/ask-outside.ts";
import type { Platform } from "../kernel/context.ts";
import { messageOf } from "../kernel/database-error.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import type { Surroundings } from "../tenancy/system-context.ts";
import type { WebhooksDrained } from "./contract.ts";
import { narrowingOf } from "./narrowing.ts";
import { planDeliveries } from "./plan-deliveries.ts";
import { deliveryColumns, findTold, listWebhooks, type Delivery, type Webhook } from "./queries.ts";
import { retryAfter } from "./retry-after.ts";
import { deliveryId, signDelivery } from "./sign-delivery.ts";

/** Side by side, and in all at once for one webhook in one ledger. */
const WIDTH = 6;
const GOES = 40;
/** Whoever takes a delivery has it for so long from the beginning of the drain, in milliseconds. */
const LEASE = 120_000;
/** Nothing is taken later than this after the beginning, so that a lease outlives the slowest attempt: else another sender would take what is under way, and overtake it. */
const TAKEN_WITHIN = 60_000;
/** What is done stays in the log for so long, in milliseconds. */
const KEPT = 30 * 24 * 3_600_000;
/** What a receiver answers is not read, but has an end. */
const MAX_ANSWER = 65_536;

/**
 * Tells every webhook, or those of one tenant, what is new: per discrepancy in the order it happened, the next only when the one before was accepted or
 * given up. One that fails stops no other. Returns how many attempts were accepted and how many were not.
 */
export async function drainWebhooks({ central, platform, now }: Surroundings, fetcher: Fetcher, of: string | null = null, takenWithin = TAKEN_WITHIN): Promise<WebhooksDrained> {
  const ledgers = Object.values(platform.ledgers);
  const webhooks = (await Promise.all(ledgers.map(async (home) => (await listWebhooks(home, of)).map((webhook) => ({ webhook, home }))))).flat();
  const total: WebhooksDrained = { accepted: 0, failed: 0 };
  const takesUntil = Date.now() + takenWithin;
  await Promise.all(webhooks.map(async ({ webhook, home }) => {
    const conditions = await narrowingOf(webhook, { actor: { kind: "system" }, central, platform, now });
    // A unit's discrepancies lie with it; the authority wants everybody's.
    for (const ledger of webhook.tenantId === AUTHORITY ? ledgers : [home]) {
      try {
        if (conditions) await planDeliveries(ledger, webhook, conditions, now);
        await drain(ledger, { platform, webhook, fetcher, now, takesUntil, total });
        await ledger.batch([forgetOld(ledger, webhook.id, now)]);
      } catch (error) {
        console.error(JSON.stringify({ job: "webhook", webhook: webhook.id, error: messageOf(error) }));
      }
    }
  }));
  return total;
}

function forgetOld(ledger: D1Database, webhookId: string, now: number): D1PreparedStatement {
  return ledger.prepare("DELETE FROM webhook_delivery WHERE webhook_id = ? AND at < ? AND state <> 'waiting'").bind(webhookId, now - KEPT);
}

type Work = { platform: Platform; webhook: Webhook; fetcher: Fetcher; now: number; /** On the clock of the machine. */ takesUntil: number; total: WebhooksDrained };

async function drain(ledger: D1Database, work: Work): Promise<void> {
  for (let go = 0; go < GOES && Date.now() < work.takesUntil; go++) {
    const taken = await take(ledger, work.webhook.id, work.now);
    if (taken.length === 0) return;
    const results = await Promise.all(taken.map((delivery) => attempt(ledger, delivery, work)));
    await ledger.batch(taken.map((delivery, index) => settle(ledger, delivery, results[index]!, work.now)));
    for (const failure of results) work.total[failure === null ? "accepted" : "failed"]++;
  }
}

/** Takes what is due and first of its discrepancy, for nobody else meanwhile. */
async function take(ledger: D1Database, webhookId: string, now: number): Promise<Delivery[]> {
  const { results } = await ledger
    .prepare(
      `UPDATE webhook_delivery SET next_at = ?2 + ${LEASE} WHERE (tenant_id, webhook_id, discrepancy_id, version, due_on) IN (
         SELECT tenant_id, webhook_id, discrepancy_id, version, due_on FROM webhook_delivery v INDEXED BY webhook_delivery_waiting WHERE webhook_id = ?1 AND state = 'waiting' AND next_at <= ?2
           AND NOT EXISTS (SELECT 1 FROM webhook_delivery b WHERE b.tenant_id = v.tenant_id AND b.webhook_id = ?1 AND b.discrepancy_id = v.discrepancy_id AND b.state = 'waiting' AND (b.version, b.due_on) < (v.version, v.due_on))
         ORDER BY next_at LIMIT ${WIDTH}) RETURNING ${deliveryColumns}`,
    )
    .bind(webhookId, now)
    .all<Delivery>();
  return results;
}

/** Null when it was accepted, else why not. */
async function attempt(ledger: D1Database, delivery: Delivery, { platform, webhook, fetcher }: Work): Promise<string | null> {
  try {
    const body = await signDelivery(platform, delivery, await findTold(ledger, delivery));
    await askOutside(webhook.url, { method: "POST", headers: { "Content-Type": "application/jose", "Webhook-Id": deliveryId(delivery), "Webhook-Event": delivery.event }, body }, fetcher, MAX_ANSWER);
    return null;
  } catch (error) {
    if (error instanceof NotAnswered) return error.reason;
    console.error(JSON.stringify({ job: "webhook", webhook: webhook.id, error: messageOf(error) }));
    return "internal";
  }
}

/** Only by whoever holds the lease: somebody slower than it changes nothing. */
function settle(ledger: D1Database, { tenantId, webhookId, discrepancyId, version, dueOn, attempts, nextAt }: Delivery, failure: string | null, now: number): D1PreparedStatement {
  const pause = failure === null ? null : retryAfter(attempts + 1);
  const state = failure === null ? "accepted" : pause === null ? "given-up" : "waiting";
  return ledger
    .prepare("UPDATE webhook_delivery SET state = ?, attempts = attempts + 1, next_at = ?, tried_at = ?, failure = ? WHERE tenant_id = ? AND webhook_id = ? AND discrepancy_id = ? AND version = ? AND due_on = ? AND state = 'waiting' AND next_at = ?")
    .bind(state, now + (pause ?? 0), now, failure, tenantId, webhookId, discrepancyId, version, dueOn, nextAt);
}
