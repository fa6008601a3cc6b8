import { introspectWorkflow } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { RuleSet } from "../../../worker/audit/contract.ts";
import type { ReplayView } from "../../../worker/audit/night-contract.ts";
import { publishFirstRuleSet } from "../../../worker/audit/publish-first-rule-set.ts";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import type { BackTestView, RuleSetDetail, RuleSetList, UsableRuleSetList } from "../../../worker/audit/rule-set-contract.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { addDays, dayAt, listClosedWindows } from "../../../worker/kernel/windows.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { AFTER_DEADLINE, PERIOD, plantCounters, plantObligation, plantReport, plantServices } from "./plant.ts";

type Person = Awaited<ReturnType<typeof makeOfficer>>;
const today = dayAt(Date.now());
let authority: Tenant;
let auditor: Person;
let supervisor: Person;
let other: Person;

beforeAll(async () => {
  authority = await makeAuthority();
  [auditor, supervisor, other] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["supervisor"]), await makeOfficer(authority, ["supervisor"])];
  await publishFirstRuleSet(contextFor(authority));
});

const send = (method: string, path: string, person: Person, body: object) => ask(path, { method, headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
/** As after a passkey's assertion just now; how that is made is sign-in's own matter. */
const confirm = (person: Person, at: number | null = Date.now()) => contextFor(authority).ledger.prepare("UPDATE session SET asserted_at = ? WHERE officer_id = ?").bind(at, person.id).run();
const rulesWith = (change: (rules: RuleSet["rules"]) => void): RuleSet["rules"] => {
  const rules = structuredClone(defaultRuleSet.rules);
  change(rules);
  return rules;
};
/** Online filings may differ by ten before anybody is asked. */
const tolerant = rulesWith((rules) => {
  rules.R07!.warnIf = { absolute: 10, perThousand: 0 };
  rules.R07!.errorIf = { absolute: 10, perThousand: 0 };
});
const wish = (change: object = {}) => ({ effectiveFrom: today, reason: "Dung sai quá nhỏ cho đơn vị lớn", rules: tolerant, ...change });
const draft = async (person = auditor, change: object = {}) => (await send("POST", "/v1/rule-sets", person, wish(change))).json<RuleSetDetail>();
const move = (name: string, { version, digest }: RuleSetDetail, person: Person) => send("POST", `/v1/rule-sets/${version}/${name}`, person, { digest });
const show = async (version: number) => (await ask(`/v1/rule-sets/${version}`, { headers: asPerson(auditor) })).json<RuleSetDetail>();

/** Runs the back-test of the version to its end and gives its result. */
async function tryOut(version: number, windows = 6): Promise<BackTestView> {
  await using tests = await introspectWorkflow(env.BACK_TEST);
  const started = await send("POST", `/v1/rule-sets/${version}/back-tests`, auditor, { windows });
  expect(started.status).toBe(202);
  const { id } = await started.json<BackTestView>();
  for (const one of await tests.get()) await one.waitForStatus("complete");
  return (await ask(`/v1/rule-sets/${version}/back-tests/${id}`, { headers: asPerson(auditor) })).json<BackTestView>();
}

describe("the life of a rule set", () => {
  test("draft, proposed by one, tried, approved by another who proved to be there, in force from its day", async () => {
    const made = await draft();
    expect(made).toMatchObject({ state: "draft", comparedWith: made.version - 1 > 0 ? expect.any(Number) : null, lastBackTest: null });
    expect(made.changes.map(({ path }) => path)).toEqual(["R07/errorIf/absolute", "R07/errorIf/perThousand", "R07/warnIf/absolute", "R07/warnIf/perThousand"].filter((path) => made.changes.some((change) => change.path === path)));
    expect(made.changes.length).toBeGreaterThan(0);
    expect((await move("propose", made, auditor)).status).toBe(200);

    await confirm(supervisor);
    expect(await refusalOf(await move("approve", made, supervisor))).toEqual([409, "back-test-required"]);
    const tried = await tryOut(made.version);
    expect(tried).toMatchObject({ state: "done", version: made.version, digest: made.digest, failed: 0, done: tried.total });
    expect(await refusalOf(await move("approve", made, auditor))).toEqual([403, "not-permitted"]);
    const approved = await (await move("approve", made, supervisor)).json<RuleSetDetail>();
    expect(approved).toMatchObject({ state: "active", backTest: tried.id, proposed: { by: { id: auditor.id, name: auditor.name } }, approved: { by: { id: supervisor.id } } });

    const { ruleSets } = await (await ask("/v1/rule-sets", { headers: asPerson(auditor) })).json<RuleSetList>();
    expect(ruleSets.filter(({ state }) => state === "active")).toHaveLength(1);
    expect(ruleSets.at(-1)).toMatchObject({ version: 1, state: "superseded", proposed: { by: { id: "system" } } });
    const { results } = await contextFor(authority).ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = 'VN' ORDER BY idx DESC LIMIT 4").all<{ entry: string }>();
    expect(results.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>)[0]).toMatchObject({ kind: "rule-set.published", ruleSet: `national@${made.version}`, digest: made.digest, by: supervisor.id, backTest: tried.id });
  });

  test("nobody approves their own, nobody without proof of being there, and two approvals at once are one", async () => {
    const made = await draft(supervisor);
    await move("propose", made, supervisor);
    await tryOut(made.version, 1);
    await confirm(supervisor);
    expect(await refusalOf(await move("approve", made, supervisor))).toEqual([403, "self-approval"]);
    const third = await makeOfficer(authority, ["supervisor"]);
    await confirm(third, null);
    expect(await refusalOf(await move("approve", made, third))).toEqual([403, "step-up-required"]);
    await confirm(other);
    await confirm(third);
    const answers = await Promise.all([move("approve", made, other), move("approve", made, third)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test("what was proposed is frozen, in the database too; a draft is changed by its author alone", async () => {
    const made = await draft();
    const change = (person: Person, digest = made.digest) => send("PUT", `/v1/rule-sets/${made.version}`, person, { ...wish({ reason: "Một lý do khác hẳn" }), digest });
    expect(await refusalOf(await change(supervisor))).toEqual([403, "not-permitted"]);
    expect((await change(auditor)).status).toBe(200);
    await move("propose", await show(made.version), auditor);
    expect(await refusalOf(await change(auditor))).toEqual([409, "transition-refused"]);
    const write = (sql: string) => contextFor(authority).ledger.prepare(sql).bind(made.version).run();
    await expect(write("UPDATE rule_set SET document = '{}' WHERE version = ?")).rejects.toThrow("a proposed rule set is never changed");
    await expect(write("UPDATE rule_set SET state = 'approved', approved_by = proposed_by WHERE version = ?")).rejects.toThrow("approved by another person");
    await expect(write("UPDATE rule_set SET state = 'draft' WHERE version = ?")).rejects.toThrow("moves from draft to proposed");
    await expect(write("DELETE FROM rule_set WHERE version = ?")).rejects.toThrow("never deleted");
    expect((await move("withdraw", await show(made.version), auditor)).status).toBe(200);
    expect((await show(made.version)).state).toBe("withdrawn");
  });

  test("a changed draft needs its own back-test, and another digest than was seen is a conflict", async () => {
    const made = await draft();
    await tryOut(made.version, 1);
    const changed = await (await send("PUT", `/v1/rule-sets/${made.version}`, auditor, { ...wish({ rules: rulesWith((rules) => void (rules.R44!.enabled = false)) }), digest: made.digest })).json<RuleSetDetail>();
    expect(changed.lastBackTest).toBeNull();
    expect(await refusalOf(await move("propose", made, auditor))).toEqual([409, "version-conflict"]);
    await move("propose", changed, auditor);
    await confirm(supervisor);
    expect(await refusalOf(await move("approve", changed, supervisor))).toEqual([409, "back-test-required"]);
    await move("withdraw", changed, auditor);
  });

  test("does not reach back: not before today", async () => {
    const made = await draft(auditor, { effectiveFrom: addDays(today, -1) });
    await move("propose", made, auditor);
    await tryOut(made.version, 1);
    await confirm(supervisor);
    expect(await refusalOf(await move("approve", made, supervisor))).toEqual([409, "transition-refused"]);
    await move("withdraw", made, auditor);
  });

  test("is refused with the places that do not fit", async () => {
    const answer = await send("POST", "/v1/rule-sets", auditor, wish({ rules: rulesWith((rules) => void (rules.R10!.parameters = {})) }));
    expect(await answer.json()).toMatchObject({ code: "rule-set-invalid", errors: [expect.objectContaining({ code: "required" })] });
    const operator = await makeOfficer(authority, ["operator"]);
    expect(await refusalOf(await send("POST", "/v1/rule-sets", operator, wish()))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await ask("/v1/rule-sets/999", { headers: asPerson(auditor) }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask("/v1/rule-sets", { headers: asPerson(await makeOfficer(await makeTenant(), ["head"])) }))).toEqual([404, "not-found"]);
  });
});

describe("a back-test", () => {
  test("says by tenant, rule and window what would open and close, from the facts of the last windows, and opens nothing", async () => {
    const [slightly, far] = [await makeTenant(), await makeTenant()];
    const last = listClosedWindows("quarter", "mid-month", addDays(today, -12), 200).at(-1)!;
    for (const [tenant, online] of [[slightly, 26], [far, 90]] as const) {
      await plantServices(tenant, [{ code: "1.000001" }]);
      await plantCounters(tenant, [{ service: "1.000001", day: last.from, onlineFull: 20, inPerson: 200 }]);
      await plantReport(tenant, { period: last.id, receivedAt: Date.now(), rows: [{ service: "1.000001", online, total: 220 }] });
      await plantObligation(tenant, "services-quarter", last.from);
    }
    // Against the tolerant set that is in force by now: no tolerance at all opens the slight one, and the far one stays open.
    const strict = rulesWith((rules) => {
      rules.R07!.warnIf = { absolute: 0, perThousand: 0 };
      rules.R07!.errorIf = { absolute: 0, perThousand: 0 };
    });
    const made = await draft(auditor, { rules: strict });
    const tried = await tryOut(made.version, 1);
    expect(tried.byTenant.find(({ tenant }) => tenant === slightly.code)).toEqual({ tenant: slightly.code, opened: 1, closed: 0, raised: 0, lowered: 0 });
    expect(tried.byTenant.find(({ tenant }) => tenant === far.code)).toBeUndefined();
    expect(tried.byRule.find(({ rule }) => rule === "R07")!.opened).toBeGreaterThanOrEqual(1);
    expect(tried.byWindow.map(({ period }) => period)).toContain(last.id);
    expect(tried.kept).toBeGreaterThanOrEqual(1);
    for (const tenant of [slightly, far]) {
      const row = await contextFor(tenant).ledger.prepare("SELECT COUNT(*) AS found FROM discrepancy WHERE tenant_id = ?").bind(tenant.code).first<{ found: number }>();
      expect(row!.found).toBe(0);
    }
    // The same findings held to be trifles: nothing opens or closes, and the trial still says what changes.
    const milder = await draft(auditor, { rules: rulesWith((rules) => { rules.R07 = { ...strict.R07!, severity: "info" }; }) });
    const mild = await tryOut(milder.version, 1);
    expect(mild.byTenant.find(({ tenant }) => tenant === far.code)).toEqual({ tenant: far.code, opened: 0, closed: 0, raised: 0, lowered: 1 });
    expect(mild.lowered).toBe(mild.byRule.reduce((sum, { lowered }) => sum + lowered, 0));
    await move("withdraw", milder, auditor);
    await move("withdraw", made, auditor);
    expect(await refusalOf(await send("POST", `/v1/rule-sets/${made.version}/back-tests`, auditor, { windows: 1 }))).toEqual([409, "transition-refused"]);
  });

  test("is asked for by auditors and supervisors, for one to twelve windows", async () => {
    const made = await draft();
    const operator = await makeOfficer(authority, ["operator"]);
    expect(await refusalOf(await send("POST", `/v1/rule-sets/${made.version}/back-tests`, operator, { windows: 6 }))).toEqual([403, "not-permitted"]);
    for (const windows of [0, 13, 1.5]) expect(await refusalOf(await send("POST", `/v1/rule-sets/${made.version}/back-tests`, auditor, { windows }))).toEqual([400, "body-invalid"]);
    expect(await refusalOf(await ask(`/v1/rule-sets/${made.version}/back-tests/bkt_x`, { headers: asPerson(auditor) }))).toEqual([404, "not-found"]);
    await move("withdraw", made, auditor);
  });
});

test("a set that names a past version of a rule shows what the newer one says; the default set names the newest of each", async () => {
  const { R37, R41: _, ...rest } = defaultRuleSet.rules;
  const { version: __, ...past } = { ...R37!, parameters: { days: 3, times: 3, atLeast: 30 } };
  const made = await draft(auditor, { rules: { ...rest, R37: { ...past, version: "1.0" } } });
  expect(made.newerRules.map(({ id, version }) => [id, version])).toEqual([["R37", R37!.version], ["R41", defaultRuleSet.rules.R41!.version]]);
  expect(made.newerRules[0]).toMatchObject({ defaults: { parameters: R37!.parameters }, definitionEn: expect.stringContaining("z-score") });
  await move("withdraw", made, auditor);
  expect((await show(1)).newerRules).toEqual([]);
});

describe("a replay", () => {
  async function auditedTenant(): Promise<{ tenant: Tenant; run: string }> {
    const tenant = await makeTenant();
    await plantServices(tenant, [{ code: "1.000001" }, { code: "1.000002" }]);
    await plantCounters(tenant, [{ service: "1.000001", day: "2025-01-05", onlineFull: 20 }]);
    await plantReport(tenant, { rows: [{ service: "1.000001", online: 26, total: 26 }] });
    const { run } = await runAudit(contextFor(tenant, AFTER_DEADLINE), { reportType: "services-quarter", periodId: PERIOD });
    return { tenant, run: run.id };
  }
  const replay = (tenant: Tenant, run: string, body: object = {}, person = auditor) => send("POST", `/v1/t/${tenant.code}/audit-runs/${run}/replays`, person, body);

  test("of the same facts with the same rule set finds the same byte for byte, whatever was declared and pushed since, and writes nothing", async () => {
    const { tenant, run } = await auditedTenant();
    await plantServices(tenant, [{ code: "1.000003" }]);
    await plantCounters(tenant, [{ service: "1.000001", day: "2025-02-05", onlineFull: 500 }]);
    const { ledger } = contextFor(tenant);
    const written = async () => (await ledger.prepare("SELECT (SELECT COUNT(*) FROM log_entry WHERE tenant_id = ?1) + (SELECT COUNT(*) FROM audit_run WHERE tenant_id = ?1) AS n").bind(tenant.code).first<{ n: number }>())!.n;
    const before = await written();
    const [first, again] = [await replay(tenant, run), await replay(tenant, run)];
    const text = await first.text();
    expect(await again.text()).toBe(text);
    const found = JSON.parse(text) as ReplayView;
    expect(found).toMatchObject({ isSame: true, ruleSet: "national@1", findingsDigest: found.runFindingsDigest });
    expect(found.findings.map(({ rule }) => rule)).toContain("R07");
    expect(await written()).toBe(before);
  });

  test("with another rule set finds what that finds, and says that it is not the same", async () => {
    const { tenant, run } = await auditedTenant();
    const made = await draft();
    const found = await (await replay(tenant, run, { ruleSet: made.version })).json<ReplayView>();
    expect(found).toMatchObject({ isSame: false, ruleSet: `national@${made.version}`, ruleSetDigest: made.digest });
    expect(found.findings.map(({ rule }) => rule)).not.toContain("R07");
    expect(await refusalOf(await replay(tenant, run, { ruleSet: 999 }))).toEqual([404, "not-found"]);
    await move("withdraw", made, auditor);
  });

  test("is the tenant's and the authority's; a run that kept no facts says so", async () => {
    const { tenant, run } = await auditedTenant();
    const head = await makeOfficer(tenant, ["head"]);
    expect((await replay(tenant, run, {}, head)).status).toBe(200);
    expect(await refusalOf(await replay(await makeTenant(), run))).toEqual([404, "not-found"]);
    expect(await refusalOf(await replay(tenant, run, {}, await makeOfficer(await makeTenant(), ["head"])))).toEqual([404, "not-found"]);
    await contextFor(tenant).ledger.prepare("UPDATE audit_run SET facts_digest = NULL WHERE tenant_id = ?").bind(tenant.code).run();
    expect(await refusalOf(await replay(tenant, run))).toEqual([409, "snapshot-missing"]);
  });

  test("offers a tenant the published versions with what each changed; of a draft it learns nothing", async () => {
    const { tenant, run } = await auditedTenant();
    const head = await makeOfficer(tenant, ["head"]);
    const usable = async (person: Person) => (await (await ask(`/v1/t/${tenant.code}/rule-sets`, { headers: asPerson(person) })).json<UsableRuleSetList>()).ruleSets;
    const made = await draft(auditor, { rules: rulesWith((rules) => void (rules.R38!.parameters["targetPerThousand"] = 800)) });
    const [theirs, ours] = [await usable(head), await usable(auditor)];
    expect(ours[0]).toMatchObject({ version: made.version, state: "draft", digest: made.digest });
    expect(ours[0]!.changes).toContainEqual({ path: "R38/parameters/targetPerThousand", before: 0, after: 800 });
    expect(theirs.map(({ version }) => version)).not.toContain(made.version);
    expect(theirs.at(-1)).toMatchObject({ version: 1, effectiveFrom: defaultRuleSet.effectiveFrom, changes: [] });
    expect(JSON.stringify(theirs)).not.toMatch(/off_|"by"/);
    expect((await replay(tenant, run, { ruleSet: 1 }, head)).status).toBe(200);
    expect(await refusalOf(await replay(tenant, run, { ruleSet: made.version }, head))).toEqual([404, "not-found"]);
    expect((await replay(tenant, run, { ruleSet: made.version })).status).toBe(200);
    await move("withdraw", made, auditor);
  });

  test("does not take other bytes under the digest for the facts", async () => {
    const { tenant, run } = await auditedTenant();
    const { factsDigest } = await (await replay(tenant, run)).json<ReplayView>();
    await env.EVIDENCE.put(`facts/${factsDigest}`, "{}");
    expect(await refusalOf(await replay(tenant, run))).toEqual([500, "internal"]);
  });
});
