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
