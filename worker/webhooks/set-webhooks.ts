import type * as z from "zod";
import { checkOutsideAddress } from "../kernel/check-outside-address.ts";
import type { Context } from "../kernel/context.ts";
import { newId } from "../kernel/ids.ts";
import { Problem } from "../kernel/problem.ts";
import { digestOf } from "../kernel/digest.ts";
import { GuardFailed, record, thisIndex } from "../log/record.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { MAX_WEBHOOKS, type newWebhook } from "./contract.ts";
import { readNarrowing } from "./narrowing.ts";

/** Enters an address that is told what happens from now on, of all or of what the query has. Returns its id. Refuses addresses that are not outside, one that is there already, a fourth, and a query that narrows nothing. */
export async function addWebhook(context: Context, { url, query }: z.infer<typeof newWebhook>, isDemo: boolean): Promise<string> {
  const { ledger, tenant, now } = context;
  const by = requireRole(context, ["administrator"]);
  requireStepUp(context);
  const wrong = checkOutsideAddress(url, isDemo);
  if (wrong) throw new Problem("body-invalid", "Webhooks are sent by https to public names on the usual port only, without a user in the address. Enter an address of your own server that is reached so.", [{ pointer: "/url", code: wrong }]);
  await readNarrowing(context, query);
  const id = newId("webhook", now);
  const room = { holds: `(SELECT COUNT(*) < ${MAX_WEBHOOKS} AND COALESCE(SUM(url = ?2), 0) = 0 FROM webhook WHERE tenant_id = ?1 AND removed_at IS NULL)`, params: [tenant.code, url] };
  await record(context, { kind: "webhook.added", at: now, webhook: id, address: await digestOf(url), ...(query !== "" && { query: await digestOf(query) }), by: by.id }, [
    ledger.prepare(`INSERT INTO webhook (tenant_id, id, url, created_by, created_at, query, log_idx) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ${thisIndex.replace("?", "?1")})`).bind(tenant.code, id, url, by.id, now, query),
  ], [room]).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("body-invalid", `A tenant has at most ${MAX_WEBHOOKS} webhooks, each with an address of its own. Remove one first.`, [{ pointer: "/url", code: "no-room" }]);
    throw error;
  });
  return id;
}

/** Nothing is sent there any more, nor what waits. */
export async function removeWebhook(context: Context, id: string): Promise<void> {
  const { ledger, tenant, now, platform } = context;
  const by = requireRole(context, ["administrator"]);
  requireStepUp(context);
  await record(context, { kind: "webhook.removed", at: now, webhook: id, by: by.id }, [ledger.prepare("UPDATE webhook SET removed_by = ?, removed_at = ? WHERE tenant_id = ? AND id = ?").bind(by.id, now, tenant.code, id)], [
    { holds: "EXISTS (SELECT 1 FROM webhook WHERE tenant_id = ? AND id = ? AND removed_at IS NULL)", params: [tenant.code, id] },
  ]).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("not-found", "There is no webhook with this id. GET …/webhooks lists them.");
    throw error;
  });
  await Promise.all(Object.values(platform.ledgers).map((one) => one.batch([one.prepare("DELETE FROM webhook_delivery WHERE webhook_id = ?").bind(id), one.prepare("DELETE FROM webhook_cursor WHERE webhook_id = ?").bind(id)])));
}
