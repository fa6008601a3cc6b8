import { beforeAll, describe, expect, test } from "vitest";
import type { Role, Tenant } from "../../../worker/kernel/context.ts";
import { addDays, dayAt } from "../../../worker/kernel/windows.ts";
import { discrepancyStates, type DiscrepancyState } from "../../../worker/audit/contract.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import { conditions, type ConditionId } from "../../../worker/review/conditions.ts";
import { transitionIds, type DiscrepancyDetail, type TransitionId } from "../../../worker/review/contract.ts";
import { keepPastUnits } from "../../../worker/tenancy/past-units.ts";
import { transitions, type Transition } from "../../../worker/review/transitions.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy, type Past } from "./make-discrepancy.ts";
import { answersFor, signForm, withKey, type Signer } from "./sign-move.ts";

const roles = ["auditor", "supervisor", "operator", "officer", "head", "administrator"] as const satisfies Role[];
const people = [...roles, "auditor who was of the unit", "officer of another unit", "nobody"] as const;
type PersonName = (typeof people)[number];
const today = dayAt(Date.now());
const comment = "Đã đối chiếu với sổ tiếp nhận hồ sơ giấy.";

/** A state, and what holds in it besides what holds for every fresh discrepancy in that state. */
type Situation = { name: string; past: Past & { state: DiscrepancyState }; holds?: readonly ConditionId[]; fails?: readonly ConditionId[] };
/** Conditions that hold where nothing special happened; the others hold only where a situation says so. */
const usual: readonly ConditionId[] = ["rounds-left", "second-person", "not-requester", "not-appealed", "appeal-in-time", "never-acted", "no-wish-open", "not-overdue", "another-breaks", "stepped-up"];
const wish = { transition: "request-extension", to: "AWAITING_EXPLANATION", byTenant: "H00", wishedOn: addDays(today, 20) } as const;
const situations: readonly Situation[] = [
  ...discrepancyStates.map((state) => ({ name: state, past: { state } })),
  { name: "AWAITING_EXPLANATION, overdue", past: { state: "AWAITING_EXPLANATION", dueOn: "2020-01-01" }, holds: ["answer-overdue"], fails: ["not-overdue"] },
  { name: "AWAITING_EXPLANATION, with a wish for more days", past: { state: "AWAITING_EXPLANATION", dueOn: addDays(today, 10), after: [wish] }, holds: ["wish-open"], fails: ["no-wish-open"] },
  { name: "ACKNOWLEDGED, snoozed", past: { state: "ACKNOWLEDGED", after: [{ transition: "snooze", to: "ACKNOWLEDGED", snooze: '{"kind":"next-run"}' }] }, holds: ["is-snoozed"] },
  { name: "UPHELD, after an appeal that was denied", past: { state: "APPEALED", after: [{ transition: "deny-appeal", to: "UPHELD", dueOn: "2999-12-31", jti: "denied" }] }, fails: ["not-appealed"] },
  { name: "UPHELD, too long ago for an appeal", past: { state: "EXPLAINED", after: [{ transition: "uphold", to: "UPHELD", at: Date.parse("2026-01-05T05:00:00Z"), dueOn: "2999-12-31", jti: "signed" }] }, fails: ["appeal-in-time"] },
  { name: "APPEALED, and a supervisor asks to break the glass", past: { state: "APPEALED", after: [{ transition: "request-break-glass", to: "APPEALED" }] }, holds: ["glass-requested"] },
];
const stateOf = ({ past }: Situation) => past.after?.at(-1)?.to ?? past.state;

let authority: Tenant;
let judges: Record<"auditor" | "supervisor" | "operator", Signer>;
/** A unit for each situation: the moves of a unit are counted, and not more of them are taken in a minute than people make. */
let tenant: Tenant;
let cast: Record<Exclude<PersonName, "nobody">, Signer>;

const signer = async (home: Tenant, role: Role) => withKey(home, await makeOfficer(home, [role]));
beforeAll(async () => {
  authority = await makeAuthority();
  judges = { auditor: await signer(authority, "auditor"), supervisor: await signer(authority, "supervisor"), operator: await signer(authority, "operator") };
});

async function castFor(): Promise<void> {
  tenant = await makeTenant({ ledger: "LEDGER_2" });
  const returned = await signer(authority, "auditor");
  await keepPastUnits(contextFor(authority), returned.id, [{ unit: tenant.code, until: addDays(today, -100) }], "off_test");
  cast = {
    ...judges, officer: await signer(tenant, "officer"), head: await signer(tenant, "head"), administrator: await signer(tenant, "administrator"),
    "auditor who was of the unit": returned, "officer of another unit": await signer(await makeTenant({ ledger: "LEDGER_2" }), "officer"),
  };
}

function send(person: PersonName, { id, version }: Discrepancy, body: object): Promise<Response> {
  const headers = { "Content-Type": "application/json", "If-Match": `"${version}"` };
  return ask(`/v1/t/${tenant.code}/discrepancies/${id}/transitions`, { method: "POST", headers: person === "nobody" ? headers : asPerson(cast[person], headers), body: JSON.stringify(body) });
}

/** What an unsigned move says, complete. */
const typed: Partial<Record<TransitionId, () => object>> = {
  ask: () => ({ question: "Vì sao số báo cáo khác số thực tế?" }),
  "file-correction": () => ({ amendment: "0199b2a0-1c2d-7e3f-8a4b-5c6d7e8f9a0b" }),
  "request-dismissal": () => ({ reason: "below_materiality", comment }),
  reopen: () => ({ comment }),
  assign: () => ({ assignee: null }),
  snooze: () => ({ until: { kind: "next-run" } }),
  "set-due": () => ({ dueOn: addDays(today, 30) }),
  "request-extension": () => ({ wishedOn: "2999-12-31", comment }),
  "deny-extension": () => ({ comment }),
  "request-break-glass": () => ({ comment }),
  "break-glass": () => ({ comment }),
};

/** The move as the person would make it; with a signature of their own where it is signed and the table lets them make it. */
async function bodyOf(person: PersonName, id: TransitionId, discrepancy: Discrepancy, isLegal: boolean): Promise<object> {
  if (transitions.find((row) => row.id === id)!.form === null) return { transition: id, ...typed[id]?.() };
  if (!isLegal || person === "nobody") return { transition: id, signed: "a.b.c" };
  const { form, answers } = await answersFor(tenant, id, discrepancy);
  const reason = id === "uphold" && discrepancy.state === "AWAITING_EXPLANATION" ? { reason: "no-answer" } : {};
  return { transition: id, signed: await signForm(tenant, cast[person], form, { ...answers, ...reason }) };
}

type Expected = { row: Transition } | { refusal: [status: number, code: string] };
const statuses: Record<string, number> = { "transition-refused": 409, "self-approval": 403, "step-up-required": 403 };

/** What the table says: the row that lets the person make the move, or how it is refused. */
function expectedOf(person: PersonName, id: TransitionId, situation: Situation): Expected {
  if (person === "nobody") return { refusal: [401, "sign-in-required"] };
  if (person === "officer of another unit") return { refusal: [404, "not-found"] };
  const rows = transitions.filter((row) => row.id === id);
  const role = person === "auditor who was of the unit" ? "auditor" : person;
  const own = rows.filter((row) => (row.roles as readonly string[]).includes(role));
  if (own.length === 0) return { refusal: [403, "not-permitted"] };
  if (person === "auditor who was of the unit") return { refusal: [403, "self-approval"] };
  const row = own.find(({ from }) => from.includes(stateOf(situation)));
  if (!row) return { refusal: [409, "transition-refused"] };
  const holding = [...usual, ...(situation.holds ?? [])].filter((condition) => !situation.fails?.includes(condition));
  const unmet = row.only.find((condition) => !holding.includes(condition));
  return unmet ? { refusal: [statuses[conditions[unmet].code]!, conditions[unmet].code] } : { row };
}

/** Moves that the table allows and whose content the fixture does not have: the refusal is about the content, not about the move. */
const withoutContent: Partial<Record<TransitionId, string>> = { "file-correction": "/amendment", "request-extension": "/wishedOn" };

describe.each(situations)("a discrepancy that is $name", (situation) => {
  beforeAll(castFor);

  test.each(people)("moved by %s: every move of the table works and no other", async (person) => {
    let shared: Discrepancy | undefined;
    for (const id of transitionIds) {
      const expected = expectedOf(person, id, situation);
      const isLegal = "row" in expected;
      const made = isLegal ? await makeDiscrepancy(tenant, situation.past) : (shared ??= await makeDiscrepancy(tenant, situation.past));
      const response = await send(person, made, await bodyOf(person, id, made, isLegal));
      if (!isLegal) {
        expect([id, ...(await refusalOf(response))]).toEqual([id, ...expected.refusal]);
      } else if (withoutContent[id]) {
        expect([id, await response.json()]).toMatchObject([id, { code: "body-invalid", errors: [{ pointer: withoutContent[id] }] }]);
      } else {
        const { to, form } = expected.row;
        const state = to === "same" ? made.state : to === "previous" ? "NEW" : to;
        expect([id, response.status, await response.json()]).toMatchObject([id, 200, { state, version: made.version + 1, receipt: form ? {} : null }]);
      }
    }
  });

  test("what the record offers each person is what the table says", async () => {
    const made = await makeDiscrepancy(tenant, situation.past);
    for (const person of people) {
      if (person === "nobody" || person === "officer of another unit") continue;
      const { available_transitions } = await (await ask(`/v1/t/${tenant.code}/discrepancies/${made.id}`, { headers: asPerson(cast[person]) })).json<DiscrepancyDetail>();
      const expected = transitionIds.filter((id) => "row" in expectedOf(person, id, situation));
      expect([person, available_transitions.map(({ id }) => id).toSorted()]).toEqual([person, expected.toSorted()]);
      for (const { id, requires, signed, form } of available_transitions) {
        const row = transitions.find((one) => one.id === id)!;
        expect({ requires, signed, form }).toEqual({ requires: row.requires, signed: row.form !== null, form: row.form });
      }
    }
  });
});

test("a move that is to be signed is not made without, and one that is not is not made with a signature", async () => {
  await castFor();
  const made = await makeDiscrepancy(tenant);
  for (const row of transitions) {
    const body = row.form === null ? { transition: row.id, ...typed[row.id]?.(), signed: "a.b.c" } : { transition: row.id };
    expect(await refusalOf(await send(row.side === "unit" ? "head" : "auditor", made, body))).toEqual([400, "body-invalid"]);
  }
});
