import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { CHALLENGE_LIFE, issueChallenge } from "../../../worker/sign-in/challenges.ts";
import type { Confirmation, OwnSession, PasskeyList, RegistrationOptions } from "../../../worker/sign-in/contract.ts";
import { parseUserHandle, userHandleOf } from "../../../worker/sign-in/passkey-options.ts";
import { refusalOf } from "../ask.ts";
import { contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { askChallenge, cookieOf, makeLink, send, signIn, useLink, type Passkey, type Person } from "./enrol.ts";
import { assertWith, makePasskey, WITHOUT_USER_VERIFICATION } from "./software-authenticator.ts";

const REFUSED = [403, "sign-in-refused"];
let tenant: Tenant;
let registrar: Person;
let officer: Person;
let passkey: Passkey;

beforeAll(async () => {
  tenant = await makeTenant();
  [registrar, officer] = [await makeOfficer(tenant, ["administrator"]), await makeOfficer(tenant, ["officer"])];
  passkey = (await useLink(tenant, (await makeLink(tenant, registrar, officer.id)).secret)).passkey;
});

describe("signing in with a passkey", () => {
  test("one button is enough: the passkey says who comes, and the session is new each time", async () => {
    const [first, second] = [await signIn(passkey), await signIn(passkey)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(cookieOf(first)).not.toBe(cookieOf(second));
    expect(await (await send("GET", "/v1/session", undefined, cookieOf(first))).json()).toMatchObject({ officer: { id: officer.id }, tenant: { code: tenant.code } });
  });

  test("attack 32: a session that was planted before signing in is not the one that is signed in", async () => {
    const planted = `sid=${tenant.code}.${"P".repeat(43)}`;
    const credential = await assertWith(passkey, await askChallenge());
    const entered = await send("POST", "/v1/sign-in/passkey", { credential }, planted);
    expect(cookieOf(entered)).not.toContain("P".repeat(43));
    expect((await send("GET", "/v1/session", undefined, planted)).status).toBe(401);
  });

  test("a counter that goes back is let in: passkeys live on several devices", async () => {
    expect((await signIn(passkey, { counter: 500 })).status).toBe(201);
    expect((await signIn(passkey, { counter: 2 })).status).toBe(201);
  });

  test("an officer who left, and a handle of nobody, get the answer of everybody else", async () => {
    const leaver = await makeOfficer(tenant, ["officer"]);
    const theirs = (await useLink(tenant, (await makeLink(tenant, registrar, leaver.id)).secret)).passkey;
    await contextFor(tenant).ledger.prepare("UPDATE officer SET ended_at = 1 WHERE tenant_id = ? AND id = ?").bind(tenant.code, leaver.id).run();
    const answers = [await signIn(theirs), await signIn({ ...passkey, id: "AAAA" }), await signIn(passkey, { userHandle: "AAAA" }), await signIn(passkey, { userHandle: userHandleOf({ tenantId: "Y98", id: officer.id }) })];
    const bodies = await Promise.all(answers.map(async (answer) => ({ ...(await answer.json<Record<string, unknown>>()), instance: "" })));
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(bodies[0]).toMatchObject({ code: "sign-in-refused", status: 403 });
  });
});

describe("attack 33: an assertion that is not honest is refused", () => {
  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["another port of the same host", { origin: "http://localhost:8080" }],
    ["another relying party", { rpId: "evil.example" }],
    ["the user not verified", { flags: WITHOUT_USER_VERIFICATION }],
    ["the user not present", { flags: 0x04 }],
    ["a challenge nobody gave", { challenge: "A".repeat(48) }],
    ["a registration sent as an assertion", { type: "webauthn.create" }],
  ])("%s", async (_, tampering) => {
    expect(await refusalOf(await signIn(passkey, tampering))).toEqual(REFUSED);
  });

  test("the same assertion a second time, and twenty times at once", async () => {
    const credential = await assertWith(passkey, await askChallenge());
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await send("POST", "/v1/sign-in/passkey", { credential })).status));
    expect(statuses.toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => 403)]);
    expect(await refusalOf(await send("POST", "/v1/sign-in/passkey", { credential }))).toEqual(REFUSED);
  });

  test("a challenge that has expired, or was given for something else", async () => {
    const { platform, now } = contextFor(tenant);
    const options = await askChallenge();
    const old = await issueChallenge(platform, { act: "sign-in", tenant: "", holder: "" }, now - CHALLENGE_LIFE - 1000);
    const other = await issueChallenge(platform, { act: "enrol", tenant: tenant.code, holder: "enr_x" }, now);
    for (const challenge of [old, other]) expect(await refusalOf(await send("POST", "/v1/sign-in/passkey", { credential: await assertWith(passkey, { ...options, challenge }) }))).toEqual(REFUSED);
  });

  test("the signature of another key under this passkey's name", async () => {
    const stranger = await makePasskey({ challenge: "A", rp: { id: "localhost" }, user: { id: passkey.userHandle } } as RegistrationOptions);
    expect(await refusalOf(await signIn({ ...stranger, id: passkey.id }))).toEqual(REFUSED);
  });

  test("the passkey of another officer, claimed for this one", async () => {
    const other = await makeOfficer(tenant, ["officer"]);
    const theirs = (await useLink(tenant, (await makeLink(tenant, registrar, other.id)).secret)).passkey;
    expect(await refusalOf(await signIn(theirs, { userHandle: passkey.userHandle }))).toEqual(REFUSED);
  });
});

describe("confirming that it is oneself", () => {
  const ways = async (cookie: string) => (await send("POST", "/v1/session/assertion-challenges", undefined, cookie)).json<Confirmation>();

  test("one's own passkey opens sensitive acts again", async () => {
    const cookie = cookieOf(await signIn(passkey));
    const { ledger } = contextFor(tenant);
    await ledger.prepare("UPDATE session SET asserted_at = 1 WHERE tenant_id = ?").bind(tenant.code).run();
    expect(await refusalOf(await send("POST", "/v1/session/passkey-challenges", undefined, cookie))).toEqual([403, "step-up-required"]);
    const credential = await assertWith(passkey, (await ways(cookie)).passkey!);
    expect((await send("POST", "/v1/session/assertions", { credential }, cookie)).status).toBe(204);
    expect((await send("POST", "/v1/session/passkey-challenges", undefined, cookie)).status).toBe(201);
    expect(await refusalOf(await send("POST", "/v1/session/assertions", { credential }, cookie))).toEqual(REFUSED);
    await ledger.prepare("UPDATE session SET asserted_at = ? WHERE tenant_id = ?").bind(Date.now(), tenant.code).run();
  });

  test("a colleague's passkey, and the challenge of another session, open nothing", async () => {
    const [mine, again] = [cookieOf(await signIn(passkey)), cookieOf(await signIn(passkey))];
    const colleague = await makeOfficer(tenant, ["officer"]);
    const theirs = (await useLink(tenant, (await makeLink(tenant, registrar, colleague.id)).secret)).passkey;
    const options = (await ways(mine)).passkey!;
    expect(await refusalOf(await send("POST", "/v1/session/assertions", { credential: await assertWith(theirs, options) }, mine))).toEqual(REFUSED);
    expect(await refusalOf(await send("POST", "/v1/session/assertions", { credential: await assertWith(passkey, options) }, again))).toEqual(REFUSED);
  });

  test("whoever has no passkey is told so", async () => {
    expect(await ways(registrar.cookie)).toEqual({ passkey: null, demo: true, provider: false });
  });
});

describe("one's own passkeys", () => {
  async function addAnother(cookie: string): Promise<Response> {
    const options = await (await send("POST", "/v1/session/passkey-challenges", undefined, cookie)).json<RegistrationOptions>();
    return send("POST", "/v1/session/passkeys", { credential: (await makePasskey(options)).registration, label: "Điện thoại" }, cookie);
  }

  test("a second one is added, renamed and removed; the last one stays", async () => {
    const person = await makeOfficer(tenant, ["officer"]);
    const { cookie, passkey: first } = await useLink(tenant, (await makeLink(tenant, registrar, person.id)).secret);
    const { passkeys } = await (await addAnother(cookie)).json<PasskeyList>();
    expect(passkeys.map(({ label }) => label)).toEqual(["Máy thử", "Điện thoại"]);
    const renamed = await (await send("POST", `/v1/session/passkeys/${passkeys[1]!.id}/label`, { label: "Khoá dự phòng" }, cookie)).json<PasskeyList>();
    expect(renamed.passkeys[1]!.label).toBe("Khoá dự phòng");
    expect((await send("DELETE", `/v1/session/passkeys/${first.id}`, undefined, cookie)).status).toBe(200);
    expect(await refusalOf(await signIn(first))).toEqual(REFUSED);
    expect(await refusalOf(await send("DELETE", `/v1/session/passkeys/${passkeys[1]!.id}`, undefined, cookie))).toEqual([409, "transition-refused"]);
  });

  test("two removed at once leave one", async () => {
    const person = await makeOfficer(tenant, ["officer"]);
    const { cookie } = await useLink(tenant, (await makeLink(tenant, registrar, person.id)).secret);
    const { passkeys } = await (await addAnother(cookie)).json<PasskeyList>();
    const answers = await Promise.all(passkeys.map(({ id }) => send("DELETE", `/v1/session/passkeys/${id}`, undefined, cookie)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test("a colleague's passkey does not exist here", async () => {
    for (const [method, path, body] of [["POST", `/v1/session/passkeys/${passkey.id}/label`, { label: "X" }], ["DELETE", `/v1/session/passkeys/${passkey.id}`, undefined]] as const) {
      expect(await refusalOf(await send(method, path, body, registrar.cookie))).toEqual([404, "not-found"]);
    }
  });

  test("a registration with the user not verified, or from another origin, is no passkey", async () => {
    for (const tampering of [{ flags: 0x41 }, { origin: "https://evil.example" }, { rpId: "evil.example" }]) {
      const person = await makeOfficer(tenant, ["officer"]);
      expect(await refusalOf((await useLink(tenant, (await makeLink(tenant, registrar, person.id)).secret, tampering)).response)).toEqual(REFUSED);
    }
  });
});

describe("one's own sessions", () => {
  test("are listed and ended, and nobody else's are", async () => {
    const person = await makeOfficer(tenant, ["officer"]);
    const { passkey: theirs, cookie } = await useLink(tenant, (await makeLink(tenant, registrar, person.id)).secret);
    const other = cookieOf(await signIn(theirs));
    const { sessions } = await (await send("GET", "/v1/sessions", undefined, cookie)).json<{ sessions: OwnSession[] }>();
    expect(sessions.map(({ method }) => method).toSorted()).toEqual(["demo", "enrolment", "passkey"]);
    const id = sessions.find(({ method }) => method === "passkey")!.id;
    expect(await refusalOf(await send("DELETE", `/v1/sessions/${id}`, undefined, registrar.cookie))).toEqual([404, "not-found"]);
    expect((await send("DELETE", `/v1/sessions/${id}`, undefined, cookie)).status).toBe(204);
    expect((await send("GET", "/v1/session", undefined, other)).status).toBe(401);
    expect((await send("GET", "/v1/session", undefined, cookie)).status).toBe(200);
  });
});

describe("a user handle", () => {
  test("says tenant and officer, and nothing else is read as one", () => {
    const id = "off_01980000-0000-7000-8000-000000000001";
    expect(parseUserHandle(userHandleOf({ tenantId: "H26-2025", id }))).toEqual({ tenantCode: "H26-2025", officerId: id });
    for (const handle of [null, "", "AAAA", userHandleOf({ tenantId: "H26", id: "int_x" })]) expect(parseUserHandle(handle)).toBeNull();
  });
});
