import { env } from "cloudflare:workers";
import { expect, inject } from "vitest";
import type { Fetcher } from "../../../worker/kernel/ask-outside.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import type { DeliveryList, WebhookView } from "../../../worker/webhooks/contract.ts";
import { drainWebhooks } from "../../../worker/webhooks/drain-webhooks.ts";
import { ask } from "../ask.ts";
import { asPerson, makeOfficer, makeTenant } from "../make-tenant.ts";
import type { Received } from "./serve-receiver.ts";

export type Person = Awaited<ReturnType<typeof makeOfficer>>;
export type Receiving = { tenant: Tenant; administrator: Person; place: string; webhook: WebhookView };

export const newPlace = () => `${inject("receiver")}/${crypto.randomUUID()}`;
export const behave = async (place: string, behaviour: string) => void (await fetch(place, { method: "PUT", body: behaviour }));
export const received = async (place: string): Promise<Received[]> => (await fetch(place)).json();
export const claimsOf = ({ body }: Received) => JSON.parse(atob(body.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/"))) as { jti: string; discrepancy: Record<string, unknown>; move: Record<string, unknown> | null } & Record<string, unknown>;
export const send = (person: Person, tenant: Tenant, method: string, path: string, body?: object) =>
  ask(`/v1/t/${tenant.code}/${path}`, { method, headers: asPerson(person, body ? { "Content-Type": "application/json" } : {}), ...(body && { body: JSON.stringify(body) }) });
export const add = (person: Person, tenant: Tenant, url: string) => send(person, tenant, "POST", "webhooks", { url });
/** The minute's job, a while from now: what was done just now can be undone no more. */
export const drain = (of: string, later = 31_000, change: Partial<Fetcher> = {}, takenWithin?: number) =>
  drainWebhooks({ central: env.CENTRAL, platform: platformOf(env as unknown as Env), now: Date.now() + later }, { ask: (url, init) => fetch(url, init), timeout: 5000, isDemo: true, ...change }, of, takenWithin);

/** A tenant with an administrator and one webhook. */
export async function setUp(): Promise<Receiving> {
  const tenant = await makeTenant();
  const administrator = await makeOfficer(tenant, ["administrator"]);
  const place = newPlace();
  const response = await add(administrator, tenant, place);
  expect(response.status).toBe(201);
  return { tenant, administrator, place, webhook: await response.json() };
}
export const log = async ({ administrator, tenant, webhook }: Receiving) => (await (await send(administrator, tenant, "GET", `webhooks/${webhook.id}/deliveries`)).json<DeliveryList>()).deliveries;
