import type { Context, Platform, Tenant } from "../kernel/context.ts";
import { messageOf } from "../kernel/database-error.ts";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { isWorkingDay } from "../kernel/working-days.ts";
import { findTenant, getHolidays } from "../directory/queries.ts";
import { findOfficer } from "../tenancy/queries.ts";
import { AUTHORITY, isReaderOfAll, type SignedInOfficer } from "../tenancy/require-role.ts";
import { countFresh } from "../audit/tally-queries.ts";
import { countList, MOST_COUNTED } from "./count-list.ts";
import type { ListSort } from "./contract.ts";
import { listDueSubscriptions, type Subscription } from "./digest-queries.ts";
import { scopeOfAll, scopeOfTenant, type ListScope } from "./list-discrepancies.ts";
import { findSavedView } from "./queries.ts";
import { shippedViews } from "./shipped-views.ts";

/**
 * Writes the day's digests, on working days: for every subscription whose view has something that came or moved since the last one, how
 * many it has and how many are new. Nothing is written where nothing is new; run twice on a day, nothing is written twice. Returns how many.
 */
export async function runDigests(central: D1Database, platform: Platform, now: number): Promise<number> {
  const day = dayAt(now);
  if (!isWorkingDay(day, await getHolidays(central))) return 0;
  let written = 0;
  for (const ledger of Object.values(platform.ledgers)) {
    for (const subscription of await listDueSubscriptions(ledger, day)) {
      const tenant = (await findTenant(central, subscription.tenantId))!;
      try {
        if (await digest({ tenant, ledger, central, now, platform, actor: { kind: "system" } }, subscription, day)) written++;
      } catch (error) {
        // One view that cannot be read keeps nobody else from theirs.
        console.error(JSON.stringify({ job: "digest", tenant: subscription.tenantId, error: messageOf(error) }));
      }
    }
  }
  return written;
}

async function digest(context: Context, subscription: Subscription, day: string): Promise<boolean> {
  const { ledger, tenant, now } = context;
  const { officerId, viewId, since } = subscription;
  const officer = await findOfficer(ledger, tenant.code, officerId);
  const view = await viewOf(ledger, tenant, officerId, viewId);
  if (!officer || officer.ended || !view) {
    await ledger.prepare("DELETE FROM view_subscription WHERE tenant_id = ? AND officer_id = ? AND view_id = ?").bind(tenant.code, officerId, viewId).run();
    return false;
  }
  const actor: SignedInOfficer = { kind: "officer", id: officerId, accounts: officer.accounts, tenantCode: tenant.code, roles: officer.roles };
  const scope = await scopeFor({ ...context, actor }, actor, view.query);
  const counted = scope && (await Promise.all(scope.ledgers.map((one) => countFresh(one, scope.conditions, since, MOST_COUNTED))));
  const fresh = counted?.reduce((sum, count) => sum + count, 0) ?? 0;
  if (!scope || fresh === 0) return false;
  const { total, isCapped } = await countList(scope);
  const [{ meta }] = (await ledger.batch([
    ledger
      .prepare("INSERT OR IGNORE INTO view_digest (tenant_id, officer_id, view_id, day, name, query, sort, matching, fresh, is_capped, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(tenant.code, officerId, viewId, day, view.name, view.query, view.sort, total, fresh, Number(isCapped || fresh > MOST_COUNTED), now),
    ledger.prepare("UPDATE view_subscription SET since = ? WHERE tenant_id = ? AND officer_id = ? AND view_id = ? AND since = ?").bind(now, tenant.code, officerId, viewId, since),
  ])) as [D1Result, D1Result];
  return meta.changes > 0;
}

async function viewOf(ledger: D1Database, tenant: Tenant, officerId: string, viewId: string): Promise<{ name: string; query: string; sort: ListSort } | null> {
  const shipped = shippedViews.find(({ id }) => id === viewId);
  if (shipped) return { name: "", query: shipped.query, sort: shipped.sort };
  const saved = await findSavedView(ledger, tenant.code, viewId);
  return saved && (saved.isShared || saved.ownerId === officerId) ? saved : null;
}

/** What the officer themselves would see; null for a query that is not understood any more, or a role that reads it no more. */
async function scopeFor(context: Context, officer: SignedInOfficer, query: string): Promise<ListScope | null> {
  try {
    return officer.tenantCode === AUTHORITY && isReaderOfAll(officer) ? await scopeOfAll(context, query) : await scopeOfTenant(context, query);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
