import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { discrepancyStates, type DiscrepancyState } from "../../../worker/audit/contract.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import { transitionIds, type TransitionId } from "../../../worker/review/contract.ts";
import { transitions } from "../../../worker/review/transitions.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";
import { answersFor, signForm, withKey, type Signer } from "./sign-move.ts";

const people = ["auditor", "supervisor", "operator", "officer", "head", "administrator", "officer of another unit", "nobody"] as const;
type PersonName = (typeof people)[number];
/** Waiting for an answer is two situations: before and after the due day. */
const situations = [...discrepancyStates.map((state) => ({ state, dueOn: "2999-12-31", name: state as string })), { state: "AWAITING_EXPLANATION" as const, dueOn: "2020-01-01", name: "AWAITING_EXPLANATION, overdue" }];

let tenant: Tenant;
let cast: Record<Exclude<PersonName, "nobody">, Signer>;

beforeAll(async () => {
  const authority = await makeAuthority();
  tenant = await makeTenant({ ledger: "LEDGER_2" });
  const other = await makeTenant({ ledger: "LEDGER_2" });
  const signer = async (home: Tenant, role: "auditor" | "supervisor" | "operator" | "officer" | "head" | "administrator") => withKey(home, await makeOfficer(home, [role]));
  cast = {
    auditor: await signer(authority, "auditor"), supervisor: await signer(authority, "supervisor"), operator: await signer(authority, "operator"),
    officer: await signer(tenant, "officer"), head: await signer(tenant, "head"), administrator: await signer(tenant, "administrator"),
    "officer of another unit": await signer(other, "officer"),
  };
});

function send(person: PersonName, { id, version }: Discrepancy, body: object): Promise<Response> {
  const headers = { "Content-Type": "application/json", "If-Match": `"${version}"` };
  return ask(`/v1/t/${tenant.code}/discrepancies/${id}/transitions`, { method: "POST", headers: person === "nobody" ? headers : asPerson(cast[person], headers), body: JSON.stringify(body) });
}

/** The move as the person would make it, complete and, where it is signed, with a signature of their own. */
async function bodyOf(person: PersonName, id: TransitionId, discrepancy: Discrepancy): Promise<object> {
  if (transitions.find((row) => row.id === id)!.form === null) return { transition: id, ...(id === "ask" && { question: "Vì sao số báo cáo khác số thực tế?" }) };
  // They do not even get a ticket to sign with.
  if (person === "nobody" || person === "officer of another unit") return { transition: id, signed: "a.b.c" };
  const { form, answers } = answersFor(id, discrepancy.id);
  return { transition: id, signed: await signForm(tenant, cast[person], form, answers) };
}

/** What the table says: the state it leads to, or how it is refused. */
function expectedOf(person: PersonName, id: TransitionId, state: DiscrepancyState, isOverdue: boolean): { to: DiscrepancyState } | { refusal: [number, string] } {
  if (person === "nobody") return { refusal: [401, "sign-in-required"] };
  if (person === "officer of another unit") return { refusal: [404, "not-found"] };
  const rows = transitions.filter((row) => row.id === id);
  if (!(rows[0]!.roles as readonly string[]).includes(person)) return { refusal: [403, "not-permitted"] };
  const row = rows.find(({ from }) => from.includes(state));
  if (!row || (row.only.includes("answer-overdue") && !isOverdue)) return { refusal: [409, "transition-refused"] };
  return { to: row.to };
}

describe.each(situations)("a discrepancy that is $name", ({ state, dueOn, name }) => {
  test.each(people)("moved by %s: every move of the table works and no other", async (person) => {
    let shared: Discrepancy | undefined;
    for (const id of transitionIds) {
      const expected = expectedOf(person, id, state, name.endsWith("overdue"));
      const made = "to" in expected ? await makeDiscrepancy(tenant, { state, dueOn }) : (shared ??= await makeDiscrepancy(tenant, { state, dueOn }));
      const body = await bodyOf(person, id, made);
      const response = await send(person, made, body);
      if ("to" in expected) {
        expect([id, response.status, await response.json()]).toMatchObject([id, 200, { state: expected.to, version: made.version + 1, receipt: "signed" in body ? {} : null }]);
      } else {
        expect([id, ...(await refusalOf(response))]).toEqual([id, ...expected.refusal]);
      }
    }
  });

  test("a move that is to be signed is not made without, and one that is not is not made with a signature", async () => {
    const made = await makeDiscrepancy(tenant, { state, dueOn });
    for (const row of transitions) {
      const body = row.form === null ? { ...(await bodyOf("auditor", row.id, made)), signed: "a.b.c" } : { transition: row.id };
      expect(await refusalOf(await send(row.side === "unit" ? "head" : "auditor", made, body))).toEqual([400, "body-invalid"]);
    }
  });
});
