import { beforeAll, describe, expect, test } from "vitest";
import type { ReceiptView } from "../../../worker/submissions/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { signCompact } from "../make-key.ts";
import { asPerson } from "../make-tenant.ts";
import { fieldsAnswers, makeClaims, makeFiler, publishNationalForms, sendSubmission, servicesAnswers, signReport, type Filer } from "../make-report.ts";
import { tryClaims, TYPE } from "./try-submission.ts";

let filer: Filer;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
});

const file = async (period: string, online = 12, amends?: ReceiptView, by = filer): Promise<ReceiptView> => {
  const answer = await sendSubmission(by.tenant, await signReport(by, { data: servicesAnswers(period, online), ...(amends ? { amends } : {}) }));
  expect(answer.status).toBe(201);
  return answer.json<ReceiptView>();
};
const read = async (jti: string) => (await ask(`/v1/t/${filer.tenant.code}/submissions/${jti}`, { headers: asPerson(filer.officer) })).json<{ amends: string | null; amendedBy: string | null; act: string }>();
const refusalOfAmending = async (period: string, amends: { jti: string; digest: string }, by = filer) =>
  refusalOf(await sendSubmission(by.tenant, await signReport(by, { data: servicesAnswers(period, 13), amends })));

describe("S18: correcting a report", () => {
  test("a period is reported once, then amended, each time the newest; every step stays", async () => {
    const first = await file("2025-Q1");
    const second = await file("2025-Q1", 13, first);
    const third = await file("2025-Q1", 14, second);
    expect(await read(first.jti)).toMatchObject({ act: "submit", amends: null, amendedBy: second.jti });
    expect(await read(second.jti)).toMatchObject({ act: "amend", amends: first.jti, amendedBy: third.jti });
    expect(await read(third.jti)).toMatchObject({ act: "amend", amends: second.jti, amendedBy: null });
    const { reports } = await (await ask(`/v1/t/${filer.tenant.code}/due-reports`, { headers: asPerson(filer.officer) })).json<{ reports: { period: string; filed: { jti: string } | null }[] }>();
    expect(reports.some(({ filed }) => filed?.jti === first.jti || filed?.jti === second.jti)).toBe(false);
  });

  test("409: a second first report for the period; the answer names the one there is", async () => {
    const first = await file("2025-Q2");
    const answer = await sendSubmission(filer.tenant, await signReport(filer, { data: servicesAnswers("2025-Q2", 13) }));
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: "report-exists", jti: first.jti });
  });

  test("a colleague may amend what another officer filed", async () => {
    const first = await file("2024-Q4");
    await file("2024-Q4", 13, first, await makeFiler(filer.tenant));
  });

  test("409: the one before the newest, so that a chain never forks", async () => {
    const first = await file("2024-Q1");
    await file("2024-Q1", 13, first);
    expect(await refusalOfAmending("2024-Q1", first)).toEqual([409, "ref-conflict"]);
  });

  test("409: the report of another period, of another form, or of another tenant", async () => {
    const first = await file("2024-Q2");
    expect(await refusalOfAmending("2024-Q3", first)).toEqual([409, "ref-conflict"]);
    const fields = await sendSubmission(filer.tenant, await signReport(filer, { form: "ii06a", data: fieldsAnswers() }));
    expect(await refusalOfAmending("2024-Q2", await fields.json<ReceiptView>())).toEqual([409, "ref-conflict"]);
    const other = await makeFiler();
    expect(await refusalOfAmending("2024-Q2", await file("2024-Q2", 12, undefined, other))).toEqual([409, "ref-conflict"]);
  });

  test("409: with another digest, of nothing, without `ref`, or a first report with one", async () => {
    const first = await file("2023-Q1");
    expect(await refusalOfAmending("2023-Q1", { ...first, digest: "A".repeat(43) })).toEqual([409, "ref-conflict"]);
    expect(await refusalOfAmending("2023-Q1", { ...first, jti: "01980000-0000-7000-8000-00000000000a" })).toEqual([409, "ref-conflict"]);
    const amendment = { filer, claims: await makeClaims(filer, { data: servicesAnswers("2023-Q1"), amends: first }) };
    expect(await tryClaims(amendment, (claims) => void delete claims["ref"])).toEqual([409, "ref-conflict"]);
    const submission = { filer, claims: await makeClaims(filer, { data: servicesAnswers("2023-Q2") }) };
    expect(await tryClaims(submission, (claims) => void (claims["ref"] = { jti: first.jti, dig: first.digest }))).toEqual([409, "ref-conflict"]);
  });

  test("422: what was shown as an amendment is not signed as a first report", async () => {
    const first = await file("2023-Q3");
    const claims = await makeClaims(filer, { data: servicesAnswers("2023-Q3"), amends: first });
    const jws = await signCompact(filer.key, TYPE, { ...claims, act: "submit", ref: undefined });
    expect(await refusalOf(await sendSubmission(filer.tenant, jws))).toEqual([422, "view-digest-mismatch"]);
  });
});
