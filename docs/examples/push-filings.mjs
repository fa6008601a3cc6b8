// Signs filing events as one batch and sends it. Node 20 or newer, no packages.

const bytesOf = (text) => new TextEncoder().encode(text);
const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
const sha256 = async (text) => base64url(await crypto.subtle.digest("SHA-256", bytesOf(text)));

/**
 * `key`: the private P-256 key as a JWK, registered and approved for the integration. `platform`: the address in `aud`, which
 * is PUBLIC_ORIGIN of the platform; `origin`: where to send to. Sending the same batch again is harmless: keep `batch` for a retry.
 */
export async function pushFilings({ origin, platform = origin, tenant, integration, source, key, events, fetch = globalThis.fetch }) {
  const batch = await signBatch({ platform, tenant, integration, source, key, events });
  const response = await fetch(`${origin}/v1/t/${tenant}/filing-batches`, {
    method: "POST",
    headers: { "Content-Type": "application/x-ndjson", "Filing-Batch-Signature": batch.signature },
    body: batch.body,
  });
  return { status: response.status, answer: await response.json(), batch };
}

/** One filing from the citizen to the result: every kind of event says what happened and when; those that may come again count by their instant. */
export function filingLife({ filing, service }) {
  const on = (event, at, more = {}) => ({ filing, event, service, at, ...more });
  return [
    on("received", "2026-09-15T09:30:00+07:00", { channel: "online-full", submittedAt: "2026-09-14T21:12:00+07:00", dueAt: "2026-09-29T17:00:00+07:00", role: "owner", net: "public", electronic: true, feeDue: true }),
    on("processing", "2026-09-15T14:00:00+07:00"),
    on("supplement-asked", "2026-09-16T09:00:00+07:00"),
    on("supplemented", "2026-09-17T20:41:00+07:00", { dueAt: "2026-10-01T17:00:00+07:00" }),
    on("fee-asked", "2026-09-18T08:00:00+07:00"),
    on("fee-paid", "2026-09-18T10:15:00+07:00", { online: true }),
    on("extended", "2026-09-29T10:00:00+07:00", { dueAt: "2026-10-06T17:00:00+07:00", apologyAt: "2026-09-29T10:05:00+07:00" }),
    on("resolved", "2026-10-05T16:05:00+07:00", { outcome: "on-time", result: "electronic" }),
    on("returned", "2026-10-06T08:00:00+07:00", { result: "electronic" }),
    on("synced", "2026-10-06T08:10:00+07:00"),
  ];
}

async function signBatch({ platform, tenant, integration, source, key, events }) {
  const body = events.map((event) => `${JSON.stringify(event)}\n`).join("");
  const iat = Math.floor(Date.now() / 1000);
  const kid = await sha256(JSON.stringify({ crv: key.crv, kty: key.kty, x: key.x, y: key.y })); // RFC 7638
  const header = { alg: "ES256", typ: "gov-event+jwt", kid, iat };
  const claims = {
    ver: 1, jti: crypto.randomUUID(), iss: integration, aud: `${platform}/t/${tenant}`, iat,
    batch: { dig: await sha256(body), count: events.length, source },
  };
  const input = [header, claims].map((part) => base64url(bytesOf(JSON.stringify(part)))).join(".");
  const privateKey = await crypto.subtle.importKey("jwk", key, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, bytesOf(input));
  return { body, signature: `${input}.${base64url(signature)}` };
}
