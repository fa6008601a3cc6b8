import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Role, Tenant } from "../../../worker/kernel/context.ts";
import { newId } from "../../../worker/kernel/ids.ts";
import { dayAt } from "../../../worker/kernel/windows.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { publishFirstRuleSet } from "../../../worker/audit/publish-first-rule-set.ts";
import type { RuleSetDetail } from "../../../worker/audit/rule-set-contract.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import type { CalendarChangeList } from "../../../worker/calendar/contract.ts";
import type { AnchorView } from "../../../worker/certificates/contract.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { giveSecondReviews } from "../../../worker/review/give-second-reviews.ts";
import type { EnrolmentView } from "../../../worker/sign-in/contract.ts";
import { keepPastUnits } from "../../../worker/tenancy/past-units.ts";
import { makeChain } from "../../rules/certificates/make-chain.ts";
import { ask } from "../ask.ts";
import { proposeAnchor } from "../certificates/make-anchor.ts";
import { approveKey, makeKeyPair, registerKey } from "../make-key.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy, type Past } from "../review/make-discrepancy.ts";
import { at, move } from "../review/people.ts";
import { answersFor, signForm, withKey, type Signer } from "../review/sign-move.ts";
import { areOnePerson } from "../same-person.ts";

/**
 * What takes two people. `begin` does the first half as the first of them, or makes what only concerns them; what it gives does the second half.
 * `others` is what a third person is answered, where that is not 2xx: something else stands in the way, but not who they are.
 */
type Act = { at: "authority" | "unit"; roles: readonly Role[]; second?: readonly Role[]; begin: (first: Signer) => Promise<(person: Signer) => Promise<Response>>; others?: string };

let authority: Tenant;
let unit: Tenant;
const comment = "Sai lệch này cần người khác xem lại.";
const today = dayAt(Date.now());

beforeAll(async () => {
  authority = await makeAuthority();
  unit = await makeTenant({ ledger: "LEDGER_2" });
  await publishFirstRuleSet(contextFor(authority));
});

const send = (method: string, path: string, person: Signer, body: object) => ask(path, { method, headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
const post = (path: string, person: Signer, body: object) => send("POST", path, person, body);
async function made<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw new Error(await response.text());
  return response.json<Answer>();
}
/** A move, signed where it is signed on a form. */
const moving = (past: (first: Signer) => Past, transition: string) => async (first: Signer) => {
  const discrepancy = await makeDiscrepancy(unit, past(first));
  return (person: Signer) => makeMove(person, discrepancy, transition);
};
async function makeMove(person: Signer, discrepancy: Discrepancy, transition: string): Promise<Response> {
  if (transition.endsWith("break-glass")) return move(person, discrepancy, { transition, comment });
  const { form, answers } = await answersFor(unit, transition, discrepancy);
  return move(person, discrepancy, { transition, signed: await signForm(unit, person, form, answers) });
}
const ofOneself = (method: string, path: string, body: object) => (first: Signer) => Promise.resolve((person: Signer) => send(method, `/v1/t/${unit.code}/people/${first.id}${path}`, person, body));

const acts: Record<string, Act> = {
  "a key's approval": {
    at: "unit", roles: ["administrator"],
    begin: async (first) => {
      const key = await makeKeyPair();
      await made(await registerKey(unit, first, key));
      return (person) => approveKey(unit, person, key.kid);
    },
  },
  "resuming a key that somebody else suspended": {
    at: "unit", roles: ["administrator"],
    begin: async (first) => {
      const key = await withKey(unit, first);
      await made(await post(`/v1/t/${unit.code}/keys/${key.kid}/suspend`, await signer(unit, ["administrator"]), {}));
      return (person) => post(`/v1/t/${unit.code}/keys/${key.kid}/resume`, person, {});
    },
  },
  "a trust anchor": {
    at: "unit", roles: ["administrator"],
    begin: async (first) => {
      const { id } = await made<AnchorView>(await proposeAnchor(first, (await makeChain()).root));
      return (person) => post(`/v1/t/${unit.code}/anchors/${id}/approve`, person, {});
    },
  },
  "one's own roles": { at: "unit", roles: ["administrator"], begin: ofOneself("PUT", "/roles", { roles: ["administrator", "head"] }) },
  "one's own units": { at: "unit", roles: ["administrator"], begin: ofOneself("PUT", "/units", { units: [] }) },
  "a link for oneself": { at: "unit", roles: ["administrator"], begin: ofOneself("POST", "/enrolments", {}) },
  "an account bound to oneself": { at: "unit", roles: ["administrator"], begin: ofOneself("POST", "/accounts", { subject: "oidc-1" }), others: "transition-refused" },
  "one's own end": { at: "unit", roles: ["administrator"], begin: ofOneself("POST", "/end", {}) },
  "a recovery": {
    at: "unit", roles: ["administrator"],
    begin: async (first) => {
      const lost = await makeOfficer(unit, ["head"]);
      await contextFor(unit).ledger.prepare("INSERT INTO passkey (tenant_id, credential_id, officer_id, public_key, counter, transports, backed_up, label, created_at) VALUES (?, ?, ?, '', 0, '[]', 0, '', 0)").bind(unit.code, lost.id, lost.id).run();
      const { id } = await made<EnrolmentView>(await post(`/v1/t/${unit.code}/people/${lost.id}/enrolments`, first, {}));
      return (person) => post(`/v1/t/${unit.code}/enrolments/${id}/approve`, person, {});
    },
  },
  "a rule set": {
    at: "authority", roles: ["supervisor"], others: "back-test-required",
    begin: async (first) => {
      const rules = structuredClone(defaultRuleSet.rules);
      rules.R07!.warnIf = rules.R07!.errorIf = { absolute: 11, perThousand: 0 };
      const draft = await made<RuleSetDetail>(await post("/v1/rule-sets", first, { effectiveFrom: today, reason: "Dung sai quá nhỏ cho đơn vị lớn", rules }));
      await made(await post(`/v1/rule-sets/${draft.version}/propose`, first, { digest: draft.digest }));
      return (person) => post(`/v1/rule-sets/${draft.version}/approve`, person, { digest: draft.digest });
    },
  },
  "a day off": {
    at: "authority", roles: ["operator", "supervisor"],
    begin: async (first) => {
      const day = { day: `${Number(today.slice(0, 4)) + 1}-06-${new Date(`${Number(today.slice(0, 4)) + 1}-06-10`).getUTCDay() % 6 === 0 ? "15" : "10"}`, kind: "holiday", nameVi: "Nghỉ thử", nameEn: "Day off" };
      const { changes } = await made<CalendarChangeList>(await post("/v1/calendar-changes", first, { kind: "days", basis: "Quyết định thử về ngày nghỉ", days: [day] }));
      return (person) => post(`/v1/calendar-changes/${changes[0]!.number}/approve`, person, { digest: changes[0]!.digest });
    },
  },
  "accepting what one asked about": { at: "authority", roles: ["auditor"], begin: moving((first) => ({ state: "EXPLAINED", severity: "high", askedBy: first }), "accept") },
  "approving a dismissal": { at: "authority", roles: ["supervisor"], begin: moving((first) => ({ state: "DISMISSAL_REQUESTED", askedBy: first }), "approve-dismissal") },
  "denying a dismissal": { at: "authority", roles: ["supervisor"], begin: moving((first) => ({ state: "DISMISSAL_REQUESTED", askedBy: first }), "deny-dismissal") },
  "granting an appeal": { at: "authority", roles: ["supervisor"], begin: moving((first) => ({ state: "APPEALED", askedBy: first }), "grant-appeal") },
  "denying an appeal": { at: "authority", roles: ["supervisor"], begin: moving((first) => ({ state: "APPEALED", askedBy: first }), "deny-appeal") },
  "breaking the glass": {
    at: "authority", roles: ["supervisor"], second: ["operator"],
    begin: async (first) => {
      const discrepancy = await makeDiscrepancy(unit, { state: "APPEALED" });
      const { version } = await made<{ version: number }>(await makeMove(first, discrepancy, "request-break-glass"));
      return (person) => makeMove(person, { ...discrepancy, version }, "break-glass");
    },
  },
  "deciding about a unit of one's own": {
    at: "authority", roles: ["auditor"],
    begin: async (first) => {
      await keepPastUnits(contextFor(authority), first.id, [{ unit: unit.code, until: null }], "off_test");
      return moving(() => ({ state: "EXPLAINED" }), "accept")(first);
    },
  },
  "being given what one may not decide": {
    at: "authority", roles: ["supervisor"],
    begin: async (first) => {
      const discrepancy = await makeDiscrepancy(unit, { state: "DISMISSAL_REQUESTED", askedBy: first });
      const giver = await signer(authority, ["supervisor"]);
      return async (person) => {
        const answer = await move(giver, discrepancy, { transition: "assign", assignee: person.id });
        const { errors } = await answer.clone().json<{ errors?: { code: string }[] }>();
        return errors?.[0]?.code === "self-approval" ? Response.json({ code: "self-approval" }, { status: 403 }) : answer;
      };
    },
  },
};

const signer = async (tenant: Tenant, roles: readonly Role[]): Promise<Signer> => withKey(tenant, await makeOfficer(tenant, roles));

describe("attack 29: what takes two people", { timeout: 60_000 }, () => {
  test.each(Object.entries(acts))("%s: one person by two accounts is one, somebody else is another", async (_, { at: where, roles, second = roles, begin, others }) => {
    const home = where === "authority" ? authority : unit;
    const [first, twin, other] = [await signer(home, roles), await signer(home, second), await signer(home, second)];
    const finish = await begin(first);
    await areOnePerson(home, first, twin);
    const refused = await finish(twin);
    expect([refused.status, (await refused.json<{ code: string }>()).code]).toEqual([403, "self-approval"]);
    const done = await finish(other);
    expect(others === undefined ? done.ok : (await done.json<{ code: string }>()).code).toEqual(others ?? true);
  });

  test("a second look is given to nobody who had a part in it by another account, and taken from whoever turns out to be the same", async () => {
    const [first, twin, third] = [await signer(authority, ["auditor"]), await signer(authority, ["auditor"]), await signer(authority, ["auditor"])];
    const { ledger } = contextFor(unit);
    const closed = await makeDiscrepancy(unit, { state: "ACCEPTED", askedBy: first });
    await ledger
      .prepare("INSERT INTO second_review (tenant_id, discrepancy_id, month, closed_version, first_outcome, first_reviewer_id, seed_idx, drawn_at, log_idx) VALUES (?, ?, '2026-10', ?, 'accept', ?, 0, ?, 0)")
      .bind(unit.code, closed.id, closed.version, first.id, Date.now())
      .run();
    const holder = () => ledger.prepare("SELECT officer_id FROM withheld_discrepancy WHERE tenant_id = ? AND discrepancy_id = ?").bind(unit.code, closed.id).first<string>("officer_id");
    await contextFor(authority).ledger.prepare("UPDATE officer SET ended_at = 1 WHERE tenant_id = 'VN' AND id NOT IN (?, ?)").bind(first.id, twin.id).run();
    await giveSecondReviews(env.CENTRAL, platformOf(env), Date.now());
    expect(await holder()).toBe(twin.id);
    await areOnePerson(authority, first, twin);
    const answered = await at(twin, closed, "/second-review", { method: "POST", body: { month: "2026-10", outcome: "accept", text: "Giải trình có chứng cứ rõ ràng." } });
    expect([answered.status, (await answered.json<{ code: string }>()).code]).toEqual([403, "self-approval"]);
    await contextFor(authority).ledger.prepare("UPDATE officer SET ended_at = NULL WHERE tenant_id = 'VN' AND id = ?").bind(third.id).run();
    await giveSecondReviews(env.CENTRAL, platformOf(env), Date.now());
    expect(await holder()).toBe(third.id);
  });

  test("two accounts are one by way of a third; those of other tenants are others", async () => {
    const [one, two, three, stranger] = [await signer(unit, ["administrator"]), await signer(unit, ["administrator"]), await signer(unit, ["administrator"]), await signer(await makeTenant({ ledger: "LEDGER_2" }), ["administrator"])];
    await areOnePerson(unit, one, two);
    await areOnePerson(unit, two, three);
    const key = await makeKeyPair();
    await made(await registerKey(unit, one, key));
    expect((await approveKey(unit, three, key.kid)).status).toBe(403);
    expect((await approveKey(unit, stranger, key.kid)).status).toBe(404);
  });

  test("what shows that they are one is kept for good", async () => {
    const [one, two] = [await signer(unit, ["officer"]), await signer(unit, ["officer"])];
    await areOnePerson(unit, one, two);
    const { ledger } = contextFor(unit);
    for (const statement of ["DELETE FROM officer_mark WHERE tenant_id = ?", "UPDATE officer_mark SET mark = 'x' WHERE tenant_id = ?"]) await expect(ledger.prepare(statement).bind(unit.code).run()).rejects.toThrow("what shows who a person is stays");
    await expect(ledger.prepare("INSERT INTO officer_mark (tenant_id, officer_id, mark) VALUES (?, ?, 'x')").bind(unit.code, newId("officer", 0)).run(), "of nobody").rejects.toThrow("FOREIGN KEY");
  });
});
