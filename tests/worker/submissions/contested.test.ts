import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { contestedList, type ReceiptView, type SubmissionView } from "../../../worker/submissions/contract.ts";
import { findReportSignatures } from "../../../worker/submissions/report-queries.ts";
import { ask, refusalOf } from "../ask.ts";
import { askTwoSignatures, readSubmission, signApproval } from "../make-approval.ts";
import { makeKey, revokeKey } from "../make-key.ts";
import { makeFiler, publishNationalForms, sendSubmission, servicesAnswers, signReport, type Filer } from "../make-report.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";

beforeAll(() => publishNationalForms());

async function file(filer: Filer, period: string, amends?: ReceiptView): Promise<ReceiptView> {
  const answer = await sendSubmission(filer.tenant, await signReport(filer, { data: servicesAnswers(period, amends ? 1 : 12), ...(amends ? { amends } : {}) }));
  if (answer.status !== 201) throw new Error(await answer.text());
  return answer.json<ReceiptView>();
}
async function approve(signer: Filer, jti: string): Promise<ReceiptView> {
  const answer = await sendSubmission(signer.tenant, await signApproval(signer, jti));
  if (answer.status !== 201) throw new Error(await answer.text());
  return answer.json<ReceiptView>();
}
const report = (filer: Filer, since: string) => revokeKey(filer.tenant, filer.officer, filer.key.kid, "keyCompromise", { invalidityDate: since });
/** The moment just after: two things of one millisecond are at the same time. */
const later = () => new Promise<string>((resolve) => setTimeout(() => resolve(new Date().toISOString()), 5));
async function contested(filer: Filer): Promise<SubmissionView[]> {
  return contestedList.parse(await (await ask(`/v1/t/${filer.tenant.code}/contested-submissions`, { headers: asPerson(filer.officer) })).json()).submissions;
}
const standing = async (filer: Filer, jti: string) => (await readSubmission(filer, jti)).standing;
const withNewKey = async (filer: Filer): Promise<Filer> => ({ ...filer, key: await makeKey(filer.tenant, filer.officer) });

describe("attack 26: a key that was in wrong hands since a day", () => {
  test("what it signed before stays valid, what it signed since is contested, stays in place and is work", async () => {
    const filer = await makeFiler();
    const before = await file(filer, "2024-Q1");
    const since = await later();
    const after = await file(filer, "2024-Q2");
    const entries = await countEntries(filer);
    expect((await report(filer, since)).status).toBe(200);

    expect(await standing(filer, before.jti)).toBe("VALID_KEY_RETIRED");
    expect(await standing(filer, after.jti)).toBe("CONTESTED");
    expect((await contested(filer)).map(({ jti }) => jti)).toEqual([after.jti]);
    expect(await countEntries(filer)).toBe(entries + 1);
    const receipt = await (await ask(`/v1/t/${filer.tenant.code}/receipts/${after.jti}`)).json<ReceiptView & { standing: string }>();
    expect(receipt).toEqual({ ...after, standing: "CONTESTED" });
    const listed = await (await ask(`/v1/t/${filer.tenant.code}/submissions`, { headers: asPerson(filer.officer) })).json<{ submissions: SubmissionView[] }>();
    expect(listed.submissions.map(({ jti, standing: worth }) => [jti, worth])).toEqual([[after.jti, "CONTESTED"], [before.jti, "VALID_KEY_RETIRED"]]);
    const signatures = await findReportSignatures(contextFor(filer.tenant).ledger, filer.tenant.code, "services-quarter", "2024-Q2");
    expect(signatures).toMatchObject({ contested: [{ jti: after.jti, kid: filer.key.kid, act: "submit" }] });
  });

  test("the officer confirms with another key, once, and the work is done; the verdict on the old signature stays", async () => {
    const filer = await makeFiler();
    const since = await later();
    const filed = await file(filer, "2024-Q1");
    await report(filer, since);
    expect(await refusalOf(await sendSubmission(filer.tenant, await signApproval(filer, filed.jti)))).toEqual([422, "key-not-active"]);

    const again = await withNewKey(filer);
    const confirmed = await approve(again, filed.jti);
    expect(await readSubmission(filer, filed.jti)).toMatchObject({ standing: "CONTESTED", confirmedBy: confirmed.jti });
    expect(await readSubmission(filer, confirmed.jti)).toMatchObject({ over: { jti: filed.jti, countersignature: "confirmation" }, standing: "VALID", isTextAsSigned: true });
    expect(await contested(filer)).toEqual([]);
    expect(await refusalOf(await sendSubmission(filer.tenant, await signApproval(again, filed.jti)))).toEqual([409, "ref-conflict"]);
    expect(await findReportSignatures(contextFor(filer.tenant).ledger, filer.tenant.code, "services-quarter", "2024-Q1")).toMatchObject({ contested: [] });
  });

  test("of ten confirmations at once one is taken", async () => {
    const filer = await makeFiler();
    const since = await later();
    const filed = await file(filer, "2024-Q1");
    await report(filer, since);
    const again = await withNewKey(filer);
    const signed = await Promise.all(Array.from({ length: 10 }, () => signApproval(again, filed.jti)));
    const answers = await Promise.all(signed.map((jws) => sendSubmission(filer.tenant, jws)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array<number>(9).fill(409)]);
  });

  test("a head confirms for somebody who has left; a colleague does not", async () => {
    const filer = await makeFiler();
    const since = await later();
    const filed = await file(filer, "2024-Q1");
    await report(filer, since);
    const [colleague, head] = [await makeFiler(filer.tenant), await makeFiler(filer.tenant, ["head"])];
    expect(await refusalOf(await sendSubmission(filer.tenant, await signApproval(colleague, filed.jti)))).toEqual([403, "not-permitted"]);
    await approve(head, filed.jti);
    expect(await contested(filer)).toEqual([]);
  });

  test("an amendment with a sound key is an answer too: what it replaced is no work any more", async () => {
    const filer = await makeFiler();
    const since = await later();
    const filed = await file(filer, "2024-Q1");
    await report(filer, since);
    await file(await withNewKey(filer), "2024-Q1", filed);
    expect(await contested(filer)).toEqual([]);
    expect(await standing(filer, filed.jti)).toBe("CONTESTED");
  });

  test("the confirming key may be compromised in turn: then its signature is the work", async () => {
    const filer = await makeFiler();
    const since = await later();
    const filed = await file(filer, "2024-Q1");
    await report(filer, since);
    const second = await withNewKey(filer);
    const confirmed = await approve(second, filed.jti);
    await report(second, since);
    expect((await contested(filer)).map(({ jti }) => jti)).toEqual([confirmed.jti]);
    await approve(await withNewKey(filer), confirmed.jti);
    expect(await contested(filer)).toEqual([]);
  });
});

describe("a head's key that was in wrong hands", () => {
  test("puts the head's signature in doubt, and another head or the same one confirms it, never whoever filed", async () => {
    const filer = await makeFiler(undefined, ["officer", "head"]);
    const head = await makeFiler(filer.tenant, ["head"]);
    await askTwoSignatures(filer.tenant);
    const since = await later();
    const filed = await file(filer, "2024-Q1");
    const approved = await approve(head, filed.jti);
    await report(head, since);
    expect((await contested(filer)).map(({ jti }) => jti)).toEqual([approved.jti]);
    const signatures = await findReportSignatures(contextFor(filer.tenant).ledger, filer.tenant.code, "services-quarter", "2024-Q1");
    expect(signatures).toMatchObject({ agency: "given", contested: [{ jti: approved.jti, act: "approve" }] });
    expect(await refusalOf(await sendSubmission(filer.tenant, await signApproval(filer, approved.jti)))).toEqual([403, "self-approval"]);
    await approve(await withNewKey(head), approved.jti);
    expect(await contested(filer)).toEqual([]);
  });

  test("a contested report is confirmed before the head signs over it, and whoever confirmed is not who approves", async () => {
    const filer = await makeFiler();
    const [head, deputy] = [await makeFiler(filer.tenant, ["head"]), await makeFiler(filer.tenant, ["head"])];
    await askTwoSignatures(filer.tenant);
    const since = await later();
    const filed = await file(filer, "2024-Q1");
    await report(filer, since);
    expect(await refusalOf(await sendSubmission(filer.tenant, await signApproval(head, filed.jti, { countersignature: "agency" })))).toEqual([422, "view-digest-mismatch"]);
    await approve(head, filed.jti);
    expect(await refusalOf(await sendSubmission(filer.tenant, await signApproval(head, filed.jti)))).toEqual([403, "self-approval"]);
    await approve(deputy, filed.jti);
    expect((await readSubmission(filer, filed.jti)).agency).toMatchObject({ state: "given", by: deputy.officer.name });
  });
});

describe("reporting a compromise", () => {
  test("says since when, not in the future; other reasons have no such day", async () => {
    const filer = await makeFiler();
    const refused: Record<string, unknown>[] = [{ reason: "keyCompromise" }, { reason: "keyCompromise", invalidityDate: new Date(Date.now() + 60_000).toISOString() }, { reason: "cessation", invalidityDate: new Date().toISOString() }, { reason: "keyCompromise", invalidityDate: "yesterday" }];
    for (const { reason, ...more } of refused) expect(await refusalOf(await revokeKey(filer.tenant, filer.officer, filer.key.kid, reason as string, more))).toEqual([400, "body-invalid"]);
  });

  test("comes late too: a key that was merely retired can still be reported, once", async () => {
    const filer = await makeFiler();
    const since = await later();
    const filed = await file(filer, "2024-Q1");
    await revokeKey(filer.tenant, filer.officer, filer.key.kid, "cessation");
    expect(await standing(filer, filed.jti)).toBe("VALID_KEY_RETIRED");
    const answers = await Promise.all(Array.from({ length: 5 }, () => report(filer, since)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
    expect(await standing(filer, filed.jti)).toBe("CONTESTED");
    expect(await refusalOf(await report(filer, since))).toEqual([409, "transition-refused"]);
  });

  test("what is contested is listed for the unit and the authority only", async () => {
    const filer = await makeFiler();
    const address = `/v1/t/${filer.tenant.code}/contested-submissions`;
    expect(await refusalOf(await ask(address))).toEqual([401, "sign-in-required"]);
    expect(await refusalOf(await ask(address, { headers: asPerson(await makeOfficer(await makeTenant())) }))).toEqual([404, "not-found"]);
  });

  test("the list forgets nothing: rows are not deleted, nor confirmed twice", async () => {
    const filer = await makeFiler();
    const since = await later();
    const filed = await file(filer, "2024-Q1");
    await report(filer, since);
    const { ledger } = contextFor(filer.tenant);
    await expect(ledger.prepare("DELETE FROM contested_submission WHERE tenant_id = ? AND jti = ?").bind(filer.tenant.code, filed.jti).run()).rejects.toThrow(/stay listed/);
    await approve(await withNewKey(filer), filed.jti);
    await expect(ledger.prepare("UPDATE contested_submission SET confirmed_jti = NULL WHERE tenant_id = ? AND jti = ?").bind(filer.tenant.code, filed.jti).run()).rejects.toThrow(/confirmed once/);
  });
});

async function countEntries(filer: Filer): Promise<number> {
  return (await env[filer.tenant.ledger].prepare("SELECT COUNT(*) AS entries FROM log_entry WHERE tenant_id = ?").bind(filer.tenant.code).first<number>("entries"))!;
}
