import type { webhook, webhookDelivery } from "./schema.ts";

export type Webhook = typeof webhook.$inferSelect;
export type Delivery = typeof webhookDelivery.$inferSelect;

const webhookColumns = "tenant_id AS tenantId, id, url, query, created_by AS createdBy, created_at AS createdAt, removed_by AS removedBy, removed_at AS removedAt, log_idx AS logIndex";
export const deliveryColumns =
  "tenant_id AS tenantId, webhook_id AS webhookId, discrepancy_id AS discrepancyId, version, due_on AS dueOn, event, at, log_idx AS logIndex, state, attempts, next_at AS nextAt, tried_at AS triedAt, failure";

/** The webhooks in force of one tenant, or of all that live in the ledger. */
export async function listWebhooks(ledger: D1Database, tenantCode: string | null): Promise<Webhook[]> {
  const { results } = await ledger.prepare(`SELECT ${webhookColumns} FROM webhook WHERE (?1 IS NULL OR tenant_id = ?1) AND removed_at IS NULL ORDER BY tenant_id, id`).bind(tenantCode).all<Webhook>();
  return results;
}

/** What waits and what was given up in the ledger, by webhook. */
export async function countDeliveries(ledger: D1Database, webhookId: string): Promise<{ waiting: number; givenUp: number }> {
  const row = await ledger
    .prepare("SELECT COALESCE(SUM(state = 'waiting'), 0) AS waiting, COALESCE(SUM(state = 'given-up'), 0) AS givenUp FROM webhook_delivery INDEXED BY webhook_delivery_log WHERE webhook_id = ?")
    .bind(webhookId)
    .first<{ waiting: number; givenUp: number }>();
  return row!;
}

/** Of a delivery: when, of which tenant and discrepancy, its version and the day that has passed. */
export type DeliveryPlace = readonly [at: number, tenantId: string, discrepancyId: string, version: number, dueOn: string];

/** The newest deliveries of a webhook in the ledger after the place, without those about a discrepancy that is withheld from the reader. */
export async function listDeliveries(ledger: D1Database, webhookId: string, readerId: string, after: DeliveryPlace | null, limit: number): Promise<Delivery[]> {
  const { results } = await ledger
    .prepare(
      `SELECT ${deliveryColumns} FROM webhook_delivery v INDEXED BY webhook_delivery_log WHERE webhook_id = ?1
         AND (at, tenant_id, discrepancy_id, version, due_on) < (?4, ?5, ?6, ?7, ?8)
         AND NOT EXISTS (SELECT 1 FROM withheld_discrepancy w WHERE w.tenant_id = v.tenant_id AND w.discrepancy_id = v.discrepancy_id AND w.officer_id = ?2)
       ORDER BY at DESC, tenant_id DESC, discrepancy_id DESC, version DESC, due_on DESC LIMIT ?3`,
    )
    .bind(webhookId, readerId, limit, ...(after ?? [Number.MAX_SAFE_INTEGER, "", "", 0, ""]))
    .all<Delivery>();
  return results;
}

/** What is told, as it was at the event: all of it from rows that never change. */
export type Told = {
  rule: string; measure: string; reportType: string; period: string; subject: string;
  transition: string; fromState: string | null; toState: string; actorId: string; actorTenantId: string; dueOn: string | null; submission: string | null;
  severity: number | null; reported: number | null; actual: number | null;
};

/** The event of a delivery with the newest observation that was in the log by then. */
export async function findTold(ledger: D1Database, { tenantId, discrepancyId, version, logIndex }: Delivery): Promise<Told> {
  const row = await ledger
    .prepare(
      `SELECT d.rule, d.measure, d.report_type_id AS reportType, d.period_id AS period, d.subject, e.transition, e.from_state AS fromState, e.to_state AS toState,
         e.actor_id AS actorId, e.actor_tenant_id AS actorTenantId, e.due_on AS dueOn, e.submission_jti AS submission, o.severity, o.reported, o.actual
       FROM discrepancy_event e JOIN discrepancy d ON d.tenant_id = e.tenant_id AND d.id = e.discrepancy_id
       LEFT JOIN (SELECT o.severity, o.reported, o.actual FROM discrepancy_occurrence o JOIN audit_run r ON r.tenant_id = o.tenant_id AND r.id = o.run_id
         WHERE o.tenant_id = ?1 AND o.discrepancy_id = ?2 AND r.log_idx <= ?4 ORDER BY r.log_idx DESC LIMIT 1) AS o
       WHERE e.tenant_id = ?1 AND e.discrepancy_id = ?2 AND e.version = ?3`,
    )
    .bind(tenantId, discrepancyId, version, logIndex)
    .first<Told>();
  return row!;
}
