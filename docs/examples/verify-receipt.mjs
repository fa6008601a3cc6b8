// Checks a receipt with the tenant's published key. Node 20 or newer, no packages.

const decode = (text) => Buffer.from(text, "base64url");

/** The promise in the receipt, `{ log, index, entry }` with the entry as an object; throws when the receipt does not verify. */
export async function verifyReceipt({ origin, tenant, receipt, fetch = globalThis.fetch }) {
  const [header, payload, signature] = receipt.split(".");
  const { alg, typ, kid } = JSON.parse(decode(header));
  if (alg !== "Ed25519" || typ !== "gov-receipt+jwt") throw new Error("This is no receipt");
  const { keys } = await (await fetch(`${origin}/v1/t/${tenant}/.well-known/jwks.json`)).json();
  const jwk = keys.find((key) => key.kid === kid);
  if (!jwk) throw new Error("The tenant has not published this key");
  const key = await crypto.subtle.importKey("jwk", { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, "Ed25519", false, ["verify"]);
  const isGenuine = await crypto.subtle.verify("Ed25519", key, decode(signature), Buffer.from(`${header}.${payload}`));
  if (!isGenuine) throw new Error("The receipt was changed, or somebody else made it");
  const { log, index, entry } = JSON.parse(decode(payload));
  return { log, index, entry: JSON.parse(decode(entry)) };
}
