import { describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import { accountList, type PersonList, type PersonView } from "../../../worker/sign-in/contract.ts";
import { startSession, toCookieValue } from "../../../worker/tenancy/session.ts";
import { setPolicy } from "../../../worker/tenancy/set-policy.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { send } from "./enrol.ts";

const ISSUER = "https://id.example.gov.vn";
const SUBJECT = "248289761001";

async function makeUnit(): Promise<{ tenant: Tenant; registrar: Awaited<ReturnType<typeof makeOfficer>>; person: Awaited<ReturnType<typeof makeOfficer>> }> {
  const tenant = await makeTenant();
  await setPolicy(contextFor(tenant), "identity-provider", { value: { issuer: ISSUER, clientId: "doi-soat" }, replaces: 0 });
  return { tenant, registrar: await makeOfficer(tenant, ["administrator"]), person: await makeOfficer(tenant) };
}

const bind = (tenant: Tenant, personId: string, cookie: string, subject = SUBJECT) => send("POST", `/v1/t/${tenant.code}/people/${personId}/accounts`, { subject }, cookie);
const unbind = async (tenant: Tenant, personId: string, cookie: string, subject = SUBJECT) => send("DELETE", `/v1/t/${tenant.code}/people/${personId}/accounts/${await digestOf(`${ISSUER}\n${subject}`)}`, undefined, cookie);

async function personIn(response: Response, id: string): Promise<PersonView> {
  return (await response.json<PersonList>()).people.find((one) => one.id === id)!;
}

async function logOf(tenant: Tenant, kind: string): Promise<string[]> {
  const { results } = await contextFor(tenant).ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? AND json_extract(entry, '$.kind') = ?").bind(tenant.code, kind).all<{ entry: string }>();
  return results.map(({ entry }) => entry);
}

describe("an account at the tenant's identity provider", () => {
  test("is bound by an administrator, shown with who bound it and when, and taken away again; the log has both, without the account's name", async () => {
    const { tenant, registrar, person } = await makeUnit();
    const bound = await bind(tenant, person.id, registrar.cookie);
    expect(bound.status).toBe(201);
    const list = await bound.json<PersonList>();
    expect(list.provider).toBe(ISSUER);
    const id = await digestOf(`${ISSUER}\n${SUBJECT}`);
    expect(list.people.find((one) => one.id === person.id)!.accounts).toEqual([{ id, issuer: ISSUER, subject: SUBJECT, boundBy: { id: registrar.id, name: registrar.name }, boundAt: expect.any(String), lastUsedAt: null }]);

    const gone = await unbind(tenant, person.id, registrar.cookie);
    expect(gone.status).toBe(200);
    expect((await personIn(gone, person.id)).accounts).toEqual([]);
    for (const kind of ["account.bound", "account.unbound"]) {
      const [entry, ...more] = await logOf(tenant, kind);
      expect(more).toEqual([]);
      expect(JSON.parse(entry!)).toMatchObject({ kind, subject: person.id, by: registrar.id, account: id });
      expect(entry).not.toContain(SUBJECT);
    }
    // It may be bound again, to somebody else too.
    expect((await bind(tenant, (await makeOfficer(tenant)).id, registrar.cookie)).status).toBe(201);
  });

  test("taken away ends the sessions that were begun at the provider, and no other", async () => {
    const { tenant, registrar, person } = await makeUnit();
    await bind(tenant, person.id, registrar.cookie);
    const viaProvider = `sid=${toCookieValue(await startSession(contextFor(tenant).ledger, person, Date.now(), { method: "oidc" }))}`;
    expect((await ask("/v1/session", { headers: asPerson({ cookie: viaProvider }) })).status).toBe(200);
    await unbind(tenant, person.id, registrar.cookie);
    expect(await refusalOf(await ask("/v1/session", { headers: asPerson({ cookie: viaProvider }) }))).toEqual([401, "sign-in-required"]);
    expect((await ask("/v1/session", { headers: asPerson(person) })).status).toBe(200);
  });

  test("belongs to one person, who neither binds nor takes away their own", async () => {
    const { tenant, registrar, person } = await makeUnit();
    await bind(tenant, person.id, registrar.cookie);
    expect(await refusalOf(await bind(tenant, (await makeOfficer(tenant)).id, registrar.cookie))).toEqual([409, "key-exists"]);
    expect(await refusalOf(await bind(tenant, registrar.id, registrar.cookie, "another"))).toEqual([403, "self-approval"]);
    const second = await makeOfficer(tenant, ["administrator"]);
    await bind(tenant, registrar.id, second.cookie, "another");
    expect(await refusalOf(await unbind(tenant, registrar.id, registrar.cookie, "another"))).toEqual([403, "self-approval"]);
  });

  test("is nobody's business but an administrator's: not another tenant's, not an officer's, not without proof of presence", async () => {
    const { tenant, registrar, person } = await makeUnit();
    await bind(tenant, person.id, registrar.cookie);
    const stranger = await makeOfficer(await makeTenant(), ["administrator"]);
    expect(await refusalOf(await unbind(tenant, person.id, stranger.cookie))).toEqual([404, "not-found"]);
    expect(await refusalOf(await unbind(tenant, person.id, person.cookie))).toEqual([403, "not-permitted"]);
    const operator = await makeOfficer(await makeAuthority(), ["operator"]);
    expect(await refusalOf(await unbind(tenant, person.id, operator.cookie))).toEqual([403, "not-permitted"]);
    await contextFor(tenant).ledger.prepare("UPDATE session SET asserted_at = 1 WHERE tenant_id = ? AND officer_id = ?").bind(tenant.code, registrar.id).run();
    expect(await refusalOf(await unbind(tenant, person.id, registrar.cookie))).toEqual([403, "step-up-required"]);
  });

  test("is taken away once: again, or by two at the same time, finds nothing", async () => {
    const { tenant, registrar, person } = await makeUnit();
    const second = await makeOfficer(tenant, ["administrator"]);
    await bind(tenant, person.id, registrar.cookie);
    const answers = await Promise.all([unbind(tenant, person.id, registrar.cookie), unbind(tenant, person.id, second.cookie)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
    expect(await refusalOf(await unbind(tenant, person.id, registrar.cookie))).toEqual([404, "not-found"]);
    expect(await logOf(tenant, "account.unbound")).toHaveLength(1);
    // An account of somebody else is not this person's.
    const other = await makeOfficer(tenant);
    await bind(tenant, other.id, registrar.cookie);
    expect(await refusalOf(await unbind(tenant, person.id, registrar.cookie))).toEqual([404, "not-found"]);
  });

  test("is shown to the person it signs in as, with who bound it and when, and to nobody else by that door", async () => {
    const { tenant, registrar, person } = await makeUnit();
    await bind(tenant, person.id, registrar.cookie);
    const own = async (cookie: string) => accountList.parse(await (await send("GET", "/v1/session/accounts", undefined, cookie)).json());
    expect(await own(person.cookie)).toEqual({ accounts: [{ id: await digestOf(`${ISSUER}\n${SUBJECT}`), issuer: ISSUER, subject: SUBJECT, boundBy: { id: registrar.id, name: registrar.name }, boundAt: expect.any(String), lastUsedAt: null }], provider: ISSUER });
    expect(await own(registrar.cookie)).toEqual({ accounts: [], provider: ISSUER });
    // A person of another tenant sees their own tenant's, even where the account has the same name at the same provider.
    const elsewhere = await makeUnit();
    await bind(elsewhere.tenant, elsewhere.person.id, elsewhere.registrar.cookie);
    expect((await own(elsewhere.person.cookie)).accounts.map(({ boundBy }) => boundBy.id)).toEqual([elsewhere.registrar.id]);
    expect(await refusalOf(await ask("/v1/session/accounts"))).toEqual([401, "sign-in-required"]);
    await unbind(tenant, person.id, registrar.cookie);
    expect((await own(person.cookie)).accounts).toEqual([]);
  });

  test("needs a provider and a name as providers write it", async () => {
    const tenant = await makeTenant();
    const [registrar, person] = [await makeOfficer(tenant, ["administrator"]), await makeOfficer(tenant)];
    expect(await refusalOf(await bind(tenant, person.id, registrar.cookie))).toEqual([409, "transition-refused"]);
    for (const subject of ["", "with space", "x".repeat(256), "tên"]) expect(await refusalOf(await bind(tenant, person.id, registrar.cookie, subject))).toEqual([400, "body-invalid"]);
  });
});
