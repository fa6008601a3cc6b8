import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { Context } from "../../../worker/kernel/context.ts";
import { submitForm } from "../../../worker/submissions/submit-form.ts";
import { countD1, type D1Count } from "../count-d1.ts";
import { signCompact } from "../make-key.ts";
import { makeClaims, makeFiler, publishNationalForms, servicesAnswers, signReport, type Filer } from "../make-report.ts";
import { contextFor } from "../make-tenant.ts";

let filer: Filer;
let context: Context;
const counts: D1Count[] = [];

/** The filer's surroundings with every database counted, and what an isolate keeps (directory, forms) read already. */
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  const counted = (database: D1Database) => {
    const { database: wrapped, count } = countD1(database);
    counts.push(count);
    return wrapped;
  };
  const plain = contextFor(filer.tenant);
  const ledgers = { LEDGER_1: counted(env.LEDGER_1), LEDGER_2: counted(env.LEDGER_2) };
  context = { ...plain, actor: { kind: "stranger" }, central: counted(env.CENTRAL), ledger: ledgers[filer.tenant.ledger], platform: { ...plain.platform, ledgers } };
  await submitForm(context, await signReport(filer, { data: servicesAnswers("2023-Q4") }));
});

async function costOf(jws: string): Promise<D1Count & { outcome: string }> {
  const sum = () => counts.reduce((a, b) => ({ calls: a.calls + b.calls, rowsRead: a.rowsRead + b.rowsRead, rowsWritten: a.rowsWritten + b.rowsWritten }));
  const before = sum();
  const outcome = await submitForm(context, jws).then(({ isNew }) => (isNew ? "stored" : "known"), (error: { code: string }) => error.code);
  const after = sum();
  return { outcome, calls: after.calls - before.calls, rowsRead: after.rowsRead - before.rowsRead, rowsWritten: after.rowsWritten - before.rowsWritten };
}

test("accepting a report is one read and one write, at most 6 rows written", async () => {
  const cost = await costOf(await signReport(filer, { data: servicesAnswers("2024-Q1") }));
  console.log(`a report accepted: ${JSON.stringify(cost)}`);
  expect(cost.outcome).toBe("stored");
  expect(cost.calls).toBe(2);
  expect(cost.rowsWritten).toBeLessThanOrEqual(6);
  expect(cost.rowsRead).toBeLessThanOrEqual(30);
});

test("an amendment costs the same, and reads no more the longer the chain is", async () => {
  const chain: { jti: string; digest: string; reads: number }[] = [];
  const data = (online: number) => servicesAnswers("2024-Q2", online);
  const { receipt } = await submitForm(context, await signReport(filer, { data: data(1) }));
  let newest = { jti: receipt.jti, digest: receipt.digest };
  for (let online = 2; online <= 6; online++) {
    const jws = await signReport(filer, { data: data(online), amends: newest });
    const cost = await costOf(jws);
    expect([cost.outcome, cost.calls]).toEqual(["stored", 2]);
    expect(cost.rowsWritten).toBeLessThanOrEqual(6);
    const again = await submitForm(context, jws);
    newest = { jti: again.receipt.jti, digest: again.receipt.digest };
    chain.push({ ...newest, reads: cost.rowsRead });
  }
  expect(chain.at(-1)!.reads).toBeLessThanOrEqual(chain[1]!.reads + 2);
});

test("the same report again is one read and writes nothing", async () => {
  const jws = await signReport(filer, { data: servicesAnswers("2024-Q3") });
  await submitForm(context, jws);
  expect(await costOf(jws)).toMatchObject({ outcome: "known", calls: 1, rowsWritten: 0 });
});

test.each([
  ["no signature", "jws-malformed", async (jws: string) => `${jws.split(".").slice(0, 2).join(".")}.`],
  ["another alphabet", "jws-malformed", async (jws: string) => `${jws}=`],
  ["another tenant's name", "audience-mismatch", async () => signCompact(filer.key, "gov-submission+jwt", { ...(await makeClaims(filer)), aud: "https://doisoat.example.gov.vn/t/A01" })],
  ["another type", "jws-type-mismatch", async () => signCompact(filer.key, "gov-key-pop+jwt", await makeClaims(filer))],
  ["an algorithm that is not offered", "alg-not-allowed", async () => signCompact(filer.key, "gov-submission+jwt", await makeClaims(filer), { alg: "HS256" })],
  ["an unknown claim", "claim-unknown", async () => signCompact(filer.key, "gov-submission+jwt", { ...(await makeClaims(filer)), exp: 1 })],
])("what is refused for %s asks no database at all", async (_, code, make) => {
  const jws = await make(await signReport(filer));
  expect(await costOf(jws)).toEqual({ outcome: code, calls: 0, rowsRead: 0, rowsWritten: 0 });
});

test.each([
  ["a key nobody registered", "key-unknown", async () => signCompact({ ...filer.key, kid: "A".repeat(43) }, "gov-submission+jwt", await makeClaims(filer))],
  ["somebody else's name", "issuer-mismatch", async () => signCompact(filer.key, "gov-submission+jwt", { ...(await makeClaims(filer)), iss: "off_01980000-0000-7000-8000-000000000001" })],
  ["a signature over something else", "signature-invalid", async () => [...(await signReport(filer)).split(".").slice(0, 2), (await signReport(filer)).split(".")[2]].join(".")],
  ["a ticket that was made up", "nonce-invalid", async () => signCompact(filer.key, "gov-submission+jwt", { ...(await makeClaims(filer)), nonce: "A".repeat(22) })],
  ["answers that do not fit", "data-invalid", async () => signReport(filer, { data: { ...servicesAnswers(), rows: [] } })],
])("what is refused for %s asks once and writes nothing", async (_, code, make) => {
  expect(await costOf(await make())).toMatchObject({ outcome: code, calls: 1, rowsWritten: 0 });
});
