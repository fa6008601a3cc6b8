// Reads what belongs to the agency's own tenant, with a client token signed by the integration's key. Node 20 or newer, no packages.

const bytesOf = (text) => new TextEncoder().encode(text);
const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
const sha256 = async (text) => base64url(await crypto.subtle.digest("SHA-256", bytesOf(text)));

/**
 * `key`: the private P-256 key as a JWK, registered and approved for the integration. `platform`: the address in `aud`, which is
 * PUBLIC_ORIGIN of the platform; `origin`: where to ask. Each request carries a token of its own: the platform takes each once.
 */
export async function readAsMachine({ origin, platform = origin, tenant, integration, key, path, fetch = globalThis.fetch }) {
  const token = await signClientToken({ platform, tenant, integration, key });
  const response = await fetch(`${origin}/v1/t/${tenant}/${path}`, { headers: { Authorization: `Bearer ${token}` } });
  return { status: response.status, answer: await response.json() };
}

async function signClientToken({ platform, tenant, integration, key }) {
  const iat = Math.floor(Date.now() / 1000);
  const kid = await sha256(JSON.stringify({ crv: key.crv, kty: key.kty, x: key.x, y: key.y })); // RFC 7638
  const header = { alg: "ES256", typ: "gov-client+jwt", kid, iat };
  const claims = { ver: 1, jti: crypto.randomUUID(), iss: integration, aud: `${platform}/t/${tenant}`, iat, exp: iat + 120 };
  const input = [header, claims].map((part) => base64url(bytesOf(JSON.stringify(part)))).join(".");
  const privateKey = await crypto.subtle.importKey("jwk", key, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, bytesOf(input));
  return `${input}.${base64url(signature)}`;
}
