/**
 * The Worker between a script on Node and the local databases: it runs statements and keeps evidence, nothing else. One
 * request carries a whole batch, so that a script that writes a year is not slower than the databases. It is plain text
 * because it runs inside workerd, not here.
 */
export const gateScript = `
const toParameter = (value) => (value && value.$bytes !== undefined ? Uint8Array.from(atob(value.$bytes), (c) => c.charCodeAt(0)) : value);
const prepare = (database, { sql, params }) => (params.length ? database.prepare(sql).bind(...params.map(toParameter)) : database.prepare(sql));

async function runStatements(env, { binding, how, statements }) {
  const prepared = statements.map((statement) => prepare(env[binding], statement));
  if (how === "raw") return prepared[0].raw({ columnNames: true });
  if (how === "all") return [await prepared[0].all()];
  return env[binding].batch(prepared);
}

async function keepEvidence(env, request, url) {
  const key = decodeURIComponent(url.pathname.slice("/evidence/".length));
  if (request.method === "PUT") {
    const kept = await env.EVIDENCE.put(key, await request.arrayBuffer());
    return Response.json({ key: kept.key, size: kept.size });
  }
  const object = request.method === "HEAD" ? await env.EVIDENCE.head(key) : await env.EVIDENCE.get(key);
  return object ? new Response(object.body) : new Response(null, { status: 404 });
}

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/evidence/")) return keepEvidence(env, request, url);
    try {
      return Response.json({ answer: await runStatements(env, await request.json()) });
    } catch (error) {
      return Response.json({ message: error.message, cause: error.cause?.message ?? null }, { status: 500 });
    }
  },
};
`;
