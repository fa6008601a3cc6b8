import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { newUuid7 } from "../../../worker/kernel/ids.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import type { ReceiptView } from "../../../worker/submissions/contract.ts";
import { submitForm } from "../../../worker/submissions/submit-form.ts";
import { setPolicy } from "../../../worker/tenancy/set-policy.ts";
import { makeKey, revokeKey, signCompact } from "../make-key.ts";
import { contextFor } from "../make-tenant.ts";
import { makeClaims, makeFiler, publishNationalForms, sendSubmission, servicesAnswers, signReport, type Filer } from "../make-report.ts";
import { TYPE } from "./try-submission.ts";

let filer: Filer;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
});

/** How often each code came: `{ "201": 1, "ref-conflict": 9 }`. */
async function tally(requests: readonly Promise<Response>[]): Promise<Record<string, number>> {
  const answers = await Promise.all(requests);
  const names = await Promise.all(answers.map(async (answer) => (await answer.json<{ code?: string }>()).code ?? String(answer.status)));
  return names.reduce<Record<string, number>>((counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }), {});
}

const countIn = (tenant: Tenant) =>
  env[tenant.ledger].prepare("SELECT (SELECT COUNT(*) FROM submission WHERE tenant_id = ?1) AS stored, (SELECT COUNT(*) FROM log_entry WHERE tenant_id = ?1 AND entry LIKE '%\"kind\":\"submission\"%') AS logged").bind(tenant.code).first<{ stored: number; logged: number }>();

/** The real ledger, where something else happens between our reading and our writing. */
function withinThe(ledger: D1Database, meanwhile: () => Promise<unknown>): D1Database {
  let batches = 0;
  return {
    prepare: (sql: string) => ledger.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      if (++batches === 2) await meanwhile();
      return ledger.batch(statements);
    },
  } as D1Database;
}

/** The code the submission is refused with when `meanwhile` happens after it was verified and before it is written. */
async function refusalWhen(jws: string, meanwhile: () => Promise<unknown>, by = filer): Promise<string> {
  const context = contextFor(by.tenant);
  const before = await countIn(by.tenant);
  let added = 0;
  const counted = async () => {
    await meanwhile();
    added = (await countIn(by.tenant))!.stored - before!.stored;
  };
  const outcome = await submitForm({ ...context, actor: { kind: "stranger" }, ledger: withinThe(context.ledger, counted) }, jws).then(({ isNew }) => (isNew ? "stored" : "stored before"), (error: { code?: string }) => error.code ?? String(error));
  const after = await countIn(by.tenant);
  expect(after).toEqual({ stored: before!.stored + added, logged: before!.logged + added });
  return outcome;
}

describe("S19: many at once", { timeout: 60_000 }, () => {
  test("attack 19: ten documents under one `jti`: one is stored, nine are told that the id was used", async () => {
    const jti = newUuid7(Date.now());
    const documents = await Promise.all(Array.from({ length: 10 }, async (_, i) => signCompact(filer.key, TYPE, { ...(await makeClaims(filer, { data: servicesAnswers(`${2021 + (i >> 2)}-Q${(i % 4) + 1}`) })), jti })));
    const before = (await countIn(filer.tenant))!;
    expect(await tally(documents.map((jws) => sendSubmission(filer.tenant, jws)))).toEqual({ "201": 1, "jti-reused": 9 });
    expect(await countIn(filer.tenant)).toEqual({ stored: before.stored + 1, logged: before.logged + 1 });
  });

  test("attack 19: a `jti` that is used stays used, by whoever sends it and whatever is in it; at another tenant it is another one", async () => {
    const [one, elsewhere] = [await makeFiler(), await makeFiler()];
    const colleague = await makeFiler(one.tenant);
    const { jti } = await (await sendSubmission(one.tenant, await signReport(one))).json<ReceiptView>();
    const again = async (by: Filer) => sendSubmission(by.tenant, await signCompact(by.key, TYPE, { ...(await makeClaims(by, { data: servicesAnswers("2025-Q2") })), jti }));
    for (const by of [one, colleague]) expect(await tally([again(by)])).toEqual({ "jti-reused": 1 });
    expect(await tally([again(elsewhere)])).toEqual({ "201": 1 });
    expect(await countIn(one.tenant)).toEqual({ stored: 1, logged: 1 });
  });

  test("attack 23: ten documents with one ticket: one is stored, nine are told that it was used", async () => {
    const other = await makeFiler();
    const { nonce } = await makeClaims(other);
    const documents = await Promise.all(Array.from({ length: 10 }, async (_, i) => signCompact(other.key, TYPE, { ...(await makeClaims(other, { data: servicesAnswers(`${2021 + (i >> 2)}-Q${(i % 4) + 1}`) })), nonce })));
    expect(await tally(documents.map((jws) => sendSubmission(other.tenant, jws)))).toEqual({ "201": 1, "nonce-used": 9 });
    expect(await countIn(other.tenant)).toEqual({ stored: 1, logged: 1 });
  });

  test("ten first reports for one period: one is stored, nine are told to amend it", async () => {
    const other = await makeFiler();
    const documents = await Promise.all(Array.from({ length: 10 }, (_, i) => signReport(other, { data: servicesAnswers("2025-Q1", i) })));
    expect(await tally(documents.map((jws) => sendSubmission(other.tenant, jws)))).toEqual({ "201": 1, "report-exists": 9 });
  });

  test("ten amendments of one report: one is stored, nine are told to amend that one", async () => {
    const other = await makeFiler();
    const first = await (await sendSubmission(other.tenant, await signReport(other))).json<ReceiptView>();
    const documents = await Promise.all(Array.from({ length: 10 }, (_, i) => signReport(other, { data: servicesAnswers("2025-Q1", i), amends: first })));
    expect(await tally(documents.map((jws) => sendSubmission(other.tenant, jws)))).toEqual({ "201": 1, "ref-conflict": 9 });
    expect(await countIn(other.tenant)).toEqual({ stored: 2, logged: 2 });
    const { results } = await env[other.tenant.ledger].prepare("SELECT amends_jti FROM submission WHERE tenant_id = ? ORDER BY seq").bind(other.tenant.code).all<{ amends_jti: string | null }>();
    expect(results.map(({ amends_jti }) => amends_jti)).toEqual([null, first.jti]);
  });

  test("thirty good reports of two tenants: all are stored, and neither log has a gap", async () => {
    const [one, two] = [await makeFiler(), await makeFiler()];
    const documents = await Promise.all(Array.from({ length: 30 }, async (_, i) => ({ by: i % 2 ? one : two, jws: await signReport(i % 2 ? one : two, { data: servicesAnswers(`${2021 + (i >> 3)}-Q${((i >> 1) % 4) + 1}`) }) })));
    expect(await tally(documents.map(({ by, jws }) => sendSubmission(by.tenant, jws)))).toEqual({ "201": 30 });
    for (const { tenant } of [one, two]) {
      const gaps = await env[tenant.ledger].prepare("SELECT MAX(idx) + 1 - COUNT(*) AS gaps FROM log_entry WHERE tenant_id = ?").bind(tenant.code).first<number>("gaps");
      expect(gaps).toBe(0);
      const wrong = await env[tenant.ledger].prepare("SELECT COUNT(*) AS wrong FROM submission s JOIN log_entry l ON l.tenant_id = s.tenant_id AND l.idx = s.log_idx WHERE s.tenant_id = ? AND l.entry NOT LIKE '%' || s.jti || '%'").bind(tenant.code).first<number>("wrong");
      expect(wrong).toBe(0);
    }
  });
});

describe("S19: between the check and the write", { timeout: 60_000 }, () => {
  test("attack 25: the key is revoked: nothing is stored, nothing is logged", async () => {
    const other = await makeFiler();
    expect(await refusalWhen(await signReport(other), () => revokeKey(other.tenant, other.officer, other.key.kid, "keyCompromise", { invalidityDate: new Date().toISOString() }), other)).toBe("key-not-active");
  });

  test("attack 25 over HTTP: sent and revoked at once, a document counts before the revocation or not at all", async () => {
    const other = await makeFiler();
    const { tenant, officer } = other;
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (quarter) => {
        const key = await makeKey(tenant, officer);
        const jws = await signReport({ ...other, key }, { data: servicesAnswers(`${2021 + (quarter >> 2)}-Q${(quarter & 3) + 1}`) });
        const [sent, revoked] = await Promise.all([sendSubmission(tenant, jws), revokeKey(tenant, officer, key.kid)]);
        expect(revoked.status).toBe(200);
        return { kid: key.kid, code: (await sent.json<{ code?: string }>()).code ?? String(sent.status) };
      }),
    );
    const { results } = await env[tenant.ledger]
      .prepare("SELECT k.kid, s.log_idx < k.revoked_idx AS isBefore FROM signing_key k JOIN submission s ON s.tenant_id = k.tenant_id AND s.kid = k.kid WHERE k.tenant_id = ?")
      .bind(tenant.code)
      .all<{ kid: string; isBefore: number }>();
    const stored = new Map(results.map(({ kid, isBefore }) => [kid, isBefore]));
    for (const { kid, code } of outcomes) expect([code, stored.get(kid)]).toEqual(code === "201" ? ["201", 1] : ["key-not-active", undefined]);
  });

  test("the key's algorithm is switched off: nothing is stored, nothing is logged; another one that is switched on changes nothing", async () => {
    const other = await makeFiler();
    const set = (value: string[], replaces: number) => setPolicy(contextFor(other.tenant), "signing-algorithms", { value, replaces });
    await set(["ES256", "PS256", "RS256"], 0);
    const by = { ...other, key: await makeKey(other.tenant, other.officer, { alg: "RS256" }) };
    expect(await refusalWhen(await signReport(by), () => set(["ES256", "PS256"], 1), by)).toBe("alg-not-allowed");
    await set(["ES256", "PS256", "RS256"], 2);
    const context = contextFor(other.tenant);
    const stored = await submitForm({ ...context, ledger: withinThe(context.ledger, () => set(["ES256", "PS256", "ES384", "RS256"], 3)) }, await signReport(by));
    expect(stored.isNew).toBe(true);
  });

  test("the officer leaves: nothing is stored, nothing is logged", async () => {
    const other = await makeFiler();
    const leave = () => env[other.tenant.ledger].prepare("UPDATE officer SET ended_at = 1 WHERE tenant_id = ? AND id = ?").bind(other.tenant.code, other.officer.id).run();
    expect(await refusalWhen(await signReport(other), leave, other)).toBe("key-not-active");
  });

  test("another key of the officer is revoked: the report is stored", async () => {
    const other = await makeFiler();
    const spare = await makeKey(other.tenant, other.officer);
    const jws = await signReport(other);
    const context = contextFor(other.tenant);
    const { isNew } = await submitForm({ ...context, ledger: withinThe(context.ledger, () => revokeKey(other.tenant, other.officer, spare.kid)) }, jws);
    expect(isNew).toBe(true);
  });

  test("the same document arrives by another way: its receipt is the answer", async () => {
    const other = await makeFiler();
    const jws = await signReport(other);
    expect(await refusalWhen(jws, () => sendSubmission(other.tenant, jws), other)).toBe("stored before");
  });

  test("somebody else reports the period, or uses the id or the ticket", async () => {
    const other = await makeFiler();
    const mine = await makeClaims(other);
    const jws = await signCompact(other.key, TYPE, mine);
    const meanwhile = async (change: object, period = "2025-Q2") => sendSubmission(other.tenant, await signCompact(other.key, TYPE, { ...(await makeClaims(other, { data: servicesAnswers(period) })), ...change }));
    expect(await refusalWhen(jws, () => meanwhile({}, "2025-Q1"), other)).toBe("report-exists");
    const second = await makeFiler();
    const its = await makeClaims(second);
    const itsOther = async (change: object, period: string) => sendSubmission(second.tenant, await signCompact(second.key, TYPE, { ...(await makeClaims(second, { data: servicesAnswers(period) })), ...change }));
    expect(await refusalWhen(await signCompact(second.key, TYPE, its), () => itsOther({ jti: its.jti }, "2025-Q2"), second)).toBe("jti-reused");
    const third = await makeClaims(second);
    expect(await refusalWhen(await signCompact(second.key, TYPE, third), () => itsOther({ nonce: third.nonce }, "2025-Q3"), second)).toBe("nonce-used");
  });

  test("somebody else amends the report", async () => {
    const other = await makeFiler();
    const first = await (await sendSubmission(other.tenant, await signReport(other))).json<ReceiptView>();
    const amend = (online: number) => signReport(other, { data: servicesAnswers("2025-Q1", online), amends: first });
    const theirs = await amend(20);
    expect(await refusalWhen(await amend(21), () => sendSubmission(other.tenant, theirs), other)).toBe("ref-conflict");
  });
});
