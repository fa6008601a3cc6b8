/**
 * The least that could be done: one signature, one digest, the bytes kept, the product's own statements. Plain text, because it
 * runs inside workerd. It is told what to say; it decides nothing and checks nothing else.
 */
export const rawWorker = `
const decode = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
let key;
export default {
  async fetch(request, env) {
    const { signature, body, jwk, ledger, spoken } = await request.json();
    key ??= await crypto.subtle.importKey("jwk", { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    const at = signature.lastIndexOf(".");
    const input = new TextEncoder().encode(signature.slice(0, at));
    if (!(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, decode(signature.slice(at + 1)), input))) return new Response("no", { status: 422 });
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body));
    await env.EVIDENCE.put(Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, "0")).join(""), body);
    for (const statements of spoken) {
      await env[ledger].batch(statements.map(({ sql, params }) => env[ledger].prepare(sql).bind(...params.map((p) => (p && p.bytes ? Uint8Array.from(p.bytes) : p)))));
    }
    return Response.json({ ok: true }, { status: 201 });
  },
};
`;
