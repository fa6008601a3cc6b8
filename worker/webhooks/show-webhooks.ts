import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { areUnderstood } from "../worklist/read-query.ts";
import type { DeliveryList, DeliveryView, WebhookView } from "./contract.ts";
import { countDeliveries, listDeliveries, listWebhooks, type Delivery } from "./queries.ts";
import { newestFirst, readPlace, toCursor } from "./delivery-cursor.ts";
import { deliveryId } from "./sign-delivery.ts";

/** The tenant's webhooks and how far telling them has come. */
export async function showWebhooks(context: Context): Promise<WebhookView[]> {
  requireRole(context, ["administrator"]);
  const { ledger, tenant, platform } = context;
  const webhooks = await listWebhooks(ledger, tenant.code);
  const understood = await areUnderstood(context, webhooks.map(({ query }) => query));
  return Promise.all(webhooks.map(async ({ id, url, query, createdAt }, place) => {
    const counts = await Promise.all(Object.values(platform.ledgers).map((one) => countDeliveries(one, id)));
    const sum = (name: "waiting" | "givenUp") => counts.reduce((total, count) => total + count[name], 0);
    return { id, url, query, isUnderstood: understood[place]!, createdAt: new Date(createdAt).toISOString(), waiting: sum("waiting"), givenUp: sum("givenUp") };
  }));
}

/** A page of what one webhook was told, the newest first. */
export async function showDeliveries(context: Context, id: string, { before, limit }: { before?: string | undefined; limit: number }): Promise<DeliveryList> {
  const reader = requireRole(context, ["administrator"]);
  const { ledger, tenant, platform } = context;
  if (!(await listWebhooks(ledger, tenant.code)).some((webhook) => webhook.id === id)) throw new Problem("not-found", "There is no webhook with this id. GET …/webhooks lists them.");
  const place = before === undefined ? null : readPlace(before);
  const found = (await Promise.all(Object.values(platform.ledgers).map((one) => listDeliveries(one, id, reader.id, place, limit + 1)))).flat().toSorted(newestFirst);
  const page = found.slice(0, limit);
  return { deliveries: page.map(toView), next: found.length > limit ? toCursor(page.at(-1)!) : null };
}

function toView(delivery: Delivery): DeliveryView {
  const { event, tenantId: tenant, discrepancyId: discrepancy, version, at, state, attempts, nextAt, triedAt, failure } = delivery;
  const moment = (instant: number) => new Date(instant).toISOString();
  return { id: deliveryId(delivery), event, tenant, discrepancy, version, at: moment(at), state, attempts, nextAt: state === "waiting" ? moment(nextAt) : null, triedAt: triedAt === null ? null : moment(triedAt), failure };
}
