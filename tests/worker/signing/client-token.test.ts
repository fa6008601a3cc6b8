import { beforeAll, describe, expect, test } from "vitest";
import { audienceOf } from "../../../worker/kernel/context.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { verifyClientToken } from "../../../worker/signing/verify-client-token.ts";
import { env } from "cloudflare:workers";
import { ask, refusalOf } from "../ask.ts";
import { countD1 } from "../count-d1.ts";
import { makeActiveKey, makePusher, type Pusher } from "../filings/make-pusher.ts";
import { addressOf, listDoors, open, requestFor, signed } from "../guarantees/doors.ts";
import { contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { signToken as tokenOf } from "./sign-token.ts";

const READS = ["submissions", "discrepancies", "filing-counters?from=2026-03-15&to=2026-04-14", "services"];
let machine: Pusher;
let other: Pusher;

beforeAll(async () => {
  [machine, other] = [await makePusher(await makeTenant()), await makePusher(await makeTenant())];
});

const signToken = (change: Parameters<typeof tokenOf>[1] = {}, by: Pusher = machine) => tokenOf(by, change);
const read = (token: string, path = "submissions", tenant = machine.tenant.code) => ask(`/v1/t/${tenant}/${path}`, { headers: { Authorization: `Bearer ${token}` } });
const seconds = () => Math.floor(Date.now() / 1000);

describe("a client token", () => {
  test.each(READS)("reads %s of its own tenant", async (path) => {
    const response = await read(await signToken(), path);
    expect(response.status, await response.clone().text()).toBe(200);
  });

  test("opens no other door: it changes nothing and sees no people, keys or policies", async () => {
    const own = ["GET /v1/t/{tenant}/submissions", "GET /v1/t/{tenant}/submissions/{jti}", "GET /v1/t/{tenant}/discrepancies", "GET /v1/t/{tenant}/discrepancies/facets", "GET /v1/t/{tenant}/discrepancies/groups", "GET /v1/t/{tenant}/reporting", "GET /v1/t/{tenant}/discrepancies/{id}", "GET /v1/t/{tenant}/filing-batches/{jti}", "GET /v1/t/{tenant}/filing-counters", "GET /v1/t/{tenant}/contested-batches", "GET /v1/t/{tenant}/due-reports", "GET /v1/t/{tenant}/due-reports/{reportType}/{period}/draft"];
    const closed = listDoors().filter(({ name, path }) => path.startsWith("/v1/t/{tenant}/") && ![...own, ...open, ...signed].includes(name));
    expect(closed.length).toBeGreaterThan(15);
    for (const door of closed) {
      const [status, code] = await refusalOf(await ask(addressOf(door, machine.tenant.code), requestFor(door, { Authorization: `Bearer ${await signToken()}` })));
      expect([[403, "not-permitted"], [404, "not-found"], [428, "precondition-required"]], door.name).toContainEqual([status, code]);
    }
  });

  test("costs two round trips, two rows read and one row written", async () => {
    const { tenant } = machine;
    const counted = countD1(contextFor(tenant).ledger);
    await verifyClientToken({ tenant, platform: platformOf(env), ledger: counted.database, now: Date.now() }, await signToken());
    expect(counted.count.calls).toBe(2);
    expect(counted.count.rowsWritten).toBe(1);
    expect(counted.count.rowsRead).toBeLessThan(6);
  });
});

describe("attack 34: a client token that is not for here, not for now, or not the first", () => {
  test.each([
    ["an `aud` that is a list", () => ({ claims: { aud: [audienceOf(platformOf(env), machine.tenant)] } }), "client-token-invalid"],
    ["another server's address", () => ({ claims: { aud: `https://evil.example/t/${machine.tenant.code}` } }), "client-token-audience"],
    ["a token endpoint's address", () => ({ claims: { aud: "https://doisoat.example.gov.vn/oauth/token" } }), "client-token-audience"],
    ["another tenant's address", () => ({ claims: { aud: audienceOf(platformOf(env), other.tenant) } }), "client-token-audience"],
    ["a trailing slash", () => ({ claims: { aud: `${audienceOf(platformOf(env), machine.tenant)}/` } }), "client-token-audience"],
    ["expired", () => ({ claims: { iat: seconds() - 200, exp: seconds() - 1 }, header: { iat: seconds() - 200 } }), "client-token-expired"],
    ["from the future", () => ({ claims: { iat: seconds() + 120, exp: seconds() + 200 }, header: { iat: seconds() + 120 } }), "client-token-expired"],
    ["a life of 301 seconds", () => ({ claims: { exp: seconds() + 301 } }), "client-token-invalid"],
    ["no end", () => ({ claims: { exp: undefined } }), "client-token-invalid"],
    ["a claim nobody knows", () => ({ claims: { scope: "admin" } }), "client-token-invalid"],
    ["another type", () => ({ header: { typ: "gov-event+jwt" } }), "client-token-invalid"],
    ["somebody else's id", () => ({ claims: { iss: other.id } }), "client-token-invalid"],
    ["a key nobody registered", () => ({ header: { kid: "A".repeat(43) } }), "client-token-invalid"],
  ] as [string, () => Parameters<typeof tokenOf>[1], string][])("%s is refused", async (_, change, code) => {
    const response = await read(await signToken(change()));
    expect(response.headers.get("WWW-Authenticate")).toBe('Bearer error="invalid_token"');
    expect(await refusalOf(response)).toEqual([401, code]);
  });

  test("the same token again, and thirty times at once: one is answered", async () => {
    const token = await signToken();
    const statuses = await Promise.all(Array.from({ length: 30 }, async () => (await read(token)).status));
    expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 29 }, () => 401)]);
    expect(await refusalOf(await read(token))).toEqual([401, "client-token-replayed"]);
  });

  test("the token of one tenant opens nothing at another, and nothing across tenants", async () => {
    expect(await refusalOf(await read(await signToken(), "submissions", other.tenant.code))).toEqual([401, "client-token-audience"]);
    expect(await refusalOf(await ask("/v1/discrepancies", { headers: { Authorization: `Bearer ${await signToken()}` } }))).toEqual([401, "client-token-invalid"]);
  });

  test("what is no token, and another scheme, are refused, and the signature is checked", async () => {
    for (const header of ["Bearer", "Bearer x", "Basic YTpi", `Bearer ${"x".repeat(5000)}.y.z`]) {
      expect(await refusalOf(await ask(`/v1/t/${machine.tenant.code}/submissions`, { headers: { Authorization: header } }))).toEqual([401, "client-token-invalid"]);
    }
    const [header, claims] = (await signToken()).split(".");
    const foreign = (await signToken({}, { ...other, id: machine.id, kid: machine.kid, tenant: machine.tenant })).split(".")[2];
    expect(await refusalOf(await read(`${header}.${claims}.${foreign}`))).toEqual([401, "client-token-invalid"]);
  });

  test("an officer's key, a revoked key and an integration that was ended are refused", async () => {
    const { tenant } = machine;
    const context = contextFor(tenant);
    const officer = await makeOfficer(tenant);
    const byOfficer = await signToken({ claims: { iss: officer.id } }, { ...machine, ...(await makeActiveKey(context, officer.id)) });
    expect(await refusalOf(await read(byOfficer))).toEqual([401, "client-token-invalid"]);
    const gone = await makePusher(await makeTenant());
    const { ledger } = contextFor(gone.tenant);
    await ledger.prepare("UPDATE integration SET ended_at = 1 WHERE tenant_id = ?").bind(gone.tenant.code).run();
    expect(await refusalOf(await read(await signToken({}, gone), "submissions", gone.tenant.code))).toEqual([401, "client-token-invalid"]);
    await ledger.prepare("UPDATE integration SET ended_at = NULL WHERE tenant_id = ?").bind(gone.tenant.code).run();
    await ledger.prepare("UPDATE signing_key SET state = 'revoked' WHERE tenant_id = ?").bind(gone.tenant.code).run();
    expect(await refusalOf(await read(await signToken({}, gone), "submissions", gone.tenant.code))).toEqual([401, "client-token-invalid"]);
  });
});
