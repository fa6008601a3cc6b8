import { beforeAll, describe, expect, test } from "vitest";
import { findNewestReport, findReportSignatures } from "../../../worker/submissions/report-queries.ts";
import { dueReportList, submissionDocument, type DueReport, type ReceiptView } from "../../../worker/submissions/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { askTwoSignatures, makeApprovalClaims, readSubmission, signApproval } from "../make-approval.ts";
import { signCompact } from "../make-key.ts";
import { makeFiler, publishNationalForms, sendSubmission, servicesAnswers, signReport, type Filer } from "../make-report.ts";
import { asPerson, contextFor, makeTenant } from "../make-tenant.ts";
import { TYPE } from "./try-submission.ts";

let filer: Filer;
let head: Filer;
let next = 0;
const periods = ["2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4", "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"];

beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  head = await makeFiler(filer.tenant, ["head"]);
  await askTwoSignatures(filer.tenant);
});

async function send(jws: string): Promise<ReceiptView> {
  const answer = await sendSubmission(filer.tenant, jws);
  if (answer.status !== 201) throw new Error(await answer.text());
  return answer.json<ReceiptView>();
}
/** A report of a quarter of its own that waits for the head. */
async function fileReport(period = periods[next++]!): Promise<ReceiptView & { period: string }> {
  return { ...(await send(await signReport(filer, { data: servicesAnswers(period) }))), period };
}
const tryApproval = async (signer: Filer, jti: string, wish: Parameters<typeof signApproval>[2] = {}) => refusalOf(await sendSubmission(filer.tenant, await signApproval(signer, jti, wish)));
const newest = (period: string) => findNewestReport(contextFor(filer.tenant).ledger, filer.tenant.code, "services-quarter", period);
const signatures = (period: string) => findReportSignatures(contextFor(filer.tenant).ledger, filer.tenant.code, "services-quarter", period);
async function dueOf(period: string): Promise<DueReport | undefined> {
  const { reports } = dueReportList.parse(await (await ask(`/v1/t/${filer.tenant.code}/due-reports`, { headers: asPerson(filer.officer) })).json());
  return reports.find((report) => report.period === period && report.reportType === "services-quarter");
}

describe("a report that needs the head's signature", () => {
  test("waits after the officer signed, and is filed when the head has signed over exactly that text", async () => {
    const filed = await fileReport();
    expect(await newest(filed.period)).toBeNull();
    expect(await signatures(filed.period)).toMatchObject({ jti: filed.jti, agency: "waiting", agencyJti: null, contested: [] });
    expect(await readSubmission(filer, filed.jti)).toMatchObject({ agency: { state: "waiting", jti: null, by: null }, standing: "VALID" });

    const approved = await send(await signApproval(head, filed.jti));
    expect(await newest(filed.period)).toMatchObject({ jti: filed.jti, digest: filed.digest, receivedAt: Date.parse(approved.receivedAt), firstReceivedAt: Date.parse(approved.receivedAt) });
    expect(await signatures(filed.period)).toMatchObject({ agency: "given", agencyJti: approved.jti });
    expect(await readSubmission(filer, filed.jti)).toMatchObject({ agency: { state: "given", jti: approved.jti, by: head.officer.name } });

    const approval = submissionDocument.parse(await readSubmission(head, approved.jti));
    expect(approval).toMatchObject({ act: "approve", over: { jti: filed.jti, countersignature: "agency" }, isTextAsSigned: true, standing: "VALID", reportType: "services-quarter", period: filed.period, signer: { id: head.officer.id } });
    const theirs = (await readSubmission(filer, filed.jti)).transcript;
    for (const line of theirs.trimEnd().split("\n")) expect(approval.transcript).toContain(`| ${line}`);
    for (const part of [filed.jti, filed.digest, filer.officer.id, head.officer.id, filer.key.kid]) expect(approval.transcript).toContain(part);
  });

  test("can be read and signed in English by a head, whatever language the officer used", async () => {
    const filed = await fileReport();
    const approved = await send(await signApproval(head, filed.jti, { locale: "en" }));
    expect((await readSubmission(head, approved.jti)).transcript).toContain("The head approves and signs for the unit");
  });

  test("is returned with a reason, amended by the officer, and then waits again", async () => {
    const filed = await fileReport();
    const returned = await send(await signApproval(head, filed.jti, { act: "reject", reason: "Số liệu tháng 3 còn thiếu.\nXem lại dòng 1." }));
    expect(await signatures(filed.period)).toMatchObject({ agency: "refused", agencyJti: returned.jti });
    expect(await newest(filed.period)).toBeNull();
    expect(await readSubmission(filer, returned.jti)).toMatchObject({ act: "reject", answers: { reason: "Số liệu tháng 3 còn thiếu.\nXem lại dòng 1." }, isTextAsSigned: true });
    expect(await tryApproval(head, filed.jti)).toEqual([409, "ref-conflict"]);

    const amended = await send(await signReport(filer, { data: servicesAnswers(filed.period, 99), amends: filed }));
    expect(await signatures(filed.period)).toMatchObject({ jti: amended.jti, agency: "waiting" });
    await send(await signApproval(head, amended.jti));
    expect(await newest(filed.period)).toMatchObject({ jti: amended.jti });
  });

  test("once filed stays what counts until its amendment has both signatures", async () => {
    const filed = await fileReport();
    await send(await signApproval(head, filed.jti));
    const amended = await send(await signReport(filer, { data: servicesAnswers(filed.period, 7), amends: filed }));
    expect(await newest(filed.period)).toMatchObject({ jti: filed.jti });
    expect(await tryApproval(head, filed.jti)).toEqual([409, "ref-conflict"]);
    const approved = await send(await signApproval(head, amended.jti));
    const counts = (await newest(filed.period))!;
    expect(counts).toMatchObject({ jti: amended.jti, receivedAt: Date.parse(approved.receivedAt) });
    expect(counts.firstReceivedAt).toBeLessThan(counts.receivedAt + 1);
  });

  test("is shown to the unit as waiting, returned and filed in turn", async () => {
    const due = (await ask(`/v1/t/${filer.tenant.code}/due-reports`, { headers: asPerson(filer.officer) })).json<{ reports: DueReport[] }>();
    const period = (await due).reports.find(({ reportType }) => reportType === "services-quarter")!.period;
    const filed = await fileReport(period);
    expect(await dueOf(period)).toMatchObject({ state: "waits-for-head", filed: null, pending: { jti: filed.jti, state: "waits-for-head", rejection: null } });
    const returned = await send(await signApproval(head, filed.jti, { act: "reject", reason: "x" }));
    expect(await dueOf(period)).toMatchObject({ state: "rejected", filed: null, pending: { jti: filed.jti, state: "rejected", rejection: returned.jti } });
    const amended = await send(await signReport(filer, { data: servicesAnswers(period, 3), amends: filed }));
    expect(await dueOf(period)).toMatchObject({ state: "waits-for-head", pending: { jti: amended.jti } });
    await send(await signApproval(head, amended.jti));
    expect(await dueOf(period)).toMatchObject({ filed: { jti: amended.jti }, pending: null, state: expect.stringMatching(/^filed/) as string });
  });

  test("that arrived before the unit asked for two signatures stays filed", async () => {
    const other = await makeFiler();
    await sendSubmission(other.tenant, await signReport(other, { data: servicesAnswers("2022-Q1") }));
    await askTwoSignatures(other.tenant, ["services-quarter"]);
    const { ledger } = contextFor(other.tenant);
    expect(await findReportSignatures(ledger, other.tenant.code, "services-quarter", "2022-Q1")).toMatchObject({ agency: "not-needed" });
    await sendSubmission(other.tenant, await signReport(other, { data: servicesAnswers("2022-Q2") }));
    expect(await findReportSignatures(ledger, other.tenant.code, "services-quarter", "2022-Q2")).toMatchObject({ agency: "waiting" });
  });
});

describe("two signatures are two people", () => {
  test("attack 29: whoever signed the report does not approve it, whatever roles they hold", async () => {
    const both = await makeFiler(filer.tenant, ["officer", "head"]);
    const own = await send(await signReport(both, { data: servicesAnswers(periods[next++]!) }));
    expect(await tryApproval(both, own.jti)).toEqual([403, "self-approval"]);
    await send(await signApproval(head, own.jti));
  });

  test("an officer who is no head does not approve, nor does another unit's head find the report", async () => {
    const filed = await fileReport();
    const colleague = await makeFiler(filer.tenant);
    expect(await tryApproval(colleague, filed.jti)).toEqual([403, "not-permitted"]);
    const foreign = await makeFiler(await makeTenant(), ["head"]);
    expect(await refusalOf(await sendSubmission(foreign.tenant, await signApprovalFrom(foreign, filed.jti)))).toEqual([409, "ref-conflict"]);
    expect(await refusalOf(await sendSubmission(filer.tenant, await signApprovalFrom(foreign, filed.jti)))).toEqual([422, "audience-mismatch"]);
  });

  /** A stranger signs for their own unit over a report that they know from its receipt. */
  async function signApprovalFrom(stranger: Filer, jti: string): Promise<string> {
    const claims = await makeApprovalClaims(head, jti);
    const { nonce, serverTime, audience, issuer } = await ticketFor(stranger);
    return signCompact(stranger.key, TYPE, { ...claims, aud: audience, iss: issuer, nonce, iat: serverTime });
  }
  async function ticketFor(person: Filer) {
    const body = JSON.stringify({ form: "services-report", rev: 1, locale: "vi" });
    return (await ask(`/v1/t/${person.tenant.code}/signing-tickets`, { method: "POST", headers: asPerson(person.officer, { "Content-Type": "application/json" }), body })).json<{ nonce: string; serverTime: number; audience: string; issuer: string }>();
  }

  test("of ten approvals and rejections at once one counts", async () => {
    const filed = await fileReport();
    const others = await Promise.all(Array.from({ length: 3 }, () => makeFiler(filer.tenant, ["head"])));
    const signed = await Promise.all([head, ...others].flatMap((one) => [signApproval(one, filed.jti), signApproval(one, filed.jti, { act: "reject", reason: "x" })]));
    const answers = await Promise.all(signed.map((jws) => sendSubmission(filer.tenant, jws)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array<number>(7).fill(409)]);
  });

  test("the same approval sent again gives the same receipt", async () => {
    const filed = await fileReport();
    const jws = await signApproval(head, filed.jti);
    const [first, again] = [await sendSubmission(filer.tenant, jws), await sendSubmission(filer.tenant, jws)];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(await again.json()).toEqual(await first.json());
  });
});

describe("what no signature over a report is", () => {
  type Change = (claims: Record<string, unknown>, other: ReceiptView) => Record<string, unknown>;
  let waiting: ReceiptView;
  let other: ReceiptView;
  beforeAll(async () => void ([waiting, other] = [await fileReport("2021-Q1"), await fileReport("2021-Q2")]));

  test.each<[string, Change, [number, string]]>([
    ["one without `ref`", ({ ref: _, ...claims }) => claims, [409, "ref-conflict"]],
    ["one with another digest", (claims) => ({ ...claims, ref: { ...(claims["ref"] as object), dig: "A".repeat(43) } }), [409, "ref-conflict"]],
    ["one with another report's digest", (claims, { jti }) => ({ ...claims, ref: { ...(claims["ref"] as object), jti } }), [409, "ref-conflict"]],
    ["one that shows another report's text", (claims, { jti, digest }) => ({ ...claims, ref: { jti, dig: digest } }), [422, "view-digest-mismatch"]],
    ["an approval with answers of its own", (claims) => ({ ...claims, data: { rows: [] } }), [400, "payload-invalid"]],
    ["a rejection without a reason", (claims) => ({ ...claims, act: "reject" }), [400, "claim-missing"]],
    ["a rejection with an empty reason", (claims) => ({ ...claims, act: "reject", data: { reason: " " } }), [422, "data-invalid"]],
    ["a rejection with more than a reason", (claims) => ({ ...claims, act: "reject", data: { reason: "x", state: "filed" } }), [422, "data-invalid"]],
    ["a rejection that showed an approval", (claims) => ({ ...claims, act: "reject", data: { reason: "x" } }), [422, "view-digest-mismatch"]],
    ["one on another form", (claims) => ({ ...claims, form: { ...(claims["form"] as object), id: "ii06a" } }), [409, "nonce-invalid"]],
    ["one with the other renderer", (claims) => ({ ...claims, view: { ...(claims["view"] as object), ren: "transcript@1.0.0" } }), [422, "view-digest-mismatch"]],
    ["one with an attachment", (claims) => ({ ...claims, att: [{ id: "x", dig: "A".repeat(43), size: 1, type: "text/plain" }] }), [422, "attachment-mismatch"]],
    ["a withdrawal", (claims) => ({ ...claims, act: "withdraw" }), [422, "act-not-offered"]],
  ])("%s", async (_, change, refusal) => {
    const claims = change(await makeApprovalClaims(head, waiting.jti), other);
    expect(await refusalOf(await sendSubmission(filer.tenant, await signCompact(head.key, TYPE, claims)))).toEqual(refusal);
  });

  test("one over an approval or a rejection, and an amendment of one", async () => {
    const filed = await fileReport("2021-Q3");
    const approved = await send(await signApproval(head, filed.jti));
    expect(await tryApproval(head, approved.jti)).toEqual([409, "ref-conflict"]);
    expect(await refusalOf(await sendSubmission(filer.tenant, await signReport(filer, { data: servicesAnswers("2021-Q3"), amends: approved })))).toEqual([409, "ref-conflict"]);
    const returned = await fileReport("2021-Q4");
    const rejection = await send(await signApproval(head, returned.jti, { act: "reject", reason: "x" }));
    expect(await tryApproval(head, rejection.jti)).toEqual([409, "ref-conflict"]);
  });

  test("one over a report that needs none", async () => {
    const { tenant } = filer;
    const one = await makeFiler();
    const boss = await makeFiler(one.tenant, ["head"]);
    const filed = await (await sendSubmission(one.tenant, await signReport(one))).json<ReceiptView>();
    expect(await refusalOf(await sendSubmission(one.tenant, await signApproval(boss, filed.jti)))).toEqual([409, "ref-conflict"]);
    expect(one.tenant.code).not.toBe(tenant.code);
  });
});
