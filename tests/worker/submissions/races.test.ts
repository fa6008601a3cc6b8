import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { submitForm } from "../../../worker/submissions/submit-form.ts";
import type { ReceiptView } from "../../../worker/submissions/contract.ts";
import { refusalOf } from "../ask.ts";
import { makeKey, revokeKey, signCompact } from "../make-key.ts";
import { contextFor, makeOfficer } from "../make-tenant.ts";
import { makeClaims, makeFiler, publishNationalForms, sendSubmission, servicesAnswers, signReport, type Filer } from "../make-report.ts";

let filer: Filer;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
});

/** How often each outcome came: `201`, or status and code of the refusal. */
async function outcomesOf(answers: readonly Response[]): Promise<Record<string, number>> {
  const names = await Promise.all(answers.map(async (answer) => (answer.ok ? String(answer.status) : (await refusalOf(answer)).join(" "))));
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}

const sendAll = (documents: readonly string[]) => Promise.all(documents.map((jws) => sendSubmission(filer.tenant, jws)));
const periods = ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2022-Q1", "2022-Q2"];

describe("at the same moment", () => {
  test("ten documents under one id: one is stored, nine are told that the id is used", async () => {
    const { jti } = await makeClaims(filer);
    const documents = await Promise.all(periods.map(async (period) => signCompact(filer.key, "gov-submission+jwt", { ...(await makeClaims(filer, { data: servicesAnswers(period) })), jti })));
    expect(await outcomesOf(await sendAll(documents))).toEqual({ 201: 1, "409 jti-reused": 9 });
  });

  test("ten documents on one ticket: one is stored, nine are told that the ticket is used", async () => {
    const { nonce } = await makeClaims(filer);
    const free = ["2022-Q3", "2022-Q4", "2023-Q1", "2023-Q2", "2023-Q3"];
    const documents = await Promise.all(free.map(async (period) => signCompact(filer.key, "gov-submission+jwt", { ...(await makeClaims(filer, { data: servicesAnswers(period) })), nonce })));
    expect(await outcomesOf(await sendAll(documents))).toEqual({ 201: 1, "409 nonce-used": 4 });
  });

  test("three people report one period: one report is stored, the others learn of it", async () => {
    const others = await Promise.all([1, 2].map(() => makeFiler(filer.tenant)));
    const documents = await Promise.all([filer, ...others].map((one, i) => signReport(one, { data: servicesAnswers("2024-Q1", i) })));
    expect(await outcomesOf(await sendAll(documents))).toEqual({ 201: 1, "409 report-exists": 2 });
  });

  test("six amendments of one report: one is stored, the chain never forks", async () => {
    const first = await (await sendSubmission(filer.tenant, await signReport(filer, { data: servicesAnswers("2024-Q2", 0) }))).json<ReceiptView>();
    const documents = await Promise.all([1, 2, 3, 4, 5, 6].map((online) => signReport(filer, { data: servicesAnswers("2024-Q2", online), amends: first })));
    expect(await outcomesOf(await sendAll(documents))).toEqual({ 201: 1, "409 ref-conflict": 5 });
    const { results } = await env[filer.tenant.ledger].prepare("SELECT amends_jti FROM submission WHERE tenant_id = ? AND period_id = '2024-Q2' ORDER BY seq").bind(filer.tenant.code).all<{ amends_jti: string | null }>();
    expect(results.map(({ amends_jti }) => amends_jti)).toEqual([null, first.jti]);
  });

  test("twenty different reports: all are stored, and the log has no gap", async () => {
    const crowd = await makeFiler();
    const documents = await Promise.all(Array.from({ length: 20 }, (_, i) => signReport(crowd, { data: servicesAnswers(`${2020 + Math.floor(i / 4)}-Q${(i % 4) + 1}`) })));
    const answers = await Promise.all(documents.map((jws) => sendSubmission(crowd.tenant, jws)));
    expect(await outcomesOf(answers)).toEqual({ 201: 20 });
    const { results } = await env[crowd.tenant.ledger].prepare("SELECT idx FROM log_entry WHERE tenant_id = ? ORDER BY idx").bind(crowd.tenant.code).all<{ idx: number }>();
    expect(results.map(({ idx }) => idx)).toEqual(results.map((_, i) => i));
  });
});

describe("between the check and the write", () => {
  /** Sends the document, and lets something happen in the moment after everything was checked and before anything is written. */
  async function sendWhile(one: Filer, jws: string, happens: () => Promise<unknown>): Promise<string> {
    const context = contextFor(one.tenant);
    let isBefore = true;
    const batch = async (statements: D1PreparedStatement[]) => {
      const results = await context.ledger.batch(statements);
      if (isBefore) {
        isBefore = false;
        await happens();
      }
      return results;
    };
    const ledger = { prepare: (sql: string) => context.ledger.prepare(sql), batch } as unknown as D1Database;
    const platform = { ...context.platform, ledgers: { ...context.platform.ledgers, [one.tenant.ledger]: ledger } };
    return submitForm({ ...context, ledger, platform }, jws).then(({ isNew }) => (isNew ? "stored" : "known"), (error: { code?: string }) => error.code ?? String(error));
  }
  const entriesOf = ({ tenant }: Filer) => env[tenant.ledger].prepare("SELECT COUNT(*) AS count FROM log_entry WHERE tenant_id = ? AND entry LIKE '%\"kind\":\"submission\"%'").bind(tenant.code).first<number>("count");

  test("the key is revoked: nothing is stored and the log says nothing of the report", async () => {
    const one = await makeFiler();
    expect(await sendWhile(one, await signReport(one), () => revokeKey(one.tenant, one.officer, one.key.kid, "keyCompromise"))).toBe("key-not-active");
    expect(await entriesOf(one)).toBe(0);
  });

  test("the officer leaves: nothing is stored", async () => {
    const one = await makeFiler();
    const leave = () => env[one.tenant.ledger].prepare("UPDATE officer SET ended_at = 1 WHERE tenant_id = ? AND id = ?").bind(one.tenant.code, one.officer.id).run();
    expect(await sendWhile(one, await signReport(one), leave)).toBe("key-not-active");
    expect(await entriesOf(one)).toBe(0);
  });

  test("another key of the officer is revoked: the report is stored", async () => {
    const one = await makeFiler();
    const other = await makeKey(one.tenant, one.officer);
    expect(await sendWhile(one, await signReport(one), () => revokeKey(one.tenant, one.officer, other.kid))).toBe("stored");
  });

  test("the very same document arrives by another way: it is stored once", async () => {
    const one = await makeFiler();
    const jws = await signReport(one);
    expect(await sendWhile(one, jws, () => sendSubmission(one.tenant, jws))).toBe("known");
    expect(await entriesOf(one)).toBe(1);
  });

  test("a colleague reports the period: the later one is told so", async () => {
    const one = await makeFiler();
    const colleague = await makeOfficer(one.tenant, ["head"]);
    const theirs = await signReport({ tenant: one.tenant, officer: colleague, key: await makeKey(one.tenant, colleague) });
    expect(await sendWhile(one, await signReport(one), () => sendSubmission(one.tenant, theirs))).toBe("report-exists");
    expect(await entriesOf(one)).toBe(1);
  });
});
