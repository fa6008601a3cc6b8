import { base64url, compactVerify, importJWK } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { addDays, dayAt } from "../../../worker/kernel/windows.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import type { TransitionResult } from "../../../worker/review/contract.ts";
import { receiptJwk } from "../../../worker/log/receipt.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";
import type { Matter } from "../../../worker/forms/contract.ts";
import { matterOf } from "../../../worker/review/matter-of.ts";
import { answersFor, claimsOf, signForm, withKey, type Signer } from "./sign-move.ts";

let authority: Tenant;
let tenant: Tenant;
let [auditor, colleague, officer]: Signer[] = [];

beforeAll(async () => {
  authority = await makeAuthority();
  tenant = await makeTenant({ ledger: "LEDGER_2" });
  auditor = await withKey(authority, await makeOfficer(authority, ["auditor"]));
  colleague = await withKey(authority, await makeOfficer(authority, ["auditor"]));
  officer = await withKey(tenant, await makeOfficer(tenant, ["officer"]));
});

type Target = Pick<Discrepancy, "tenantId" | "id" | "version">;
function send(person: { cookie: string }, { tenantId, id, version }: Target, body: object): Promise<Response> {
  return ask(`/v1/t/${tenantId}/discrepancies/${id}/transitions`, {
    method: "POST",
    headers: asPerson(person, { "Content-Type": "application/json", "If-Match": `"${version}"` }),
    body: JSON.stringify(body),
  });
}

async function signed(person: Signer, transition: string, made: Target, change: Record<string, unknown> = {}, wish: Record<string, unknown> = {}): Promise<{ transition: string; signed: string }> {
  const { form, answers } = await answersFor(tenant, transition, made);
  return { transition, signed: await signForm(tenant, person, form, { ...answers, ...change }, wish) };
}

async function countRows(): Promise<number[]> {
  const { results } = await contextFor(tenant).ledger
    .prepare("SELECT (SELECT COUNT(*) FROM submission WHERE tenant_id = ?1) AS submissions, (SELECT COUNT(*) FROM discrepancy_event WHERE tenant_id = ?1) AS events, (SELECT COUNT(*) FROM log_entry WHERE tenant_id = ?1) AS entries")
    .bind(tenant.code)
    .all<{ submissions: number; events: number; entries: number }>();
  return Object.values(results[0]!);
}

describe("a signed answer and a signed decision", () => {
  test("the unit explains, the auditor accepts; both are stored as signed, logged once and answered with a receipt that verifies", async () => {
    const made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION", askedBy: auditor!, severity: "medium" });
    const before = await countRows();
    const explanation = await signed(officer!, "explain", made);
    const explained = await (await send(officer!, made, explanation)).json<TransitionResult>();
    expect(explained).toMatchObject({ state: "EXPLAINED", dueOn: null, version: 3 });
    expect(explained.events.at(-1)).toMatchObject({ transition: "explain", actor: { id: officer!.id, tenant: tenant.code, name: officer!.name }, reason: "late-sync", comment: "Hồ sơ tháng 3 được đồng bộ ngày 02/4.", submission: claimsOf(explanation.signed).jti });

    const decision = await signed(auditor!, "accept", made);
    const accepted = await (await send(auditor!, { ...made, version: 3 }, decision)).json<TransitionResult>();
    expect(accepted).toMatchObject({ state: "ACCEPTED", version: 4, available_transitions: [{ id: "reopen", requires: ["comment"] }] });
    expect(accepted.events.at(-1)).toMatchObject({ transition: "accept", actor: { id: auditor!.id, tenant: "VN" }, reason: "explained" });
    expect((await countRows()).map((count, i) => count - before[i]!)).toEqual([2, 2, 2]);

    const stored = await contextFor(tenant).ledger.prepare("SELECT jws, signer_tenant_id AS signerTenant, form_id AS form, period_id AS period FROM submission WHERE tenant_id = ? AND jti = ?").bind(tenant.code, claimsOf(decision.signed).jti).first();
    expect(stored).toEqual({ jws: decision.signed, signerTenant: "VN", form: "decision", period: null });

    const receipt = accepted.receipt!;
    const { payload } = await compactVerify(receipt.signature, await importJWK(await receiptJwk(contextFor(tenant).platform, tenant), "Ed25519"));
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ index: receipt.index, entry: receipt.entry });
    expect(JSON.parse(new TextDecoder().decode(base64url.decode(receipt.entry)))).toMatchObject({
      kind: "discrepancy.moved", tenant: tenant.code, discrepancy: made.id, transition: "accept", from: "EXPLAINED", to: "ACCEPTED", version: 4, by: auditor!.id, byTenant: "VN", jti: receipt.jti, sha256: receipt.digest, kid: auditor!.kid,
    });
    expect(accepted.events.at(-1)!.logIndex).toBe(receipt.index);
  });

  test("sent again, alone or twenty times at once, it gives the same receipt and nothing is written twice", async () => {
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED" });
    const decision = await signed(auditor!, "uphold", made);
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(auditor!, made, decision)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const results = await Promise.all(answers.map((answer) => answer.json<TransitionResult>()));
    expect(new Set(results.map(({ receipt }) => receipt!.signature)).size).toBe(1);
    const rows = await countRows();
    expect(await (await send(auditor!, made, decision)).json()).toMatchObject({ state: "UPHELD", version: made.version + 1, receipt: results[0]!.receipt });
    expect(await countRows()).toEqual(rows);
    expect(await refusalOf(await send(colleague!, made, decision))).toEqual([403, "signer-session-mismatch"]);
    expect(await refusalOf(await send(auditor!, made, { ...decision, transition: "accept" }))).toEqual([409, "version-conflict"]);
    const changed = decision.signed.slice(0, -8) + (decision.signed.endsWith("AAAAAAAA") ? "BBBBBBBA" : "AAAAAAAA");
    expect(await refusalOf(await send(auditor!, made, { ...decision, signed: changed }))).toEqual([422, "signature-invalid"]);
  });

  test("two auditors decide at once: one decision counts, of the other nothing is stored", async () => {
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED" });
    const before = await countRows();
    const decisions = await Promise.all([signed(auditor!, "uphold", made), signed(colleague!, "accept", made)]);
    const answers = await Promise.all([send(auditor!, made, decisions[0]!), send(colleague!, made, decisions[1]!)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const loser = answers.find(({ status }) => status === 409)!;
    expect(await loser.json()).toMatchObject({ code: "version-conflict", current: { version: made.version + 1 } });
    expect((await countRows()).map((count, i) => count - before[i]!)).toEqual([1, 1, 1]);
  });

  test("a unit that does not answer is upheld after the due day, not before", async () => {
    const today = dayAt(Date.now());
    const waiting = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION", dueOn: today });
    expect(await refusalOf(await send(auditor!, waiting, await signed(auditor!, "uphold", waiting, { reason: "no-answer" })))).toEqual([409, "transition-refused"]);
    const silent = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION", dueOn: addDays(today, -30) });
    expect(await (await send(auditor!, silent, await signed(auditor!, "uphold", silent, { reason: "no-answer" }))).json()).toMatchObject({ state: "UPHELD" });
  });

  test("of high severity, a colleague of the one who asked accepts", async () => {
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED", severity: "high", askedBy: auditor! });
    expect(await refusalOf(await send(auditor!, made, await signed(auditor!, "accept", made)))).toEqual([403, "self-approval"]);
    expect((await send(colleague!, made, await signed(colleague!, "accept", made))).status).toBe(200);
  });

  test("attack 28: nobody decides about their own unit, be it the authority itself", async () => {
    const made = await makeDiscrepancy(authority, { state: "EXPLAINED" });
    expect(await refusalOf(await send(auditor!, made, { transition: "accept", signed: "a.b.c" }))).toEqual([403, "self-approval"]);
  });
});

describe("a signed document that is not this move", () => {
  const signedAbout = async (made: Discrepancy, change: Partial<Matter>) => signed(auditor!, "uphold", made, { matter: { ...(await matterOf(contextFor(tenant).ledger, made)), ...change } });
  const cases: [name: string, code: string, status: number, body: (made: Discrepancy) => Promise<object>][] = [
    ["about another discrepancy", "data-invalid", 422, async (made) => signed(auditor!, "uphold", made, { discrepancy: (await makeDiscrepancy(tenant, { state: "EXPLAINED" })).id })],
    ["with another outcome", "data-invalid", 422, async (made) => ({ ...(await signed(auditor!, "accept", made)), transition: "uphold" })],
    ["with a reason that does not go with the outcome", "data-invalid", 422, (made) => signed(auditor!, "uphold", made, { reason: "explained" })],
    ["on the form of an explanation", "act-not-offered", 422, async (made) => ({ transition: "uphold", signed: await signForm(tenant, auditor!, "explanation", (await answersFor(tenant, "explain", made)).answers) })],
    ["about an earlier version of the record", "data-invalid", 422, (made) => signedAbout(made, { version: made.version - 1 })],
    ["about another reported number", "data-invalid", 422, (made) => signedAbout(made, { reported: 41 })],
    ["about an actual number that was not given", "data-invalid", 422, (made) => signedAbout(made, { actual: null })],
    ["about another rule", "data-invalid", 422, (made) => signedAbout(made, { rule: "R08" })],
    ["about another signed report", "data-invalid", 422, (made) => signedAbout(made, { claim: "D".repeat(43) })],
    ["accepted in too few words", "data-invalid", 422, (made) => signed(auditor!, "accept", made, { text: "Đúng." })],
    ["signed by a colleague", "signer-session-mismatch", 403, (made) => signed(colleague!, "uphold", made)],
    ["signed for another tenant", "audience-mismatch", 422, (made) => signed(auditor!, "uphold", made, {}, { aud: "https://doisoat.example.gov.vn/t/VN" })],
    ["with a key of the audited unit", "key-unknown", 422, (made) => signed(officer!, "uphold", made)],
    ["that is no JWS", "jws-malformed", 400, async () => ({ transition: "uphold", signed: "not a jws" })],
  ];
  test.each(cases)("%s: %s", async (_name, code, status, body) => {
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED" });
    const sent = await body(made);
    const before = await countRows();
    expect(await refusalOf(await send(auditor!, made, sent))).toEqual([status, code]);
    expect(await countRows()).toEqual(before);
  });

  test("a decision that moved one discrepancy moves no other", async () => {
    const [one, other] = [await makeDiscrepancy(tenant, { state: "EXPLAINED" }), await makeDiscrepancy(tenant, { state: "EXPLAINED" })];
    const decision = await signed(auditor!, "uphold", one);
    expect((await send(auditor!, one, decision)).status).toBe(200);
    expect(await refusalOf(await send(auditor!, other, decision))).toEqual([422, "data-invalid"]);
  });

  test("numbers that a run has replaced since are named, and are not decided upon", async () => {
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED" });
    const decision = await signed(auditor!, "uphold", made);
    await contextFor(tenant).ledger.prepare("UPDATE discrepancy SET reported = 39, difference = 29 WHERE tenant_id = ? AND id = ?").bind(tenant.code, made.id).run();
    const response = await send(auditor!, made, decision);
    expect(await response.json()).toMatchObject({ code: "data-invalid", errors: [{ pointer: "/matter/reported", code: "other-record" }] });
    expect((await send(auditor!, made, await signed(auditor!, "uphold", made))).status).toBe(200);
  });

  test("an explanation is answered by another, never amended", async () => {
    const made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION" });
    const first = await (await send(officer!, made, await signed(officer!, "explain", made))).json<TransitionResult>();
    const asked = { ...made, version: first.version + 1 };
    expect((await send(auditor!, { ...made, version: first.version }, { transition: "ask", question: "Đề nghị nêu rõ số hồ sơ." })).status).toBe(200);
    const amendment = await signed(officer!, "explain", made, {}, { act: "amend", ref: { jti: first.receipt!.jti, dig: first.receipt!.digest } });
    expect(await refusalOf(await send(officer!, asked, amendment))).toEqual([422, "act-not-offered"]);
    const second = await signed(officer!, "explain", made);
    expect(await (await send(officer!, asked, second)).json()).toMatchObject({ state: "EXPLAINED" });
  });

  test("the answer of the first round does not answer the second", async () => {
    const made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION" });
    const first = await signed(officer!, "explain", made);
    expect((await send(officer!, made, first)).status).toBe(200);
    expect((await send(auditor!, { ...made, version: made.version + 1 }, { transition: "ask", question: "Đề nghị nêu rõ số hồ sơ." })).status).toBe(200);
    expect(await refusalOf(await send(officer!, { ...made, version: made.version + 2 }, first))).toEqual([422, "data-invalid"]);
    expect(await (await send(officer!, made, first)).json()).toMatchObject({ state: "AWAITING_EXPLANATION", receipt: { jti: claimsOf(first.signed).jti } });
  });

  test("a revoked key moves nothing", async () => {
    const leaving = await withKey(tenant, await makeOfficer(tenant, ["head"]));
    const made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION" });
    const explanation = await signed(leaving, "explain", made);
    await contextFor(tenant).ledger.prepare("UPDATE signing_key SET state = 'revoked' WHERE kid = ?").bind(leaving.kid).run();
    expect(await refusalOf(await send(leaving, made, explanation))).toEqual([422, "key-not-active"]);
  });
});
