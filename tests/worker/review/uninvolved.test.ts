import { beforeAll, describe, expect, test } from "vitest";
import type { Context, Tenant } from "../../../worker/kernel/context.ts";
import { addDays, dayAt } from "../../../worker/kernel/windows.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import { keepPastUnits } from "../../../worker/tenancy/past-units.ts";
import { listOpenLooks } from "../../../worker/review/second-review-queries.ts";
import { addComment, editComment } from "../../../worker/review/write-comment.ts";
import { refusalOf } from "../ask.ts";
import { contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy, type Past } from "./make-discrepancy.ts";
import { at, type Person } from "./people.ts";

const MONTH = "2026-10";
const GIVEN = Date.now() - 60_000;
const moments = { before: GIVEN - 1, at: GIVEN, after: GIVEN + 1 };
type Moment = keyof typeof moments;
let authority: Tenant;
let tenant: Tenant;
let first: Person;

beforeAll(async () => {
  authority = await makeAuthority();
  tenant = await makeTenant();
  first = await makeOfficer(authority, ["auditor"]);
});

/** A closed discrepancy that was drawn and given to the officer; or drawn only. */
async function drawn(officer: Person, isGiven: boolean, after: Past["after"] = []): Promise<Discrepancy> {
  const made = await makeDiscrepancy(tenant, { state: "EXPLAINED", askedBy: first, after: [...after, { transition: "accept", to: "ACCEPTED", by: first.id, jti: "signed" }] });
  const { ledger } = contextFor(tenant);
  await ledger
    .prepare("INSERT INTO second_review (tenant_id, discrepancy_id, month, closed_version, first_outcome, first_reviewer_id, seed_idx, drawn_at, log_idx) VALUES (?, ?, ?, ?, 'accept', ?, 0, 1, 0)")
    .bind(tenant.code, made.id, MONTH, made.version, first.id)
    .run();
  if (isGiven)
    await ledger
      .prepare("INSERT INTO withheld_discrepancy (tenant_id, discrepancy_id, officer_id, month, from_version, from_at, given_at) VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(tenant.code, made.id, officer.id, MONTH, made.version, GIVEN - 3_000_000, GIVEN)
      .run();
  return made;
}

const as = ({ id, roles }: Person, now: number): Context => ({ ...contextFor(tenant, now), actor: { kind: "officer", id, accounts: [id], tenantCode: "VN", roles } });
const say = (person: Person, made: Discrepancy, now: number, visibility: "internal" | "shared", mentions: string[] = []) => addComment(as(person, now), made.id, { visibility, text: "Xem biên bản 7.", mentions });

type Involvement = { isPart: (moment: Moment, isGiven: boolean) => boolean; take: (officer: Person, isGiven: boolean, now: number) => Promise<Discrepancy> };
/** Whoever was given the look and speaks afterwards knows nothing of the first decision: that is no part in it. */
const spokeBefore: Involvement["isPart"] = (moment, isGiven) => !isGiven || moment === "before";
const moved = (transition: string): Involvement => ({
  isPart: () => true,
  take: (officer, isGiven, now) => drawn(officer, isGiven, [{ transition, to: "EXPLAINED", by: officer.id, at: now, ...(transition === "snooze" ? { snooze: '{"kind":"next-run"}' } : {}) }]),
});
const spoke = (visibility: "internal" | "shared"): Involvement => ({
  isPart: spokeBefore,
  take: async (officer, isGiven, now) => {
    const made = await drawn(officer, isGiven);
    await say(officer, made, now, visibility);
    return made;
  },
});
const involvements: Record<string, Involvement> = {
  "had no part in it": { isPart: () => false, take: (officer, isGiven) => drawn(officer, isGiven) },
  ...Object.fromEntries(["ask", "assign", "snooze", "wake", "set-due", "undo"].map((transition) => [`made the move ${transition}`, moved(transition)])),
  "said something internal": spoke("internal"),
  "said something shared": spoke("shared"),
  "said something, and edited it when the look was theirs": {
    isPart: spokeBefore,
    take: async (officer, isGiven, now) => {
      const made = await drawn(officer, isGiven);
      const { id } = await say(officer, made, now, "internal");
      await editComment(as(officer, GIVEN + 1_000), made.id, id, '"1"', { text: "Xem biên bản 8.", mentions: [] });
      return made;
    },
  },
  "was only mentioned": {
    isPart: () => false,
    take: async (officer, isGiven, now) => {
      const made = await drawn(officer, isGiven);
      await say(first, made, now, "internal", [officer.id]);
      return made;
    },
  },
};
const cases = Object.keys(involvements).flatMap((how) => (Object.keys(moments) as Moment[]).flatMap((moment) => [true, false].map((isGiven) => ({ how, moment, isGiven }))));

const answer = (person: Person, made: Discrepancy) => at(person, made, "/second-review", { method: "POST", body: { month: MONTH, outcome: "accept", text: "Giải trình có chứng cứ rõ ràng." } });

describe("a second look is given by nobody who had a part in the first", () => {
  test.each(cases)("who $how, $moment it was given (to them: $isGiven)", async ({ how, moment, isGiven }) => {
    const officer = await makeOfficer(authority, ["auditor"]);
    const { isPart, take } = involvements[how]!;
    const made = await take(officer, isGiven, moments[moment]);
    const isInvolved = isPart(moment, isGiven);
    const open = (await listOpenLooks(contextFor(tenant).ledger, 500)).find(({ id }) => id === made.id)!;
    expect(open.involved.includes(officer.id), "and it is not given to them either").toBe(isInvolved);
    const response = await answer(officer, made);
    if (isInvolved) expect(await refusalOf(response)).toEqual([403, "self-approval"]);
    else if (isGiven) expect(response.status).toBe(200);
    else expect(await refusalOf(response)).toEqual([403, "not-permitted"]);
  });

  test.each([["belongs to the unit", null, true], ["left it 300 days ago", -300, true], ["left it 400 days ago", -400, false]] as const)("who %s", async (_, days, isBarred) => {
    const officer = await makeOfficer(authority, ["supervisor"]);
    await keepPastUnits(contextFor(authority), officer.id, [{ unit: tenant.code, until: days === null ? null : addDays(dayAt(Date.now()), days) }], "off_test");
    const response = await answer(officer, await drawn(officer, true));
    if (isBarred) expect(await refusalOf(response)).toEqual([403, "self-approval"]);
    else expect(response.status).toBe(200);
  });
});
