import { env } from "cloudflare:workers";
import { base64url, compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { digestOf } from "../../../worker/kernel/digest.ts";
import { receiptView, type ReceiptView } from "../../../worker/submissions/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { revokeKey } from "../make-key.ts";
import { asPerson, makeOfficer } from "../make-tenant.ts";
import { fieldsAnswers, makeFiler, publishNationalForms, sendSubmission, servicesAnswers, signReport, type Filer } from "../make-report.ts";

let filer: Filer;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
});

const countOf = async ({ tenant }: Filer, kind: string) =>
  env[tenant.ledger].prepare("SELECT COUNT(*) AS count FROM log_entry WHERE tenant_id = ? AND entry LIKE ?").bind(tenant.code, `%"kind":"${kind}"%`).first<number>("count");

describe("a good report", () => {
  test("S20: is received with 201 and a receipt, in either language, whether or not the officer is signed in", async () => {
    const answer = await sendSubmission(filer.tenant, await signReport(filer));
    expect([answer.status, answer.headers.get("Cache-Control")]).toEqual([201, "no-store"]);
    expect(receiptView.strict().safeParse(await answer.json()).success).toBe(true);
    const english = await signReport(filer, { form: "ii06a", data: fieldsAnswers(), locale: "en" });
    expect((await sendSubmission(filer.tenant, english, asPerson(filer.officer))).status).toBe(201);
  });

  test("keeps beside it how many numbers it leaves out and whether it says nothing, for the rate of complete reports", async () => {
    const data = servicesAnswers("2025-Q4") as { rows: { online: number | null; total: number | null }[] };
    data.rows = data.rows.map((row) => ({ ...row, online: null, total: null }));
    const { jti } = await (await sendSubmission(filer.tenant, await signReport(filer, { data }))).json<ReceiptView>();
    const kept = await env[filer.tenant.ledger].prepare("SELECT unanswered, mark FROM submission WHERE tenant_id = ? AND jti = ?").bind(filer.tenant.code, jti).first();
    expect(kept).toEqual({ unanswered: data.rows.length * 2, mark: "empty" });
  });

  test("the receipt verifies with the tenant's JWKS, and its entry names the digest of the exact JWS and no person", async () => {
    const jws = await signReport(filer, { data: servicesAnswers("2025-Q2") });
    const receipt = await (await sendSubmission(filer.tenant, jws)).json<ReceiptView>();
    const keys = await (await ask(`/v1/t/${filer.tenant.code}/.well-known/jwks.json`)).json<JSONWebKeySet>();
    const { payload, protectedHeader } = await compactVerify(receipt.signature, createLocalJWKSet(keys));
    expect(protectedHeader).toMatchObject({ alg: "Ed25519", typ: "gov-receipt+jwt" });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ ver: 1, log: `${receipt.tenant}/log`, index: receipt.index, entry: receipt.entry });
    const text = new TextDecoder().decode(base64url.decode(receipt.entry));
    expect(text).toBe(await env[filer.tenant.ledger].prepare("SELECT entry FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(filer.tenant.code, receipt.index).first<string>("entry"));
    expect(JSON.parse(text)).toMatchObject({ v: 1, kind: "submission", tenant: filer.tenant.code, jti: receipt.jti, kid: filer.key.kid, sha256: await digestOf(jws), act: "submit" });
    expect(receipt.digest).toBe(await digestOf(jws));
    expect(text).not.toContain(filer.officer.name);
  });

  test("stays as it was signed, with the text that was shown, and its receipt can be had again by its id", async () => {
    const jws = await signReport(filer, { data: servicesAnswers("2025-Q3") });
    const receipt = await (await sendSubmission(filer.tenant, jws)).json<ReceiptView>();
    const document = await (await ask(`/v1/t/${filer.tenant.code}/submissions/${receipt.jti}`, { headers: asPerson(filer.officer) })).json<{ jws: string; transcript: string; answers: unknown; logIndex: number }>();
    expect(document).toMatchObject({ jws, answers: servicesAnswers("2025-Q3"), logIndex: receipt.index, signer: { id: filer.officer.id, name: filer.officer.name } });
    const claims = JSON.parse(new TextDecoder().decode(base64url.decode(jws.split(".")[1]!))) as { view: { dig: string } };
    expect(await digestOf(document.transcript)).toBe(claims.view.dig);
    expect(await (await ask(`/v1/t/${filer.tenant.code}/receipts/${receipt.jti}`)).json()).toEqual({ ...receipt, standing: "VALID" });
    expect(await refusalOf(await ask(`/v1/t/${filer.tenant.code}/receipts/01980000-0000-7000-8000-00000000000a`))).toEqual([404, "not-found"]);
  });
});

describe("the same report again", () => {
  test("attack 18: S19: sent twice gives 200 with the first receipt and no second entry", async () => {
    const jws = await signReport(filer, { data: servicesAnswers("2024-Q1") });
    const first = await sendSubmission(filer.tenant, jws);
    const entries = await countOf(filer, "submission");
    const second = await sendSubmission(filer.tenant, jws);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(await second.json()).toEqual(await first.json());
    expect(await countOf(filer, "submission")).toBe(entries);
  });

  test("attack 18: S19: sent fifty times at once is stored once: one 201, forty-nine 200, one receipt, one entry", { timeout: 60_000 }, async () => {
    const jws = await signReport(filer, { data: servicesAnswers("2024-Q2") });
    const before = await countOf(filer, "submission");
    const answers = await Promise.all(Array.from({ length: 50 }, () => sendSubmission(filer.tenant, jws)));
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array<number>(49).fill(200), 201]);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(await countOf(filer, "submission")).toBe(before! + 1);
  });

  test("attack 11: S19: with its signature mirrored, (r, n-s) for (r, s), is still the same report", async () => {
    const jws = await signReport(filer, { data: servicesAnswers("2024-Q3") });
    const first = await sendSubmission(filer.tenant, jws);
    const mirrored = await sendSubmission(filer.tenant, mirrorSignature(jws));
    expect([first.status, mirrored.status]).toEqual([201, 200]);
    expect(await mirrored.json()).toEqual(await first.json());
  });

  test("gives its receipt also after the key was revoked and the officer has left", async () => {
    const leaver = await makeFiler();
    const jws = await signReport(leaver);
    const first = await (await sendSubmission(leaver.tenant, jws)).json();
    expect((await revokeKey(leaver.tenant, leaver.officer, leaver.key.kid)).status).toBe(200);
    await env[leaver.tenant.ledger].prepare("UPDATE officer SET ended_at = 1 WHERE tenant_id = ? AND id = ?").bind(leaver.tenant.code, leaver.officer.id).run();
    const again = await sendSubmission(leaver.tenant, jws);
    expect([again.status, await again.json()]).toEqual([200, first]);
  });
});

describe("reading", () => {
  test("the list shows the newest first, page by page, to the tenant's people and nobody of another tenant", async () => {
    const path = `/v1/t/${filer.tenant.code}/submissions`;
    const seen: number[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const answer: Response = await ask(`${path}?limit=2${next === "" ? "" : `&before=${next}`}`, { headers: asPerson(filer.officer) });
      const page: { submissions: { logIndex: number }[]; next: string | null } = await answer.json();
      seen.push(...page.submissions.map(({ logIndex }) => logIndex));
      next = page.next;
    }
    expect(seen.length).toBeGreaterThanOrEqual(7);
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
    expect(new Set(seen).size).toBe(seen.length);
    const stranger = await makeOfficer((await makeFiler()).tenant);
    expect(await refusalOf(await ask(path, { headers: asPerson(stranger) }))).toEqual([404, "not-found"]);
  });
});

/** The other valid signature of the same key over the same text: (r, n-s). */
function mirrorSignature(jws: string): string {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const [header, payload, signature] = jws.split(".") as [string, string, string];
  const bytes = base64url.decode(signature);
  const s = BigInt(`0x${Array.from(bytes.slice(32), (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
  const mirrored = (order - s).toString(16).padStart(64, "0");
  bytes.set(Uint8Array.from(mirrored.match(/../g)!, (hex) => parseInt(hex, 16)), 32);
  return `${header}.${payload}.${base64url.encode(bytes)}`;
}
