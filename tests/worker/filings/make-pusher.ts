import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair } from "jose";
import { declareServices } from "../../../worker/catalogue/declare-services.ts";
import type { BatchVerdict, FilingEventLine } from "../../../worker/filings/contract.ts";
import { audienceOf, type Context, type Tenant } from "../../../worker/kernel/context.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import { newUuid7 } from "../../../worker/kernel/ids.ts";
import { record, thisIndex } from "../../../worker/log/record.ts";
import { addIntegration } from "../../../worker/tenancy/add-integration.ts";
import { ask } from "../ask.ts";
import { contextFor } from "../make-tenant.ts";

/** Services that every pusher's tenant has declared. */
export const SERVICES = ["1.000001", "1.000002", "2.000003.000.00.00.H26"] as const;

export type Pusher = { tenant: Tenant; id: string; source: string; kid: string; privateKey: CryptoKey };
/** What a test changes of a batch before it is signed (claims, header) or after (body, headers). */
export type Change = { jti?: string; claims?: Record<string, unknown>; batch?: Record<string, unknown>; header?: Record<string, unknown>; body?: BodyInit; headers?: Record<string, string>; signature?: string; to?: string };

/** An agency's system with an active key, at a tenant that has declared the services. */
export async function makePusher(tenant: Tenant, source = "mot-cua"): Promise<Pusher> {
  const context = contextFor(tenant);
  await declareServices(context, SERVICES.map((code) => ({ code, nameVi: "Dịch vụ thử", nameEn: "Test service", field: { code: "HT", nameVi: "Hộ tịch", nameEn: "Civil status" }, levelScheme: "process-2022", level: "full", from: "2024-01-01", to: null })));
  const id = await addIntegration(context, { name: "Hệ thống một cửa thử", source }, "off_test");
  return { tenant, id, source, ...(await makeActiveKey(context, id)) };
}

/** A registered and approved ES256 key; how a key gets there has its own tests. */
export async function makeActiveKey(context: Context, ownerId: string): Promise<{ kid: string; privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  await record(context, { kind: "key.activated", at: context.now, kid, owner: ownerId }, [
    context.ledger
      .prepare(`INSERT INTO signing_key (tenant_id, kid, owner_id, alg, jwk, label, state, registered_by, registered_at, activated_idx) VALUES (?, ?, ?, 'ES256', ?, 'test', 'active', 'off_test', ?, ${thisIndex})`)
      .bind(context.tenant.code, kid, ownerId, JSON.stringify(jwk), context.now, context.tenant.code),
  ]);
  return { kid, privateKey };
}

/** The signature of a batch, as an agency's system would make it; `now` in milliseconds. */
export async function signBatch(pusher: Pusher, body: string, change: Change = {}, now = Date.now()): Promise<string> {
  const iat = Math.floor(now / 1000);
  const { platform } = contextFor(pusher.tenant);
  const claims = {
    ver: 1, jti: change.jti ?? newUuid7(now), iss: pusher.id, aud: audienceOf(platform, pusher.tenant), iat,
    batch: { dig: await digestOf(body), count: body.split("\n").length - (body.endsWith("\n") ? 1 : 0), source: pusher.source, ...change.batch },
    ...change.claims,
  };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "ES256", typ: "gov-event+jwt", kid: pusher.kid, iat, ...change.header })
    .sign(pusher.privateKey);
}

export const bodyOf = (lines: readonly (FilingEventLine | string)[]) => lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");

/** Pushes the lines over HTTP. */
export async function push(pusher: Pusher, lines: readonly (FilingEventLine | string)[], change: Change = {}): Promise<Response> {
  const body = bodyOf(lines);
  return ask(`/v1/t/${change.to ?? pusher.tenant.code}/filing-batches`, {
    method: "POST",
    headers: { "Content-Type": "application/x-ndjson", "Filing-Batch-Signature": change.signature ?? (await signBatch(pusher, body, change)), ...change.headers },
    body: change.body ?? body,
  });
}

/** Pushes lines that must be received, and gives the answer. */
export async function pushed(pusher: Pusher, lines: readonly (FilingEventLine | string)[], change: Change = {}): Promise<BatchVerdict> {
  const response = await push(pusher, lines, change);
  if (response.status >= 300) throw new Error(await response.text());
  return response.json<BatchVerdict>();
}

export const received = (filing: string, wish: { at?: string; service?: string; channel?: string } = {}): FilingEventLine =>
  ({ filing, event: "received", service: SERVICES[0], at: "2025-03-14T09:30:00+07:00", channel: "online-full", ...wish }) as FilingEventLine;
export const resolved = (filing: string, wish: { at?: string; service?: string; outcome?: string } = {}): FilingEventLine =>
  ({ filing, event: "resolved", service: SERVICES[0], at: "2025-03-17T16:00:00+07:00", outcome: "on-time", ...wish }) as FilingEventLine;
