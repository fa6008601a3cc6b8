import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { dayAt, startOfDay } from "../../../worker/kernel/windows.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { record } from "../../../worker/log/record.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import type { DiscrepancyDetail, MentionableList, NoticeList, TransitionResult, VerificationView } from "../../../worker/review/contract.ts";
import { drawSecondReviews } from "../../../worker/review/draw-second-reviews.ts";
import { giveSecondReviews } from "../../../worker/review/give-second-reviews.ts";
import type { SecondReviewList } from "../../../worker/review/quality-contract.ts";
import { sendMail, type Mail } from "../../../worker/review/send-mail.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";
import { at, move, noticesOf, type Person } from "./people.ts";
import { answersFor, claimsOf, signForm, withKey, type Signer } from "./sign-move.ts";

const platform = platformOf(env);
const SECRET = "Đã đối chiếu với sổ tiếp nhận hồ sơ.";
const GOSSIP = "Hồ sơ này tôi đồng ý, xem biên bản 7";
/** The second of the next month, 8 in the morning in Viet Nam. */
const NEXT = startOfDay(`${dayAt(startOfDay(`${dayAt(Date.now()).slice(0, 7)}-28`) + 6 * 86_400_000).slice(0, 7)}-02`) + 8 * 3_600_000;
const MONTH = dayAt(Date.now()).slice(0, 7);
let authority: Tenant;
let tenant: Tenant;
let [first, head]: Signer[] = [];
let made: Discrepancy;
let decision: string;
let second: Person;
let third: Person;

beforeAll(async () => {
  authority = await makeAuthority();
  tenant = await makeTenant({ ledger: "LEDGER_2" });
  first = await withKey(authority, await makeOfficer(authority, ["auditor"]));
  head = await withKey(tenant, await makeOfficer(tenant, ["head"]));
  made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION", askedBy: first });
  await signAndMove(head, "explain", 2);
  decision = await signAndMove(first, "accept", 3);
  await at(first, made, "/comments", { method: "POST", body: { visibility: "internal", text: GOSSIP } });
});

async function signAndMove(person: Signer, transition: string, version: number): Promise<string> {
  const { form, answers } = await answersFor(tenant, transition, made);
  const signed = await signForm(tenant, person, form, answers);
  const moved = await move(person, { ...made, version }, { transition, signed });
  if (moved.status !== 200) throw new Error(await moved.text());
  return claimsOf(signed).jti;
}

const cases = async (person: Person) => (await (await ask("/v1/second-reviews", { headers: asPerson(person) })).json<SecondReviewList>()).cases;
const post = (person: Person, path: string, body: object) => ask(path, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
const answer = (person: Person, body: object = {}) => at(person, made, "/second-review", { method: "POST", body: { month: MONTH, outcome: "accept", text: "Giải trình có chứng cứ rõ ràng.", ...body } });
/** Everything a reader of the authority can ask about it, by name. */
const q = () => encodeURIComponent(`tenant:${tenant.code}`);
const doors: Record<string, (person: Person) => Promise<Response>> = {
  "the record": (person) => at(person, made, ""),
  "its comments": (person) => at(person, made, "/comments"),
  "its verification": (person) => at(person, made, "/verification"),
  "the list of all": (person) => ask(`/v1/discrepancies?q=${q()}`, { headers: asPerson(person) }),
  "the tenant's list": (person) => ask(`/v1/t/${tenant.code}/discrepancies?q=`, { headers: asPerson(person) }),
  "the facets": (person) => ask(`/v1/discrepancies/facets?q=${q()}`, { headers: asPerson(person) }),
  "the tenant's facets": (person) => ask(`/v1/t/${tenant.code}/discrepancies/facets?q=seen:1`, { headers: asPerson(person) }),
  "the groups": (person) => ask(`/v1/discrepancies/groups?q=${encodeURIComponent(`tenant:${tenant.code} state:ACCEPTED`)}&by=rule`, { headers: asPerson(person) }),
  "the export": (person) => post(person, "/v1/discrepancy-exports", { q: `tenant:${tenant.code}`, format: "csv" }),
  "the tenant's export": (person) => post(person, `/v1/t/${tenant.code}/discrepancy-exports`, { q: "", format: "json" }),
  "the signed documents": (person) => ask(`/v1/t/${tenant.code}/submissions`, { headers: asPerson(person) }),
  "the decision itself": (person) => ask(`/v1/t/${tenant.code}/submissions/${decision}`, { headers: asPerson(person) }),
  "the notices": (person) => ask("/v1/session/notifications", { headers: asPerson(person) }),
  "the open cases": (person) => ask("/v1/second-reviews", { headers: asPerson(person) }),
  "a move": (person) => move(person, made, { transition: "reopen", comment: "Cần xem lại hồ sơ này từ đầu." }),
  "a move with the right version": (person) => move(person, { ...made, version: 4 }, { transition: "snooze", until: { kind: "next-run" } }),
  "a preview of many": (person) => post(person, "/v1/discrepancies/bulk-preview", { items: [{ tenant: tenant.code, id: made.id, version: 4 }], request: { transition: "snooze", until: { kind: "next-run" } } }),
};
const tells = (text: string) => [/ACCEPTED/, /Chấp nhận giải trình/, /"accept/, new RegExp(decision), new RegExp(SECRET), new RegExp(GOSSIP), /"decided"/].some((secret) => secret.test(text.replace(/"outcome":"accept"/g, "")));

describe("the second look", () => {
  test("is given to one person who had no part in it and heard nothing, with a notice that leads there", async () => {
    const aware = await makeOfficer(authority, ["supervisor"]);
    await contextFor(tenant).ledger.prepare("INSERT INTO notification (tenant_id, officer_id, id, officer_tenant_id, discrepancy_id, kind, version, at, visible_at) VALUES (?, ?, 'decided/x/4', 'VN', ?, 'decided', 4, ?, ?)").bind(tenant.code, aware.id, made.id, Date.now(), Date.now()).run();
    await record(contextFor(authority, NEXT - 3_600_000), { kind: "policy.changed", at: NEXT - 3_600_000, subject: "test" }, []);
    expect(await drawSecondReviews(env.CENTRAL, platform, NEXT)).toBe(1);
    expect(await giveSecondReviews(env.CENTRAL, platform, NEXT)).toBe(1);
    expect(await cases(first!)).toEqual([]);
    expect(await cases(aware)).toMatchObject([{ discrepancy: made.id }]);
    // They leave before they have answered: the next morning somebody else has it.
    [second, third] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["auditor"])];
    expect(await giveSecondReviews(env.CENTRAL, platform, NEXT)).toBe(0);
    await contextFor(authority).ledger.prepare("UPDATE officer SET ended_at = 1 WHERE tenant_id = 'VN' AND id = ?").bind(aware.id).run();
    expect(await giveSecondReviews(env.CENTRAL, platform, NEXT)).toBe(1);
    if ((await cases(second)).length === 0) [second, third] = [third, second];
    expect(await cases(second)).toMatchObject([{ tenant: tenant.code, discrepancy: made.id, month: MONTH, explanation: "Hồ sơ tháng 3 được đồng bộ ngày 02/4." }]);
    expect(await cases(third)).toEqual([]);
    const told = (list: NoticeList) => list.notices.filter(({ kind }) => kind === "second-review").map(({ discrepancy }) => discrepancy.id);
    expect(told(await noticesOf(authority, second, NEXT - Date.now() + 1))).toEqual([made.id]);
    expect(told(await noticesOf(authority, third, NEXT - Date.now() + 1))).toEqual([]);
  });

  test("is taken over after 14 days without an answer, and not before", async () => {
    const DAY = 86_400_000;
    expect(await giveSecondReviews(env.CENTRAL, platform, NEXT + 14 * DAY)).toBe(0);
    expect(await giveSecondReviews(env.CENTRAL, platform, NEXT + 14 * DAY + 1)).toBe(1);
    [second, third] = [third, second];
    expect(await cases(second)).toHaveLength(1);
    expect(await cases(third)).toEqual([]);
  });

  test("shows the record as it stood when the unit had answered, and offers no move", async () => {
    // A list of whom to mention without the second reviewer would give them away. The mention waits in their notices, unseen.
    const { people } = await (await at(first!, made, "/mentionable")).json<MentionableList>();
    expect(people.map(({ id }) => id)).toEqual(expect.arrayContaining([second.id, third.id]));
    expect((await at(first!, made, "/comments", { method: "POST", body: { visibility: "internal", text: GOSSIP, mentions: [second.id] } })).status).toBe(201);
    const shown = await (await at(second, made, "")).json<DiscrepancyDetail>();
    expect(shown).toMatchObject({ state: "EXPLAINED", version: 3, isWithheld: true, available_transitions: [] });
    expect(shown.events.map(({ transition }) => transition)).toEqual(["open", "ask", "explain"]);
    const { events } = await (await at(second, made, "/verification")).json<VerificationView>();
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  test.each(Object.keys(doors))("does not learn the first decision from %s, where others do or are refused", async (door) => {
    const text = await (await doors[door]!(second)).text();
    expect(tells(text), text).toBe(false);
  });

  test.each(["the record", "its comments", "the list of all", "the tenant's list", "the facets", "the tenant's facets", "the groups", "the export", "the tenant's export", "the signed documents", "the decision itself"])("hides from that person alone: %s tells a colleague", async (door) => {
    const text = await (await doors[door]!(third)).text();
    expect(tells(text), text).toBe(true);
  });

  test("counts without it for that person, and with it for others", async () => {
    const total = async (person: Person, path: string) => (await (await ask(path, { headers: asPerson(person) })).json<{ total: number }>()).total;
    for (const path of [`/v1/discrepancies/facets?q=${q()}`, `/v1/t/${tenant.code}/discrepancies/facets?q=`, `/v1/t/${tenant.code}/discrepancies/facets?q=seen:1`]) {
      expect([path, (await total(third, path)) - (await total(second, path))]).toEqual([path, 1]);
    }
    expect(await (await doors["the groups"]!(second)).json()).toMatchObject({ groups: [] });
  });

  test("keeps mails and notices of it back until the answer", async () => {
    const mails: Mail[] = [];
    await sendMail(platform, { send: async (mail) => void mails.push(mail) }, Date.now() + 60_000);
    expect(mails.filter((mail) => mail.officer === second.id && "discrepancy" in mail && mail.discrepancy === made.id && mail.kind !== "second-review")).toEqual([]);
    expect((await noticesOf(authority, second)).notices.map(({ kind }) => kind)).not.toContain("mentioned");
  });

  test("is refused to a colleague it was not given to; answered once, everything is shown", async () => {
    expect(await refusalOf(await answer(third))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await answer(first!))).toEqual([403, "self-approval"]);
    expect(await (await answer(second)).json()).toEqual({ first: "accept", second: "accept", isSame: true, state: "ACCEPTED" });
    expect(await refusalOf(await answer(second))).toEqual([409, "transition-refused"]);
    expect(await (await at(second, made, "")).json<DiscrepancyDetail>()).toMatchObject({ state: "ACCEPTED", version: 4, isWithheld: false });
    expect((await doors["the decision itself"]!(second)).status).toBe(200);
    expect((await noticesOf(authority, second)).notices.map(({ kind }) => kind)).toContain("mentioned");
    expect(await (await move(second, { ...made, version: 4 }, { transition: "reopen", comment: "Cần xem lại hồ sơ này từ đầu." })).json<TransitionResult>()).toMatchObject({ state: "ACKNOWLEDGED" });
    const { results } = await contextFor(tenant).ledger.prepare("SELECT 1 FROM withheld_discrepancy WHERE tenant_id = ?1 UNION ALL SELECT 1 FROM withheld_submission WHERE tenant_id = ?1").bind(tenant.code).all();
    expect(results).toEqual([]);
  });
});
