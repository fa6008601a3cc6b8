import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { app } from "../../../worker/app.ts";
import { newUuid7 } from "../../../worker/kernel/ids.ts";
import type { ReceiptView } from "../../../worker/submissions/contract.ts";
import { countD1, type D1Count } from "../count-d1.ts";
import { askTwoSignatures, signApproval } from "../make-approval.ts";
import { makeKey, makeKeyPair, revokeKey, signCompact } from "../make-key.ts";
import { asPerson, makeTenant, ORIGIN } from "../make-tenant.ts";
import { makeClaims, makeFiler, publishNationalForms, servicesAnswers, signReport, type Filer } from "../make-report.ts";
import { TYPE } from "./try-submission.ts";

let filer: Filer;
/** The Worker's own bindings, where all three databases count what they are asked. */
const [central, one, two] = [countD1(env.CENTRAL), countD1(env.LEDGER_1), countD1(env.LEDGER_2)];
const counted = { ...env, CENTRAL: central.database, LEDGER_1: one.database, LEDGER_2: two.database };
const figures: Record<string, string> = {};

beforeAll(async () => {
  await publishNationalForms();
  // In the other ledger than the national forms: what a warm isolate keeps of them is part of the budget.
  filer = await makeFiler();
  if (filer.tenant.ledger === "LEDGER_1") filer = await makeFiler();
  await send(await signReport(filer, { data: servicesAnswers("2021-Q1") }));
  return () => console.log(`Budgets of POST …/submissions: ${JSON.stringify(figures)}`);
});

async function send(jws: string, headers: Record<string, string> = {}): Promise<{ status: number; code?: string; cost: D1Count; body: ReceiptView }> {
  for (const { count } of [central, one, two]) Object.assign(count, { calls: 0, rowsRead: 0, rowsWritten: 0 });
  const context = createExecutionContext();
  const answer = await app.fetch(new Request(`${ORIGIN}/v1/t/${filer.tenant.code}/submissions`, { method: "POST", headers: { "Content-Type": "application/jose", ...headers }, body: jws }), counted, context);
  await waitOnExecutionContext(context);
  const body = await answer.json<ReceiptView & { code?: string }>();
  const sum = (name: keyof D1Count) => central.count[name] + one.count[name] + two.count[name];
  return { status: answer.status, ...(body.code ? { code: body.code } : {}), cost: { calls: sum("calls"), rowsRead: sum("rowsRead"), rowsWritten: sum("rowsWritten") }, body };
}

const note = (name: string, { calls, rowsRead, rowsWritten }: D1Count) => (figures[name] = `${calls} calls, ${rowsRead} rows read, ${rowsWritten} written`);

describe("what a warm isolate spends on", { timeout: 60_000 }, () => {
  test("a new report: two round trips, at most six rows written", async () => {
    const { status, cost } = await send(await signReport(filer, { data: servicesAnswers("2021-Q2") }));
    note("new report", cost);
    expect([status, cost.calls]).toEqual([201, 2]);
    expect(cost.rowsWritten).toBeLessThanOrEqual(6);
    expect(cost.rowsRead).toBeLessThanOrEqual(30);
  });

  test("a new report from a signed-in browser: no more", async () => {
    const { status, cost } = await send(await signReport(filer, { data: servicesAnswers("2021-Q3") }), asPerson(filer.officer));
    note("new report with session", cost);
    expect([status, cost.calls]).toEqual([201, 2]);
    expect(cost.rowsWritten).toBeLessThanOrEqual(6);
  });

  test("an amendment: no more, and no more rows read the longer the chain is", async () => {
    let newest = (await send(await signReport(filer, { data: servicesAnswers("2021-Q4") }))).body;
    const reads: number[] = [];
    for (let online = 1; online <= 5; online++) {
      const { status, cost, body } = await send(await signReport(filer, { data: servicesAnswers("2021-Q4", online), amends: newest }));
      note("amendment", cost);
      expect([status, cost.calls]).toEqual([201, 2]);
      expect(cost.rowsWritten).toBeLessThanOrEqual(6);
      newest = body;
      reads.push(cost.rowsRead);
    }
    expect(reads.at(-1)).toBeLessThanOrEqual(reads[1]!);
  });

  test("the head's signature over a report: no more, and a confirmation of a contested one neither", async () => {
    const boss = await makeFiler(filer.tenant, ["head"]);
    await askTwoSignatures(filer.tenant);
    const waiting = await send(await signReport(filer, { data: servicesAnswers("2023-Q1") }));
    note("new report that waits for the head", waiting.cost);
    const approval = await send(await signApproval(boss, waiting.body.jti));
    note("approval", approval.cost);
    await revokeKey(boss.tenant, boss.officer, boss.key.kid, "keyCompromise", { invalidityDate: "2020-01-01T00:00:00Z" });
    const again = { ...boss, key: await makeKey(boss.tenant, boss.officer) };
    const confirmation = await send(await signApproval(again, approval.body.jti));
    note("confirmation", confirmation.cost);
    for (const { status, cost } of [waiting, approval, confirmation]) {
      expect([status, cost.calls]).toEqual([201, 2]);
      expect(cost.rowsWritten).toBeLessThanOrEqual(6);
      expect(cost.rowsRead).toBeLessThanOrEqual(30);
    }
    await askTwoSignatures(filer.tenant, [], 1);
  });

  test("the same report again: one round trip, nothing written", async () => {
    const jws = await signReport(filer, { data: servicesAnswers("2022-Q1") });
    await send(jws);
    const { status, cost } = await send(jws);
    note("replay", cost);
    expect([status, cost.calls, cost.rowsWritten]).toEqual([200, 1, 0]);
  });

  test("a report of a hundred services, when two hundred reports are there: as many rows as the first", async () => {
    const insert = env[filer.tenant.ledger].prepare(
      `INSERT INTO submission (tenant_id, jti, jws, digest, nonce, kid, signer_id, signer_tenant_id, act, form_id, form_rev, report_type_id, period_id, received_at, log_idx)
       SELECT ?1, 'old-' || value, 'e30.e30.e30', 'd', 'old-' || value, 'k', 'off_x', ?1, 'submit', 'services-report', 1, 'services-quarter', 'old-' || value, 0, 0 FROM json_each(?2)`,
    );
    await insert.bind(filer.tenant.code, JSON.stringify(Array.from({ length: 200 }, (_, i) => i))).run();
    const answers = servicesAnswers("2022-Q2");
    const rows = Array.from({ length: 100 }, (_, i) => ({ ...answers.rows[0]!, service: `1.${String(i + 1).padStart(6, "0")}` }));
    const { status, cost } = await send(await signReport(filer, { data: { ...answers, rows } }));
    note("report of 100 services among 200 reports", cost);
    expect([status, cost.calls]).toEqual([201, 2]);
    expect(cost.rowsRead).toBeLessThanOrEqual(30);
  });
});

describe("what a refusal costs", { timeout: 60_000 }, () => {
  test("before the key is looked up: no database at all", async () => {
    const claims = await makeClaims(filer);
    const good = await signCompact(filer.key, TYPE, claims);
    const refused: [string, string][] = [
      ["jws-malformed", "x"],
      ["jws-header-forbidden", await signCompact(filer.key, TYPE, claims, { jku: "http://169.254.169.254" })],
      ["jws-type-mismatch", await signCompact(filer.key, "gov-login+jwt", claims)],
      ["alg-not-allowed", await signCompact(filer.key, TYPE, claims, { alg: "none" })],
      ["claim-unknown", await signCompact(filer.key, TYPE, { ...claims, exp: 1 })],
      ["audience-mismatch", await signCompact(filer.key, TYPE, { ...claims, aud: claims.aud.replace(filer.tenant.code, "VN") })],
      ["iat-mismatch", await signCompact(filer.key, TYPE, claims, { iat: 1 })],
      ["jws-malformed", `${good}=`],
    ];
    for (const [code, jws] of refused) {
      const answer = await send(jws);
      expect([answer.code, answer.cost.calls]).toEqual([code, 0]);
    }
    note("refused before the key", (await send("x")).cost);
  });

  test("after it: one round trip, nothing written", async () => {
    const stranger = await makeKeyPair();
    const claims = await makeClaims(filer, { data: servicesAnswers("2022-Q3") });
    const leaver = await makeFiler(filer.tenant);
    const late = await signReport(leaver);
    await revokeKey(leaver.tenant, leaver.officer, leaver.key.kid);
    const refused: [string, string][] = [
      ["key-unknown", await signCompact(stranger, TYPE, claims)],
      ["issuer-mismatch", await signCompact(filer.key, TYPE, { ...claims, iss: "off_01980000-0000-7000-8000-000000000001" })],
      ["data-invalid", await signCompact(filer.key, TYPE, { ...claims, data: { ...claims.data, rows: [] } })],
      ["signature-invalid", await signCompact({ ...stranger, kid: filer.key.kid }, TYPE, claims)],
      ["key-not-active", late],
      ["iat-out-of-window", await signCompact(filer.key, TYPE, { ...claims, iat: 1 })],
      ["nonce-invalid", await signCompact(filer.key, TYPE, { ...claims, nonce: "A".repeat(22) })],
      ["form-digest-mismatch", await signCompact(filer.key, TYPE, { ...claims, form: { ...claims.form, dig: "A".repeat(43) } })],
      ["view-digest-mismatch", await signCompact(filer.key, TYPE, { ...claims, view: { ...claims.view, dig: "A".repeat(43) } })],
      ["report-exists", await signReport(filer, { data: servicesAnswers("2021-Q1", 99) })],
      ["ref-conflict", await signReport(filer, { data: servicesAnswers("2022-Q4"), amends: { jti: newUuid7(1), digest: "A".repeat(43) } })],
    ];
    for (const [code, jws] of refused) {
      const answer = await send(jws);
      expect([answer.code, answer.cost.calls, answer.cost.rowsWritten]).toEqual([code, 1, 0]);
      note(`refused: ${code}`, answer.cost);
    }
  });

  test("a tenant that does not exist, asked for again and again, does not ask the directory each time", async () => {
    await makeTenant();
    const askUnknown = () => app.fetch(new Request(`${ORIGIN}/v1/t/Y97/submissions`, { method: "POST", body: "x" }), counted, createExecutionContext());
    await askUnknown();
    central.count.calls = 0;
    for (let i = 0; i < 20; i++) expect((await askUnknown()).status).toBe(404);
    expect(central.count.calls).toBeLessThanOrEqual(1);
  });
});
