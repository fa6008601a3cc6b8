import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { IDLE, LIFETIME, startSession, toCookieValue } from "../../../worker/tenancy/session.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeOfficer, makeTenant, ORIGIN } from "../make-tenant.ts";

async function signIn(tenant: string, officer: string, headers: Record<string, string> = {}): Promise<Response> {
  return ask(`/v1/t/${tenant}/sessions`, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify({ officer }) });
}

describe("signing in", () => {
  test("a generated officer signs in from the demo list and is known afterwards", async () => {
    const tenant = await makeTenant();
    const officer = await makeOfficer(tenant, ["officer", "administrator"]);
    const people = await (await ask("/v1/demo/people")).json<{ people: { tenant: { code: string }; officers: { id: string }[] }[] }>();
    expect(people.people.find((entry) => entry.tenant.code === tenant.code)?.officers.map(({ id }) => id)).toEqual([officer.id]);

    const entered = await signIn(tenant.code, officer.id);
    expect(entered.status).toBe(201);
    const cookie = entered.headers.get("Set-Cookie")!;
    expect(cookie).toMatch(/^sid=.*; Max-Age=28800; Path=\/; HttpOnly; SameSite=Lax$/);

    const session = await ask("/v1/session", { headers: { Cookie: cookie.split(";")[0]! } });
    expect(await session.json()).toMatchObject({ officer: { id: officer.id, roles: ["administrator", "officer"] }, tenant: { code: tenant.code } });
  });

  test("whoever sends no session is told that nobody is signed in, without an error", async () => {
    expect((await ask("/v1/session")).status).toBe(204);
  });

  test("signing out ends the session at once", async () => {
    const officer = await makeOfficer(await makeTenant());
    expect((await ask("/v1/session", { method: "DELETE", headers: asPerson(officer) })).status).toBe(204);
    expect(await refusalOf(await ask("/v1/session", { headers: asPerson(officer) }))).toEqual([401, "sign-in-required"]);
  });

  test("a session ends after half an hour without a request, and after eight hours in any case", async () => {
    const tenant = await makeTenant();
    const officer = await makeOfficer(tenant);
    const { ledger } = contextFor(tenant);
    const now = Date.now();
    const idle = await startSession(ledger, officer, now - IDLE - 1000);
    expect((await ask("/v1/session", { headers: { Cookie: `sid=${toCookieValue(idle)}` } })).status).toBe(401);
    const old = await startSession(ledger, officer, now - LIFETIME - 1000);
    await ledger.prepare("UPDATE session SET last_seen_at = ? WHERE created_at = ?").bind(now, now - LIFETIME - 1000).run();
    expect((await ask("/v1/session", { headers: { Cookie: `sid=${toCookieValue(old)}` } })).status).toBe(401);
    const alive = await startSession(ledger, officer, now - IDLE + 60_000);
    expect((await ask("/v1/session", { headers: { Cookie: `sid=${toCookieValue(alive)}` } })).status).toBe(200);
  });

  test("only the hash of a token is stored", async () => {
    const tenant = await makeTenant();
    const officer = await makeOfficer(tenant);
    const token = officer.cookie.split(".")[1]!;
    const { results } = await contextFor(tenant).ledger.prepare("SELECT * FROM session WHERE tenant_id = ?").bind(tenant.code).all();
    expect(JSON.stringify(results)).not.toContain(token);
  });

  test("attack 32: the cookie of one tenant opens nothing at another", async () => {
    const [one, other] = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_1" })];
    const officer = await makeOfficer(one, ["administrator"]);
    expect(await refusalOf(await ask(`/v1/t/${other.code}/officers`, { headers: asPerson(officer) }))).toEqual([404, "not-found"]);
    const moved = officer.cookie.replace(one.code, other.code);
    expect((await ask("/v1/session", { headers: { Cookie: moved } })).status).toBe(401);
  });

  test("nobody signs in as someone of another tenant, or as nobody", async () => {
    const [one, other] = [await makeTenant(), await makeTenant()];
    const officer = await makeOfficer(one);
    expect(await refusalOf(await signIn(other.code, officer.id))).toEqual([404, "not-found"]);
    expect(await refusalOf(await signIn(one.code, "off_nobody"))).toEqual([404, "not-found"]);
    expect(await refusalOf(await signIn("X99", officer.id))).toEqual([404, "not-found"]);
  });

  test("attack 32: a request with the cookie from another site is refused", async () => {
    const officer = await makeOfficer(await makeTenant());
    for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" }, { Origin: "https://evil.example" }, {}]) {
      const response = await ask("/v1/session", { method: "DELETE", headers: new Headers({ Cookie: officer.cookie, ...(headers as Record<string, string>) }) });
      expect(await refusalOf(response)).toEqual([403, "origin-refused"]);
    }
    expect((await ask("/v1/session", { method: "DELETE", headers: { Cookie: officer.cookie, Origin: ORIGIN } })).status).toBe(204);
  });

  test("unknown members and bad bodies are refused with the place named", async () => {
    const tenant = await makeTenant();
    const send = (body: string) => ask(`/v1/t/${tenant.code}/sessions`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    const unknown = await send(JSON.stringify({ officer: "off_x", roles: ["supervisor"] }));
    expect(unknown.status).toBe(400);
    expect(await unknown.json()).toMatchObject({ code: "body-invalid", errors: [{ pointer: "/roles", code: "unknown-member" }] });
    expect(await refusalOf(await send("{"))).toEqual([400, "body-invalid"]);
  });
});

describe("demo sign-in", () => {
  test("with the demo on, a public address refuses every request", async () => {
    const { default: worker } = await import("../../../worker/index.ts");
    const at = (url: string) => worker.fetch!(new Request(url) as never, env as never, { waitUntil() {}, passThroughOnException() {} } as never);
    expect(await refusalOf(await at("https://doisoat.example.gov.vn/health"))).toEqual([503, "demo-not-local"]);
    expect((await at("http://localhost:8787/health")).status).toBe(200);
  });

  test("with the demo off, the list and the sign-in do not exist", async () => {
    const { default: worker } = await import("../../../worker/index.ts");
    const tenant = await makeTenant();
    const officer = await makeOfficer(tenant);
    const off = { ...env, DEMO_SIGN_IN: "off" };
    const at = (path: string, init?: RequestInit) => worker.fetch!(new Request(`https://doisoat.example.gov.vn${path}`, init) as never, off as never, { waitUntil() {}, passThroughOnException() {} } as never);
    expect(await refusalOf(await at("/v1/demo/people"))).toEqual([404, "not-found"]);
    const entered = await at(`/v1/t/${tenant.code}/sessions`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ officer: officer.id }) });
    expect(await refusalOf(entered)).toEqual([404, "not-found"]);
  });
});
