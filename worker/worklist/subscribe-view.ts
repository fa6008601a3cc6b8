import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import type { SignedInOfficer } from "../tenancy/require-role.ts";
import { MOST_SUBSCRIPTIONS, type SubscriptionList } from "./contract.ts";
import { findSavedView } from "./queries.ts";
import { shippedViews } from "./shipped-views.ts";

/** From now on the officer is told on working days what is new in the view. Doing it again changes nothing. */
export async function subscribeView(context: Context, officer: SignedInOfficer, viewId: string): Promise<void> {
  const { ledger, tenant, now } = context;
  await requireView(context, officer, viewId);
  const { meta } = await ledger
    .prepare(
      `INSERT INTO view_subscription (tenant_id, officer_id, view_id, since)
       SELECT ?1, ?2, ?3, ?4 WHERE (SELECT COUNT(*) FROM view_subscription WHERE tenant_id = ?1 AND officer_id = ?2 AND view_id <> ?3) < ${MOST_SUBSCRIPTIONS}
       ON CONFLICT DO UPDATE SET since = since`,
    )
    .bind(tenant.code, officer.id, viewId, now)
    .run();
  if (meta.changes === 0) throw new Problem("transition-refused", `You are told about ${MOST_SUBSCRIPTIONS} views already. Give one up, then take this one.`);
}

/** The officer is told no more. Giving up what one never had is no error. */
export async function unsubscribeView({ ledger, tenant }: Context, officer: SignedInOfficer, viewId: string): Promise<void> {
  await ledger.prepare("DELETE FROM view_subscription WHERE tenant_id = ? AND officer_id = ? AND view_id = ?").bind(tenant.code, officer.id, viewId).run();
}

export async function listSubscriptions({ ledger, tenant }: Context, officer: SignedInOfficer): Promise<SubscriptionList> {
  const { results } = await ledger
    .prepare("SELECT view_id AS view, since FROM view_subscription WHERE tenant_id = ? AND officer_id = ? ORDER BY view_id")
    .bind(tenant.code, officer.id)
    .all<{ view: string; since: number }>();
  return { subscriptions: results.map(({ view, since }) => ({ view, since: new Date(since).toISOString() })) };
}

/** One's own, one that a colleague shares, or one that every list comes with. */
async function requireView({ ledger, tenant }: Context, officer: SignedInOfficer, viewId: string): Promise<void> {
  if (shippedViews.some(({ id }) => id === viewId)) return;
  const view = await findSavedView(ledger, tenant.code, viewId);
  if (!view || (view.ownerId !== officer.id && !view.isShared)) throw new Problem("not-found", "There is no view with this id for you. GET /v1/t/{tenant}/views lists them.");
}
