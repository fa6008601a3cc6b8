import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { dayAt } from "../../../worker/kernel/windows.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { record } from "../../../worker/log/record.ts";
import { listClosedBetween } from "../../../worker/review/quality-queries.ts";
import { drawSecondReviews } from "../../../worker/review/draw-second-reviews.ts";
import { giveSecondReviews } from "../../../worker/review/give-second-reviews.ts";
import type { QualityFigures, SecondReviewList } from "../../../worker/review/quality-contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy, type Step } from "./make-discrepancy.ts";
import type { Person } from "./people.ts";

const MARCH = Date.parse("2031-03-10T05:00:00Z");
const APRIL = Date.parse("2031-04-02T01:00:00Z");
const platform = platformOf(env);
let authority: Tenant;
let tenant: Tenant;
let [first, second]: Person[] = [];

beforeAll(async () => {
  authority = await makeAuthority();
  tenant = await makeTenant({ ledger: "LEDGER_2" });
  [first, second] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["auditor"])];
});

const answer = (person: Person, id: string, body: object) =>
  ask(`/v1/t/${tenant.code}/discrepancies/${id}/second-review`, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify({ month: "2031-03", text: "Giải trình có chứng cứ rõ.", ...body }) });

describe("the second look", () => {
  test("is drawn once the log has gone on after the month, one in twenty, and is the same for whoever draws", async () => {
    for (let i = 0; i < 21; i++) {
      await makeDiscrepancy(tenant, { state: "EXPLAINED", askedBy: first!, after: [{ transition: "accept", to: "ACCEPTED", by: first!.id, at: MARCH, jti: `signed-${i}` }] });
    }
    expect(await drawSecondReviews(env.CENTRAL, platform, APRIL)).toBe(0);
    await record(contextFor(authority, APRIL), { kind: "policy.changed", at: APRIL, subject: "test" }, []);
    expect(await drawSecondReviews(env.CENTRAL, platform, APRIL)).toBe(2);
    expect(await drawSecondReviews(env.CENTRAL, platform, APRIL + 86_400_000)).toBe(0);
    expect(await giveSecondReviews(env.CENTRAL, platform, APRIL)).toBe(2);
    expect(await giveSecondReviews(env.CENTRAL, platform, APRIL)).toBe(0);
    const { results } = await contextFor(tenant).ledger.prepare("SELECT first_outcome AS outcome, first_reviewer_id AS reviewer, month FROM second_review WHERE tenant_id = ?").bind(tenant.code).all();
    expect(results).toEqual([1, 2].map(() => ({ outcome: "accept", reviewer: first!.id, month: "2031-03" })));
  });

  test("draws from what was closed at the end of the month: what a stolen key closed too, and what was opened and taken back; not what was open by then, whatever it is now", async () => {
    const unit = await makeTenant({ ledger: "LEDGER_1" });
    const [MAY, JUNE] = [Date.parse("2031-05-10T05:00:00Z"), Date.parse("2031-06-01T05:00:00Z")];
    const accept = { transition: "accept", to: "ACCEPTED", by: "off_else", at: MAY, jti: "c" } as const;
    const reopen = (at: number) => ({ transition: "reopen", to: "ACKNOWLEDGED", at, assignee: "off_else" }) as const;
    const closedWith = async (...after: readonly Step[]) => (await makeDiscrepancy(unit, { state: "EXPLAINED", after: [accept, ...after] })).id;
    const kept = [
      await closedWith(),
      await closedWith({ transition: "contest", to: "ACCEPTED", by: "system", at: MAY + 1 }, { transition: "confirm-decision", to: "ACCEPTED", at: MAY + 2, jti: "o" }),
      await closedWith(reopen(MAY + 1), { transition: "undo", to: "ACCEPTED", at: MAY + 2 }),
      await closedWith(reopen(JUNE)),
      await closedWith(reopen(MAY + 1), { ...accept, at: MAY + 2, jti: "d" }),
    ];
    await closedWith(reopen(MAY + 1));
    await closedWith(reopen(MAY + 1), { ...accept, at: JUNE, jti: "e" });
    const month = (from: string, until: string) => listClosedBetween(contextFor(unit).ledger, Date.parse(`${from}-01T00:00:00+07:00`), Date.parse(`${until}-01T00:00:00+07:00`));
    const closed = (await month("2031-05", "2031-06")).filter(({ tenantId }) => tenantId === unit.code);
    expect(closed.map(({ id }) => id).toSorted()).toEqual(kept.toSorted());
    expect(closed.find(({ id }) => id === kept[4])!.version, "by the decision that stood").toBe(6);
  });

  test("goes on where a draw was cut off between two tenants, with the same sample, and makes up for earlier months", async () => {
    const others = await Promise.all(Array.from({ length: 3 }, () => makeTenant({ ledger: "LEDGER_1" })));
    const [FEBRUARY, JANUARY] = [Date.parse("2031-02-10T05:00:00Z"), Date.parse("2031-01-10T05:00:00Z")];
    for (const other of others) for (let i = 0; i < 14; i++) await makeDiscrepancy(other, { state: "EXPLAINED", after: [{ transition: "accept", to: "ACCEPTED", by: "off_else", at: FEBRUARY, jti: `f${i}` }] });
    const early = await makeDiscrepancy(others[0]!, { state: "EXPLAINED", after: [{ transition: "accept", to: "ACCEPTED", by: "off_else", at: JANUARY, jti: "j" }] });
    const home = contextFor(authority);
    const forgetMarks = () => home.ledger.prepare("DELETE FROM routine_mark WHERE routine = 'second-review-draw' AND mark IN ('2031-01', '2031-02')").run();
    const drawnIn = async (month: string) => (await contextFor(others[0]!).ledger.prepare("SELECT discrepancy_id AS id FROM second_review WHERE month = ? ORDER BY id").bind(month).all<{ id: string }>()).results.map(({ id }) => id);
    await forgetMarks();
    expect(await drawSecondReviews(env.CENTRAL, platform, APRIL)).toBe(4);
    const whole = await drawnIn("2031-02");
    expect([whole.length, await drawnIn("2031-01")]).toEqual([3, [early.id]]);
    // As if the platform had stopped after the first tenant: its part stands, the rest and the mark do not. One of the month's cases is opened again since.
    const ledger = contextFor(others[0]!).ledger;
    const first = (await ledger.prepare("SELECT tenant_id AS code FROM second_review WHERE month = '2031-02' ORDER BY tenant_id").first<string>("code"))!;
    const { meta } = await ledger.prepare("DELETE FROM second_review WHERE month = '2031-02' AND tenant_id <> ?").bind(first).run();
    await ledger.prepare("INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, log_idx) SELECT tenant_id, id, version + 1, 'reopen', state, 'ACKNOWLEDGED', 'off_else', 'VN', ?, 0 FROM discrepancy WHERE id = ?").bind(APRIL, whole.at(-1)).run();
    await forgetMarks();
    const missing = whole.length - (await drawnIn("2031-02")).length;
    expect([await drawSecondReviews(env.CENTRAL, platform, APRIL), await drawnIn("2031-02")]).toEqual([missing, whole]);
    expect(meta.changes).toBeGreaterThanOrEqual(missing);
    expect(await drawSecondReviews(env.CENTRAL, platform, APRIL)).toBe(0);
    await ledger.prepare("DELETE FROM second_review WHERE month <> '2031-03'").run();
  });

  test("is blind, is given once, and by somebody who had no part in it; then the first decision is shown", async () => {
    const list = async (person: Person) => (await ask("/v1/second-reviews", { headers: asPerson(person) })).json<SecondReviewList>();
    expect((await list(first!)).cases).toEqual([]);
    const { cases } = await list(second!);
    expect(cases).toHaveLength(2);
    expect(JSON.stringify(cases)).not.toMatch(/accept|ACCEPTED|decision/);
    const [one, other] = cases.map(({ discrepancy }) => discrepancy) as [string, string];
    expect(await refusalOf(await answer(first!, one, { outcome: "accept" }))).toEqual([403, "self-approval"]);
    expect(await refusalOf(await answer(second!, one, { outcome: "accept", month: "2031-02" }))).toEqual([404, "not-found"]);
    expect(await (await answer(second!, one, { outcome: "accept" })).json()).toEqual({ first: "accept", second: "accept", isSame: true, state: "ACCEPTED" });
    expect(await refusalOf(await answer(second!, one, { outcome: "uphold" }))).toEqual([409, "transition-refused"]);
    expect(await (await answer(second!, other, { outcome: "uphold" })).json()).toMatchObject({ first: "accept", second: "uphold", isSame: false });
  });
});

describe("the figures", () => {
  const read = async () => (await ask("/v1/review/quality", { headers: asPerson(second!) })).json<QualityFigures>();

  test("count agreement by rule and reviewer, with numerator and denominator", async () => {
    const figures = await read();
    expect(figures.agreementByReviewer.find(({ reviewer }) => reviewer === first!.id)).toEqual({ reviewer: first!.id, name: first!.name, share: { numerator: 1, denominator: 2, percent: 50 } });
    expect(figures.agreementByRule).toContainEqual({ rule: "R07", share: { numerator: 1, denominator: 2, percent: 50 } });
  });

  test("a rule with more than three dismissals in ten as false positive is flagged for its owner", async () => {
    const before = (await read()).falsePositives.find(({ rule }) => rule === "R07")!;
    expect(before.isFlagged).toBe(false);
    for (let i = 0; i < 12; i++) await makeDiscrepancy(tenant, { after: [{ transition: "request-dismissal", to: "DISMISSAL_REQUESTED", reason: "false_positive" }, { transition: "approve-dismissal", to: "DISMISSED", reason: "false_positive", jti: `d${i}` }] });
    const after = (await read()).falsePositives.find(({ rule }) => rule === "R07")!;
    expect(after.share.numerator - before.share.numerator).toBe(12);
    expect(after.isFlagged).toBe(after.share.numerator / after.share.denominator > 0.3);
  });

  test("measure what is open, overdue, explained and overturned", async () => {
    const before = await read();
    const ago = (days: number) => Date.now() - days * 86_400_000;
    await makeDiscrepancy(tenant, { state: "UPHELD", severity: "critical", after: [{ transition: "set-due", to: "UPHELD", dueOn: dayAt(ago(3)) }] });
    await makeDiscrepancy(tenant, { state: "APPEALED", after: [{ transition: "grant-appeal", to: "DISMISSED", jti: "granted" }] });
    await makeDiscrepancy(tenant, { after: [{ transition: "ask", to: "AWAITING_EXPLANATION", at: ago(9) }, { transition: "explain", to: "EXPLAINED", at: ago(5), jti: "explained" }] });
    const after = await read();
    expect(after.overdue.numerator - before.overdue.numerator).toBe(1);
    expect(after.overturnedOnAppeal.numerator - before.overturnedOnAppeal.numerator).toBe(1);
    expect(after.timeToExplain.cases - before.timeToExplain.cases).toBe(3);
    const week = ({ openByAge }: QualityFigures) => openByAge.find(({ severity, age }) => severity === "critical" && age === "week")?.count ?? 0;
    expect(week(after) - week(before)).toBe(1);
  });

  test("are for the authority", async () => {
    const officer = await makeOfficer(tenant, ["head"]);
    for (const path of ["/v1/review/quality", "/v1/second-reviews"]) expect(await refusalOf(await ask(path, { headers: asPerson(officer) }))).toEqual([404, "not-found"]);
  });
});
