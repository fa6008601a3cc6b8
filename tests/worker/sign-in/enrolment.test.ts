import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import type { EnrolmentView, NewEnrolment, OpenedEnrolment, PersonList } from "../../../worker/sign-in/contract.ts";
import { LINK_LIFE } from "../../../worker/sign-in/enrolment-links.ts";
import { refusalOf } from "../ask.ts";
import { contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { cookieOf, makeLink, openLink, send, signIn, useLink, type Person } from "./enrol.ts";
import { makePasskey } from "./software-authenticator.ts";

const GONE = [410, "enrolment-gone"];
const GUESS = "G".repeat(43);
let tenant: Tenant;
let registrar: Person;

beforeAll(async () => {
  tenant = await makeTenant();
  registrar = await makeOfficer(tenant, ["administrator"]);
});

/** What the tenant's log says of this kind, the oldest first. */
async function logged(at: Tenant, kind: string): Promise<Record<string, unknown>[]> {
  const { results } = await contextFor(at).ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? ORDER BY idx").bind(at.code).all<{ entry: string }>();
  return results.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>).filter((entry) => entry["kind"] === kind);
}

async function enrolled(at: Tenant, roles: Parameters<typeof makeOfficer>[1], by: Person): Promise<Person & Awaited<ReturnType<typeof useLink>>> {
  const person = await makeOfficer(at, roles);
  const used = await useLink(at, (await makeLink(at, by, person.id)).secret);
  return { ...person, ...used };
}

describe("an enrolment link", () => {
  test("lets its officer in once: who it is for, a passkey, a session; and the log names ids, not people", async () => {
    const officer = await makeOfficer(tenant, ["officer"]);
    const link = await makeLink(tenant, registrar, officer.id);
    expect(link).toMatchObject({ officerId: officer.id, isRecovery: false, waitsForApproval: false, createdBy: registrar.id });
    expect(Date.parse(link.expiresAt) - Date.parse(link.createdAt)).toBe(LINK_LIFE);
    expect(await (await openLink(tenant, link.secret)).json<OpenedEnrolment>()).toMatchObject({ officer: { name: officer.name }, isRecovery: false });
    const { response, passkey, cookie } = await useLink(tenant, link.secret);
    expect(response.status).toBe(201);
    expect(await (await send("GET", "/v1/session", undefined, cookie)).json()).toMatchObject({ officer: { id: officer.id } });
    expect((await signIn(passkey)).status).toBe(201);
    const [created, used] = [await logged(tenant, "enrolment.created"), await logged(tenant, "enrolment.used")].map((entries) => entries.at(-1)!);
    expect(created).toMatchObject({ enrolment: link.id, subject: officer.id, by: registrar.id });
    expect(used).toMatchObject({ enrolment: link.id, subject: officer.id });
    expect(JSON.stringify([created, used])).not.toContain(officer.name);
  });

  test("is stored as a hash only", async () => {
    const officer = await makeOfficer(tenant, ["officer"]);
    const { secret } = await makeLink(tenant, registrar, officer.id);
    const { results } = await contextFor(tenant).ledger.prepare("SELECT * FROM enrolment WHERE tenant_id = ?").bind(tenant.code).all();
    expect(JSON.stringify(results)).not.toContain(secret);
  });

  test("used by two devices at once, lets one in", async () => {
    const officer = await makeOfficer(tenant, ["officer"]);
    const { secret } = await makeLink(tenant, registrar, officer.id);
    const statuses = await Promise.all([useLink(tenant, secret), useLink(tenant, secret)].map(async (use) => (await use).response.status));
    expect(statuses.toSorted()).toEqual([201, 410]);
  });

  test("an earlier one is worth nothing once a newer one was made", async () => {
    const officer = await makeOfficer(tenant, ["officer"]);
    const [first, second] = [await makeLink(tenant, registrar, officer.id), await makeLink(tenant, registrar, officer.id)];
    expect(await refusalOf(await openLink(tenant, first.secret))).toEqual(GONE);
    expect((await openLink(tenant, second.secret)).status).toBe(200);
  });
});

describe("attack 35: a link that is worth nothing", () => {
  test.each(["reused", "expired", "revoked", "after a role was taken", "after the officer left"] as const)("%s, is gone, and the log says so once an hour", async (how) => {
    const officer = await makeOfficer(tenant, ["officer", "head"]);
    const link = await makeLink(tenant, registrar, officer.id);
    const { ledger } = contextFor(tenant);
    if (how === "reused") await useLink(tenant, link.secret);
    if (how === "expired") await ledger.prepare("UPDATE enrolment SET expires_at = 1 WHERE tenant_id = ? AND id = ?").bind(tenant.code, link.id).run();
    if (how === "revoked") expect((await send("POST", `/v1/t/${tenant.code}/enrolments/${link.id}/revoke`, undefined, registrar.cookie)).status).toBe(204);
    if (how === "after a role was taken") expect((await send("PUT", `/v1/t/${tenant.code}/people/${officer.id}/roles`, { roles: ["officer"] }, registrar.cookie)).status).toBe(200);
    if (how === "after the officer left") expect((await send("POST", `/v1/t/${tenant.code}/people/${officer.id}/end`, undefined, registrar.cookie)).status).toBe(204);
    const { registration } = await makePasskey({ challenge: "x", rp: { id: "localhost", name: "" }, user: { id: "x" } } as never);
    expect(await refusalOf(await openLink(tenant, link.secret))).toEqual(GONE);
    expect(await refusalOf(await send("POST", `/v1/t/${tenant.code}/enrolments/use`, { secret: link.secret, credential: registration, label: "Máy" }))).toEqual(GONE);
    expect((await logged(tenant, "enrolment.refused")).filter(({ enrolment }) => enrolment === link.id)).toHaveLength(1);
  });

  test("guessed, or right at another tenant, is the same answer", async () => {
    const other = await makeTenant();
    const officer = await makeOfficer(tenant, ["officer"]);
    const { secret } = await makeLink(tenant, registrar, officer.id);
    const bodies = await Promise.all([openLink(tenant, GUESS), openLink(other, secret)].map(async (answer) => ({ ...(await (await answer).json<Record<string, unknown>>()), instance: "" })));
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]).toMatchObject({ code: "enrolment-gone" });
    expect((await logged(other, "enrolment.refused")).map(({ reason }) => reason)).toEqual(["guessed"]);
  });

  test("a hundred guesses write one line of the log", async () => {
    const quiet = await makeTenant();
    await Promise.all(Array.from({ length: 100 }, (_, i) => openLink(quiet, `${i}`.padStart(43, "x"))));
    expect(await logged(quiet, "enrolment.refused")).toHaveLength(1);
  });
});

describe("recovery", () => {
  const approve = (at: Tenant, link: EnrolmentView, by: Person) => send("POST", `/v1/t/${at.code}/enrolments/${link.id}/approve`, undefined, by.cookie);

  test("of an officer is one other person's link, and ends the passkeys and sessions from before", async () => {
    const officer = await enrolled(tenant, ["officer"], registrar);
    const link = await makeLink(tenant, registrar, officer.id);
    expect(link).toMatchObject({ isRecovery: true, waitsForApproval: false });
    const { passkey } = await useLink(tenant, link.secret);
    expect(await refusalOf(await signIn(officer.passkey))).toEqual([403, "sign-in-refused"]);
    expect((await send("GET", "/v1/session", undefined, officer.cookie)).status).toBe(401);
    expect((await signIn(passkey)).status).toBe(201);
  });

  test("is never made by oneself, nor approved by oneself", async () => {
    const administrator = await enrolled(tenant, ["administrator"], registrar);
    expect(await refusalOf(await send("POST", `/v1/t/${tenant.code}/people/${administrator.id}/enrolments`, undefined, administrator.cookie))).toEqual([403, "self-approval"]);
    const link = await makeLink(tenant, registrar, administrator.id);
    expect(await refusalOf(await approve(tenant, link, administrator))).toEqual([403, "self-approval"]);
  });

  test("of somebody who approves or decides takes two people", async () => {
    const head = await enrolled(tenant, ["head"], registrar);
    const second = await makeOfficer(tenant, ["administrator"]);
    const link = await makeLink(tenant, registrar, head.id);
    expect(link).toMatchObject({ isRecovery: true, waitsForApproval: true });
    expect(await refusalOf(await openLink(tenant, link.secret))).toEqual([409, "enrolment-waits"]);
    expect(await refusalOf(await approve(tenant, link, registrar))).toEqual([403, "self-approval"]);
    const answers = await Promise.all([approve(tenant, link, second), approve(tenant, link, second)]);
    expect(answers.map(({ status }) => status).toSorted()[0]).toBe(200);
    expect((await logged(tenant, "enrolment.approved")).filter(({ enrolment }) => enrolment === link.id)).toHaveLength(1);
    expect((await useLink(tenant, link.secret)).response.status).toBe(201);
    expect((await signIn(head.passkey)).status).toBe(403);
  });

  test("where a tenant has one administrator, the authority's operator is the second", async () => {
    const small = await makeTenant();
    const operator = await makeOfficer(await makeAuthority(), ["operator"]);
    const only = await makeOfficer(small, ["administrator"]);
    const second = await enrolled(small, ["administrator"], only);
    const link = await makeLink(small, only, second.id);
    expect(await refusalOf(await openLink(small, link.secret))).toEqual([409, "enrolment-waits"]);
    expect((await approve(small, link, operator)).status).toBe(200);
    expect((await useLink(small, link.secret)).response.status).toBe(201);
  });

  test("needs proof that it is oneself who makes the link", async () => {
    const officer = await makeOfficer(tenant, ["officer"]);
    const administrator = await makeOfficer(tenant, ["administrator"]);
    await contextFor(tenant).ledger.prepare("UPDATE session SET asserted_at = 1 WHERE tenant_id = ? AND officer_id = ?").bind(tenant.code, administrator.id).run();
    expect(await refusalOf(await send("POST", `/v1/t/${tenant.code}/people/${officer.id}/enrolments`, undefined, administrator.cookie))).toEqual([403, "step-up-required"]);
  });
});

describe("attack 27: another tenant's people and links", () => {
  test("do not exist, whoever asks", async () => {
    const other = await makeTenant();
    const theirs = await makeOfficer(other, ["administrator"]);
    const officer = await makeOfficer(tenant, ["officer"]);
    const link = await makeLink(tenant, registrar, officer.id);
    const tries: [string, string, unknown?][] = [
      ["GET", "people"], ["POST", "people", { name: "A", unit: "B", roles: [] }], ["PUT", `people/${officer.id}/roles`, { roles: ["head"] }], ["PUT", `people/${officer.id}/units`, { units: [] }],
      ["POST", `people/${officer.id}/enrolments`], ["POST", `people/${officer.id}/end`], ["POST", `enrolments/${link.id}/approve`], ["POST", `enrolments/${link.id}/revoke`],
    ];
    for (const [method, path, body] of tries) {
      expect(await refusalOf(await send(method, `/v1/t/${tenant.code}/${path}`, body, theirs.cookie)), path).toEqual([404, "not-found"]);
      if (path.includes("/")) expect(await refusalOf(await send(method, `/v1/t/${other.code}/${path}`, body, theirs.cookie)), path).toEqual([404, "not-found"]);
    }
    expect((await openLink(tenant, link.secret)).status).toBe(200);
  });
});

describe("attack 30: roles that separate", () => {
  const give = (at: Tenant, person: Person, roles: string[], by: Person) => send("PUT", `/v1/t/${at.code}/people/${person.id}/roles`, { roles }, by.cookie);

  test("an administrator who gives himself audit and filing is refused at write, and the log says so", async () => {
    const authority = await makeAuthority();
    const administrator = await makeOfficer(authority, ["administrator", "officer"]);
    expect(await refusalOf(await give(authority, administrator, ["administrator", "officer", "auditor"], administrator))).toEqual([403, "self-approval"]);
    const colleague = await makeOfficer(authority, ["officer"]);
    expect(await refusalOf(await give(authority, colleague, ["officer", "auditor"], administrator))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await send("POST", "/v1/t/VN/people", { name: "A", unit: "B", roles: ["head", "supervisor"] }, administrator.cookie))).toEqual([403, "not-permitted"]);
    const refused = (await logged(authority, "policy.refused")).slice(-3);
    expect(refused.map(({ roles, by }) => [roles, by])).toEqual([["administrator,officer,auditor", administrator.id], ["officer,auditor", administrator.id], ["head,supervisor", administrator.id]]);
    const roles = await contextFor(authority).ledger.prepare("SELECT group_concat(role) AS roles FROM officer_role WHERE tenant_id = 'VN' AND officer_id = ?").bind(administrator.id).first<string>("roles");
    expect(roles!.split(",").toSorted()).toEqual(["administrator", "officer"]);
  });

  test("judges and operators exist only in the authority", async () => {
    const officer = await makeOfficer(tenant, ["officer"]);
    for (const role of ["auditor", "supervisor", "operator"]) expect(await refusalOf(await give(tenant, officer, [role], registrar))).toEqual([403, "not-permitted"]);
  });

  test("given and taken, they hold at once and stand in the log", async () => {
    const officer = await makeOfficer(tenant, ["officer"]);
    const { people } = await (await give(tenant, officer, ["head"], registrar)).json<PersonList>();
    expect(people.find(({ id }) => id === officer.id)!.roles).toEqual(["head"]);
    expect((await logged(tenant, "policy.changed")).at(-1)).toMatchObject({ subject: officer.id, roles: "head", before: "officer", by: registrar.id });
  });

  test("an operator appoints administrators of other tenants, and nobody else", async () => {
    const empty = await makeTenant();
    const operator = await makeOfficer(await makeAuthority(), ["operator"]);
    expect(await refusalOf(await send("POST", `/v1/t/${empty.code}/people`, { name: "A", unit: "B", roles: ["officer"] }, operator.cookie))).toEqual([403, "not-permitted"]);
    const { people } = await (await send("POST", `/v1/t/${empty.code}/people`, { name: "Quản trị đầu tiên", unit: "Văn phòng", roles: ["administrator"] }, operator.cookie)).json<PersonList>();
    expect(people).toMatchObject([{ name: "Quản trị đầu tiên", roles: ["administrator"], passkeys: 0, lastSignInAt: null }]);
    const { secret } = await (await send("POST", `/v1/t/${empty.code}/people/${people[0]!.id}/enrolments`, undefined, operator.cookie)).json<NewEnrolment>();
    const { cookie } = await useLink(empty, secret);
    const officer = await makeOfficer(empty, ["officer"]);
    expect((await (await send("GET", `/v1/t/${empty.code}/people`, undefined, operator.cookie)).json<PersonList>()).people).toHaveLength(1);
    expect(await refusalOf(await give(empty, officer, ["head"], operator))).toEqual([403, "not-permitted"]);
    expect((await give(empty, officer, ["head"], { id: people[0]!.id, cookie })).status).toBe(200);
  });
});

describe("ending an officer", () => {
  test("ends sessions and keys, and nobody ends themselves", async () => {
    const officer = await enrolled(tenant, ["officer"], registrar);
    expect((await send("POST", `/v1/t/${tenant.code}/people/${officer.id}/end`, undefined, registrar.cookie)).status).toBe(204);
    expect((await send("GET", "/v1/session", undefined, officer.cookie)).status).toBe(401);
    expect((await signIn(officer.passkey)).status).toBe(403);
    expect(await refusalOf(await send("POST", `/v1/t/${tenant.code}/people/${officer.id}/end`, undefined, registrar.cookie))).toEqual([404, "not-found"]);
    expect(await refusalOf(await send("POST", `/v1/t/${tenant.code}/people/${registrar.id}/end`, undefined, registrar.cookie))).toEqual([403, "self-approval"]);
  });
});

describe("the units of a judge", () => {
  test("are kept by somebody else, and must be tenants of the directory", async () => {
    const authority = await makeAuthority();
    const [administrator, auditor] = [await makeOfficer(authority, ["administrator"]), await makeOfficer(authority, ["auditor"])];
    const keep = (person: string, units: unknown[], by = administrator) => send("PUT", `/v1/t/VN/people/${person}/units`, { units }, by.cookie);
    const { people } = await (await keep(auditor.id, [{ unit: "VN", until: "2026-06-30" }])).json<PersonList>();
    expect(people.find(({ id }) => id === auditor.id)!.units).toEqual([{ unit: "VN", until: "2026-06-30" }]);
    expect(await refusalOf(await keep(auditor.id, [{ unit: "Y98", until: null }]))).toEqual([400, "body-invalid"]);
    expect(await refusalOf(await keep(administrator.id, []))).toEqual([403, "self-approval"]);
  });
});

test("a session of one's own making is not taken over by the demo's list", async () => {
  const officer = await makeOfficer(tenant, ["officer"]);
  const entered = await send("POST", `/v1/t/${tenant.code}/sessions`, { officer: officer.id }, `sid=${tenant.code}.${"P".repeat(43)}`);
  expect(cookieOf(entered)).not.toContain("P".repeat(43));
});
