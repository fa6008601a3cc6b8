import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { addWorkingDays } from "../../../worker/kernel/working-days.ts";
import { dayAt } from "../../../worker/kernel/windows.ts";
import { getHolidays } from "../../../worker/directory/queries.ts";
import type { Officer } from "../../../worker/tenancy/queries.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import type { TransitionResult } from "../../../worker/review/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";

type Person = Officer & { cookie: string };
let auditor: Person;
let colleague: Person;
let tenant: Tenant;

beforeAll(async () => {
  const authority = await makeAuthority();
  [auditor, colleague] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["auditor"])];
  tenant = await makeTenant({ ledger: "LEDGER_2" });
});

function move(person: Person, { tenantId, id, version }: Pick<Discrepancy, "tenantId" | "id" | "version">, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return ask(`/v1/t/${tenantId}/discrepancies/${id}/transitions`, {
    method: "POST",
    headers: asPerson(person, { "Content-Type": "application/json", "If-Match": `"${version}"`, ...headers }),
    body: JSON.stringify(body),
  });
}
const question = "Vì sao số báo cáo khác số hồ sơ đã nhận?";

describe("acknowledging and asking", () => {
  test("acknowledging takes the discrepancy on", async () => {
    const made = await makeDiscrepancy(tenant);
    const response = await move(auditor, made, { transition: "acknowledge" });
    expect(response.status).toBe(200);
    expect(response.headers.get("ETag")).toBe('"2"');
    expect(await response.json()).toMatchObject({ state: "ACKNOWLEDGED", version: 2, assignee: { id: auditor.id, name: auditor.name }, receipt: null, events: [{}, { transition: "acknowledge", actor: { id: auditor.id, tenant: "VN" } }] });
  });

  test("asking gives the unit five working days, or the day that is named, and the log has the question's digest only", async () => {
    const made = await makeDiscrepancy(tenant);
    const asked = await (await move(auditor, made, { transition: "ask", question })).json<TransitionResult>();
    const context = contextFor(tenant);
    expect(asked).toMatchObject({ state: "AWAITING_EXPLANATION", dueOn: addWorkingDays(dayAt(context.now), 5, await getHolidays(context.central)), events: [{}, { transition: "ask", comment: question }] });
    const { entry } = (await context.ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(tenant.code, asked.events[1]!.logIndex).first<{ entry: string }>())!;
    expect(JSON.parse(entry)).toMatchObject({ kind: "discrepancy.moved", discrepancy: made.id, transition: "ask", from: "NEW", to: "AWAITING_EXPLANATION", version: 2, by: auditor.id, byTenant: "VN", comment: expect.stringMatching(/^[\w-]{43}$/) });
    expect(entry).not.toContain("báo cáo");

    const dueOn = dayAt(context.now + 20 * 86_400_000);
    expect(await (await move(auditor, await makeDiscrepancy(tenant), { transition: "ask", question, dueOn })).json()).toMatchObject({ dueOn });
    expect(await refusalOf(await move(auditor, await makeDiscrepancy(tenant), { transition: "ask", question, dueOn: dayAt(context.now) }))).toEqual([400, "body-invalid"]);
  });

  test("a unit is asked twice, then somebody decides", async () => {
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED", askedBy: auditor });
    expect((await move(colleague, made, { transition: "ask", question })).status).toBe(200);
    const twice = await makeDiscrepancy(tenant, { state: "EXPLAINED", askedBy: auditor });
    await explainUnsigned(twice);
    expect(await refusalOf(await move(colleague, { ...twice, version: twice.version + 2 }, { transition: "ask", question }))).toEqual([409, "transition-refused"]);
  });
});

/** One more round of question and answer, as events. */
async function explainUnsigned({ tenantId, id, version }: Discrepancy): Promise<void> {
  const insert = contextFor(tenant).ledger.prepare(
    "INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, log_idx) VALUES (?, ?, ?, ?, ?, ?, 'off_x', 'VN', 0, 0)",
  );
  await contextFor(tenant).ledger.batch([
    insert.bind(tenantId, id, version + 1, "ask", "EXPLAINED", "AWAITING_EXPLANATION"),
    insert.bind(tenantId, id, version + 2, "explain", "AWAITING_EXPLANATION", "EXPLAINED"),
  ]);
}

describe("moving what somebody else moved", () => {
  test("two auditors at once: one moves it, the other is shown how it is now", async () => {
    for (let round = 0; round < 5; round++) {
      const made = await makeDiscrepancy(tenant);
      const answers = await Promise.all([auditor, colleague].map((person) => move(person, made, { transition: "acknowledge" })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const [winner, loser] = answers[0]!.status === 200 ? answers : [answers[1]!, answers[0]!];
      const { assignee } = await winner!.json<TransitionResult>();
      expect(await loser!.json()).toMatchObject({ code: "version-conflict", current: { id: made.id, state: "ACKNOWLEDGED", version: 2, assignee } });
    }
  });

  test("a stale version is refused before anything else is judged", async () => {
    const made = await makeDiscrepancy(tenant, { state: "ACKNOWLEDGED" });
    const response = await move(auditor, { ...made, version: 1 }, { transition: "acknowledge" });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: "version-conflict", current: { state: "ACKNOWLEDGED", version: 2 } });
    expect(await refusalOf(await move(auditor, { ...made, version: 3 }, { transition: "ask", question }))).toEqual([409, "version-conflict"]);
  });

  test("without one exact version there is no move", async () => {
    const made = await makeDiscrepancy(tenant);
    for (const given of ["", "*", "1", 'W/"1"', '"1", "2"', '"0"', '"one"']) expect(await refusalOf(await move(auditor, made, { transition: "acknowledge" }, { "If-Match": given }))).toEqual([428, "precondition-required"]);
    const withoutHeader = await ask(`/v1/t/${tenant.code}/discrepancies/${made.id}/transitions`, {
      method: "POST", headers: asPerson(auditor, { "Content-Type": "application/json" }), body: JSON.stringify({ transition: "acknowledge" }),
    });
    expect(await refusalOf(withoutHeader)).toEqual([428, "precondition-required"]);
    expect((await move(auditor, made, { transition: "acknowledge" })).status).toBe(200);
  });
});

describe("what is no move", () => {
  test("a body that is too short, too long, of another shape or without its signature", async () => {
    const made = await makeDiscrepancy(tenant);
    for (const body of [
      {}, { transition: "reopen" }, { transition: "acknowledge", signed: "x" }, { transition: "acknowledge", comment: "x" }, { transition: "ask" },
      { transition: "ask", question: "Sao?     " }, { transition: "ask", question: "a".repeat(2001) }, { transition: "ask", question, dueOn: "30/4/2026" },
      { transition: "dismiss" }, { transition: "request-dismissal", reason: "false_positive" }, { transition: "request-dismissal", reason: "false_positive", comment: "Ngắn quá rồi" }, { transition: "explain" }, { transition: "accept", signed: "" },
    ]) {
      expect(await refusalOf(await move(auditor, made, body))).toEqual([400, "body-invalid"]);
    }
    expect(await refusalOf(await move(auditor, made, { transition: "ask", question: "a".repeat(300_000) }))).toEqual([413, "body-too-large"]);
    const { version } = (await contextFor(tenant).ledger.prepare("SELECT version FROM discrepancy WHERE id = ?").bind(made.id).first<{ version: number }>())!;
    expect(version).toBe(1);
  });

  test("what belongs to another tenant does not exist", async () => {
    const other = await makeTenant({ ledger: "LEDGER_2" });
    const made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION" });
    const stranger = await makeOfficer(other, ["officer", "head"]);
    expect(await refusalOf(await move(stranger, made, { transition: "explain", signed: "a.b.c" }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await move(stranger, { ...made, tenantId: other.code }, { transition: "explain", signed: "a.b.c" }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await move(auditor, { ...made, tenantId: other.code }, { transition: "acknowledge" }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await move({ cookie: "" } as Person, made, { transition: "acknowledge" }))).toEqual([401, "sign-in-required"]);
  });
});
