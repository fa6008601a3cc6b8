import { beforeAll, describe, expect, test, vi } from "vitest";
import { problems, type ProblemCode } from "../../../worker/kernel/problem.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask } from "../ask.ts";
import { asPerson, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { addressOf, bodyFor, forEveryOfficer, listDoors, open, requestFor, signed, type Door } from "./doors.ts";

const doors = listDoors();
const ofTenant = doors.filter(({ path }) => path.startsWith("/v1/t/{tenant}"));
const guarded = doors.filter(({ name }) => !open.includes(name) && !signed.includes(name));
const changing = guarded.filter(({ method }) => method !== "GET");
const withJson = doors.filter(({ body }) => body === "application/json");

let tenant: Tenant;
let other: Tenant;
/** Holds every role that a tenant can give. */
let chief: Awaited<ReturnType<typeof makeOfficer>>;
let stranger: Awaited<ReturnType<typeof makeOfficer>>;
let newcomer: Awaited<ReturnType<typeof makeOfficer>>;
let auditor: Awaited<ReturnType<typeof makeOfficer>>;

beforeAll(async () => {
  [tenant, other] = [await makeTenant(), await makeTenant()];
  chief = await makeOfficer(tenant, ["officer", "head", "administrator"]);
  newcomer = await makeOfficer(tenant, []);
  stranger = await makeOfficer(other, ["officer", "head", "administrator"]);
  auditor = await makeOfficer(await makeAuthority(), ["auditor"]);
});

/** The refusal's code, after checking that it is a refusal as this platform writes them. */
async function refusal(response: Response): Promise<ProblemCode> {
  const text = await response.text();
  expect(response.headers.get("Content-Type"), text).toBe("application/problem+json");
  const problem = JSON.parse(text) as { code: ProblemCode; status: number; title: string; type: string; detail: string; instance: string };
  expect(Object.keys(problems)).toContain(problem.code);
  const [status, title] = problems[problem.code];
  expect(problem).toMatchObject({ status, title, type: `https://doisoat.example.gov.vn/problems/${problem.code}` });
  expect(response.status).toBe(status);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect(problem.instance).toMatch(/^urn:request:[0-9a-f-]{36}$/);
  expect(problem.detail.length).toBeGreaterThan(20);
  return problem.code;
}

const send = (door: Door, code: string, headers: Record<string, string> = {}, change: RequestInit = {}) => ask(addressOf(door, code), { ...requestFor(door, headers), ...change });

describe("the list of doors", () => {
  test("knows every address of the API", () => {
    expect(doors.length).toBeGreaterThan(20);
    expect(new Set(doors.map(({ name }) => name)).size).toBe(doors.length);
  });

  test("names as open, signed or for everybody only doors that exist", () => {
    const names = doors.map(({ name }) => name);
    for (const name of [...open, ...signed, ...forEveryOfficer]) expect(names).toContain(name);
  });
});

describe("who is not let in", () => {
  test.each(guarded)("attack 27: $name asks a stranger to sign in", async (door) => {
    expect(await refusal(await send(door, tenant.code))).toBe("sign-in-required");
  });

  test.each(guarded)("$name takes no made-up session", async (door) => {
    const cookie = `sid=${tenant.code}.${"A".repeat(43)}`;
    expect(await refusal(await send(door, tenant.code, asPerson({ cookie })))).toBe("sign-in-required");
  });

  test.each(ofTenant)("$name does not exist at a tenant that does not exist", async (door) => {
    expect(await refusal(await send(door, "Y98", asPerson(chief)))).toBe("not-found");
  });

  test.each(guarded.filter((door) => ofTenant.includes(door)))("attack 27: $name does not exist for somebody of another tenant, whatever the role", async (door) => {
    expect(await refusal(await send(door, tenant.code, asPerson(stranger)))).toBe("not-found");
  });

  test.each(guarded.filter((door) => !ofTenant.includes(door) && !door.path.startsWith("/v1/session")))("$name, across tenants, does not exist for a tenant's own people", async (door) => {
    expect(await refusal(await send(door, tenant.code, asPerson(chief)))).toBe("not-found");
  });

  test.each(changing.filter(({ name, path }) => !forEveryOfficer.includes(name) && path.startsWith("/v1/t/")))("$name changes nothing for an officer without a role", async (door) => {
    expect(["not-permitted", "not-found", "precondition-required"]).toContain(await refusal(await send(door, tenant.code, asPerson(newcomer))));
  });

  test.each(changing.filter(({ name, path }) => !forEveryOfficer.includes(name) && path.startsWith("/v1/t/")))("$name changes nothing of a tenant for the authority's auditor without a record to decide", async (door) => {
    expect(["not-permitted", "not-found", "precondition-required"]).toContain(await refusal(await send(door, tenant.code, asPerson(auditor))));
  });

  test.each(doors.filter(({ method }) => method !== "GET"))("attack 32: $name refuses a cookie that another site or a sibling of ours sends along, or that comes from nowhere", async (door) => {
    for (const from of [{ "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" }, { Origin: "https://evil.doisoat.example.gov.vn" }, { Origin: "null" }, {}] as Record<string, string>[]) {
      expect(await refusal(await send(door, tenant.code, { Cookie: chief.cookie, ...from }))).toBe("origin-refused");
    }
  });
});

describe("what is not understood", () => {
  test.each(withJson)("$name refuses what is no JSON", async (door) => {
    for (const body of ["{", "", "\u0000", "[1,"]) expect(await refusal(await send(door, tenant.code, asPerson(chief), { body }))).toBe("body-invalid");
  });

  test.each(withJson)("attack 31: $name refuses a member nobody knows, and names it", async (door) => {
    const planted = { isAdmin: true, state: "active", tenant_id: "VN", tenantId: "VN", approved_by: "off_x", approvedBy: "off_x", idx: 1, log_idx: 1 };
    const response = await send(door, tenant.code, asPerson(chief), { body: JSON.stringify({ ...bodyFor(door), ...planted }) });
    const { errors } = (await response.clone().json()) as { errors: { pointer: string }[] };
    expect(await refusal(response)).toBe("body-invalid");
    expect(errors.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(Object.keys(planted).map((name) => `/${name}`)));
  });

  test.each(doors.filter(({ hasQuery }) => hasQuery))("$name refuses a parameter nobody knows", async (door) => {
    const address = addressOf(door, tenant.code);
    const response = await ask(`${address}${address.includes("?") ? "&" : "?"}nobody=1`, { headers: asPerson(door.path.startsWith("/v1/t/") ? chief : auditor) });
    expect(await refusal(response)).toBe("query-invalid");
  });

  test.each(doors.filter(({ body }) => body !== null))("$name refuses a body that is too large", async (door) => {
    const body = `"${"x".repeat(11 * 1024 * 1024)}"`;
    expect(["body-too-large", "jws-too-large", "jws-malformed"]).toContain(await refusal(await send(door, tenant.code, asPerson(chief), { body })));
  });

  test.each(doors.filter(({ body }) => body !== null))("$name refuses a body of another type", async (door) => {
    const code = await refusal(await send(door, tenant.code, asPerson(chief, { "Content-Type": "text/plain" })));
    expect(["unsupported-media-type", "body-invalid", "jws-malformed"]).toContain(code);
  });

  test.each([...new Set(doors.map(({ path }) => path))])("%s names its methods to those who use another", async (path) => {
    const offered = doors.filter((door) => door.path === path).map(({ method }) => method);
    const address = addressOf({ path, name: "" }, tenant.code);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((candidate) => !offered.includes(candidate))) {
      const response = await ask(address, { method });
      expect(await refusal(response.clone() as Response)).toBe("method-not-allowed");
      expect(response.headers.get("Allow")!.split(", ").sort()).toEqual(offered.toSorted());
    }
  });

  test("an address nobody knows is not found", async () => {
    for (const path of ["/v1", "/v1/", "/v1/t", "/v1/t/H26/nothing", "/v2/tenants", "/v1/tenants/", "/V1/tenants"]) expect(await refusal(await ask(path))).toBe("not-found");
  });
});

describe("what the log lines say", () => {
  test("is method, path, status and time: no person, no session, no body, no query", async () => {
    const lines: string[] = [];
    const written = (...words: unknown[]) => void lines.push(words.map(String).join(" "));
    const spies = (["log", "error", "warn", "info"] as const).map((level) => vi.spyOn(console, level).mockImplementation(written));
    for (const door of doors) await send(door, tenant.code, asPerson(chief));
    for (const spy of spies) spy.mockRestore();
    // A refused sign-in says its reason besides, and nothing else.
    const reasons = lines.filter((line) => line.startsWith('{"level":"warn","signInRefused"'));
    expect(lines.length - reasons.length).toBe(doors.length);
    const token = chief.cookie.split(".")[1]!;
    for (const line of lines) {
      if (reasons.includes(line)) expect(Object.keys(JSON.parse(line) as object)).toEqual(["level", "signInRefused"]);
      else expect(Object.keys(JSON.parse(line) as object)).toEqual(["requestId", "method", "path", "status", "ms"]);
      for (const secret of [token, chief.name, chief.id, "?", "x.x.x"]) expect(line).not.toContain(secret);
    }
  });
});
