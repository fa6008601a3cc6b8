import { beforeAll, describe, expect, test } from "vitest";
import { servicesReport } from "../../../worker/forms/national/services-report.ts";
import { publishForm } from "../../../worker/forms/publish-form.ts";
import { RENDERER } from "../../../worker/forms/transcript.ts";
import { dayAt, findWindow, listClosedWindows } from "../../../worker/kernel/windows.ts";
import { issueTicket } from "../../../worker/signing/tickets.ts";
import { addObligation } from "../../../worker/submissions/add-obligation.ts";
import { ask, refusalOf } from "../ask.ts";
import { makeKey, signCompact } from "../make-key.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { fieldsAnswers, makeClaims, makeFiler, publishNationalForms, sendSubmission, servicesAnswers, signReport, type Filer } from "../make-report.ts";
import { makeAttempt, tryClaims, tryTexts, headerOf, TYPE, type Attempt, type Claims } from "./try-submission.ts";

let filer: Filer;
let attempt: Attempt;
let fields: Attempt;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  attempt = await makeAttempt(filer);
  fields = { filer, claims: await makeClaims(filer, { form: "ii06a", data: fieldsAnswers() }) };
});

const inForm = (change: Claims) => (claims: Claims) => void Object.assign(claims["form"] as Claims, change);
const inView = (change: Claims) => (claims: Claims) => void Object.assign(claims["view"] as Claims, change);
const inRow = (change: Claims) => (claims: Claims) => void Object.assign((claims["data"] as { rows: Claims[] }).rows[0]!, change);
const inData = (change: Claims) => (claims: Claims) => void Object.assign(claims["data"] as Claims, change);
/** A ticket for what the page would never ask. */
const ticketFor = (form: string, rev: number, locale: string) => {
  const { platform, now } = contextFor(filer.tenant);
  return issueTicket(platform, { purpose: "sign", tenant: filer.tenant.code, holder: filer.officer.id, form, rev, locale }, now);
};

describe("S14: the form", () => {
  test("422: that does not exist, or an edition that does not", async () => {
    const unknown = await ticketFor("khong-co", 1, "vi");
    expect(await tryClaims(attempt, (claims) => void Object.assign(claims, { nonce: unknown, form: { ...(claims["form"] as object), id: "khong-co" } }))).toEqual([422, "form-unknown"]);
    const tooNew = await ticketFor("services-report", 99, "vi");
    expect(await tryClaims(attempt, (claims) => void Object.assign(claims, { nonce: tooNew, form: { ...(claims["form"] as object), rev: 99 } }))).toEqual([422, "form-unknown"]);
  });

  test("422: of another tenant", async () => {
    const other = await makeTenant({ ledger: filer.tenant.ledger });
    const { digest } = await publishForm(contextFor(other), { ...servicesReport, id: "cua-ho" });
    const nonce = await ticketFor("cua-ho", 1, "vi");
    expect(await tryClaims(attempt, (claims) => void Object.assign(claims, { nonce, form: { id: "cua-ho", rev: 1, dig: digest } }))).toEqual([422, "form-unknown"]);
  });

  test("attack 21: 422: with the digest of another form or edition", async () => {
    expect(await tryClaims(attempt, inForm({ dig: "A".repeat(43) }))).toEqual([422, "form-digest-mismatch"]);
    expect(await tryClaims(attempt, inForm({ dig: (fields.claims["form"] as Claims)["dig"] }))).toEqual([422, "form-digest-mismatch"]);
  });

  test("attack 21: 409: an edition that was closed meanwhile", async () => {
    const form = { ...servicesReport, id: "rieng" };
    await publishForm(contextFor(filer.tenant), form);
    const old = { filer, claims: await makeClaims(filer, { form: "rieng" }) };
    await publishForm(contextFor(filer.tenant), { ...form, i18n: { ...form.i18n, vi: { ...form.i18n.vi, title: "Bản hai" } } });
    expect(await tryClaims(old, () => {})).toEqual([409, "form-revision-closed"]);
    const now = { filer, claims: await makeClaims(filer, { form: "rieng" }) };
    expect(await tryClaims(now, inForm({ dig: (old.claims["form"] as Claims)["dig"] })), "the digest of the edition before").toEqual([422, "form-digest-mismatch"]);
  });

  test("422: an explanation or a decision, which belong to a discrepancy", async () => {
    for (const form of ["explanation", "decision"]) {
      const claims = await makeClaims(filer, { form, data: { discrepancy: "dis_x", reason: "other", text: "x" } });
      expect(await tryClaims({ filer, claims }, () => {})).toEqual([422, "act-not-offered"]);
    }
  });

  test.each(["withdraw"])("422: the act `%s`, which is not offered", async (act) => {
    expect(await tryClaims(attempt, (claims) => void (claims["act"] = act))).toEqual([422, "act-not-offered"]);
  });

  test("403: signed by somebody whose role does not file", async () => {
    const officer = await makeOfficer(filer.tenant, ["administrator"]);
    const administrator = { ...filer, officer, key: await makeKey(filer.tenant, officer) };
    expect(await refusalOf(await sendSubmission(filer.tenant, await signReport(administrator)))).toEqual([403, "not-permitted"]);
  });

  test("a head of the unit files as well", async () => {
    const officer = await makeOfficer(filer.tenant, ["head"]);
    const head = { ...filer, officer, key: await makeKey(filer.tenant, officer) };
    expect((await sendSubmission(filer.tenant, await signReport(head, { data: servicesAnswers("2022-Q1") }))).status).toBe(201);
  });
});

describe("S15: the answers", () => {
  /** Pointers and codes of what the refusal names. */
  const findings = async (claims: Claims) => {
    const answer = await sendSubmission(filer.tenant, await signCompact(filer.key, TYPE, claims));
    const problem = await answer.json<{ code: string; errors: { pointer: string; code: string }[] }>();
    expect([answer.status, problem.code]).toEqual([422, "data-invalid"]);
    return problem.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  };
  const changed = (from: Attempt, change: (claims: Claims) => void) => {
    const claims = structuredClone(from.claims);
    change(claims);
    return claims;
  };

  test("400: are missing", async () => {
    expect(await tryClaims(attempt, (claims) => void delete claims["data"])).toEqual([400, "claim-missing"]);
  });

  test("422: columns of II.06a that do not add up are named, each with its rule", async () => {
    expect(await findings(changed(fields, inRow({ c3: 121 })))).toEqual(expect.arrayContaining(["/rows/0/c3 identity-received", "/rows/0/c3 identity-balance"]));
    expect(await findings(changed(fields, inRow({ c8: 61 })))).toEqual(["/rows/0/c7 identity-resolved"]);
    expect(await findings(changed(fields, inRow({ c13: 3 })))).toEqual(["/rows/0/c11 identity-pending"]);
  });

  test.each<[string, (claims: Claims) => void, string]>([
    ["online above the total", inRow({ online: 341 }), "/rows/0/online online-above-total"],
    ["a negative number", inRow({ online: -1 }), "/rows/0/online minimum"],
    ["a number as text", inRow({ online: "12" }), "/rows/0/online type"],
    ["half a filing", inRow({ online: 1.5 }), "/rows/0/online type"],
    ["an unknown member", inRow({ approved: true }), "/rows/0/approved unknown-member"],
    ["an unknown member at the top", inData({ tenant: "VN" }), "/tenant unknown-member"],
    ["no rows", inData({ rows: [] }), "/rows minItems"],
    ["a report type of another form", inData({ reportType: "ii06a-month" }), "/reportType enum"],
    ["a code that is none", inRow({ service: "../../etc" }), "/rows/0/service format"],
    ["letters taken apart (NFD)", inRow({ name: "Đăng ký khai sinh".normalize("NFD") }), "/rows/0/name not-nfc"],
  ])("422: %s", async (_, change, expected) => {
    expect(await findings(changed(attempt, change))).toContain(expected);
  });

  test.each(["constructor", "toString", "hasOwnProperty", "valueOf"])("attack 15: 422: `%s` in the answers, at the top and in a row", async (name) => {
    expect(await findings(changed(attempt, inRow({ [name]: 1 })))).toContain(`/rows/0/${name} unknown-member`);
    expect(await findings(changed(attempt, inData({ [name]: 1 })))).toContain(`/${name} unknown-member`);
  });

  test("attack 15: 422: `__proto__` in the answers, and no prototype is changed", async () => {
    const payload = JSON.stringify(attempt.claims).replace('"online":12', '"online":12,"__proto__":{"polluted":true}');
    expect(await tryTexts(attempt, JSON.stringify(headerOf(attempt)), payload)).toEqual([422, "data-invalid"]);
    expect(({} as Claims)["polluted"]).toBeUndefined();
  });
});

describe("S15: the period", () => {
  test("422: other days than the period's; the answer tells the right ones", async () => {
    for (const change of [{ from: "2024-12-16" }, { to: "2025-03-31" }, { from: "2025-01-01", to: "2025-03-31" }]) {
      const claims = structuredClone(attempt.claims);
      inData(change)(claims);
      const problem = await (await sendSubmission(filer.tenant, await signCompact(filer.key, TYPE, claims))).json<Claims>();
      expect(problem).toMatchObject({ code: "window-mismatch", status: 422, window: { from: "2024-12-15", to: "2025-03-14" } });
    }
  });

  test.each(["2025", "2025-03", "2025-H1"])("422: `%s`, which is no quarter", async (period) => {
    const { from, to } = findWindow(period, "mid-month")!;
    expect(await tryClaims(attempt, inData({ period, from, to }))).toEqual([422, "report-not-due"]);
  });

  test("422: a window that has not ended: not on its last day, but on the next", async () => {
    const last = listClosedWindows("quarter", "mid-month", dayAt(Date.now()), 100).at(-1)!;
    const year = Number(last.id.slice(0, 4));
    const running = last.id.endsWith("Q4") ? `${year + 1}-Q1` : `${year}-Q${Number(last.id.at(-1)) + 1}`;
    expect(await refusalOf(await sendSubmission(filer.tenant, await signReport(filer, { data: servicesAnswers(running) })))).toEqual([422, "report-not-due"]);
    expect((await sendSubmission(filer.tenant, await signReport(filer, { data: servicesAnswers(last.id) }))).status).toBe(201);
  });

  test("422: a report the unit does not owe for these days", async () => {
    const newcomer = await makeFiler(await makeTenant());
    expect(await refusalOf(await sendSubmission(newcomer.tenant, await signReport(newcomer)))).toEqual([422, "report-not-due"]);
    await addObligation(contextFor(newcomer.tenant), { reportTypeId: "services-quarter", validFrom: "2025-03-15", validTo: null });
    expect(await refusalOf(await sendSubmission(newcomer.tenant, await signReport(newcomer)))).toEqual([422, "report-not-due"]);
    expect((await sendSubmission(newcomer.tenant, await signReport(newcomer, { data: servicesAnswers("2025-Q2") }))).status).toBe(201);
  });
});

describe("S16: what was shown", () => {
  test("422: in a language the form is not offered in", async () => {
    const nonce = await ticketFor("services-report", 1, "fr");
    expect(await tryClaims(attempt, (claims) => void Object.assign(claims, { nonce, view: { ...(claims["view"] as object), loc: "fr" } }))).toEqual([422, "locale-not-offered"]);
  });

  test("422: another text, another renderer, or the text of the other language", async () => {
    const english = (await makeClaims(filer, { locale: "en" })).view.dig;
    for (const view of [{ dig: "A".repeat(43) }, { ren: "transcript@0.9.0" }, { ren: `${RENDERER} ` }, { dig: english }]) {
      expect(await tryClaims(attempt, inView(view))).toEqual([422, "view-digest-mismatch"]);
    }
  });

  test("422: a number that was changed after it was shown", async () => {
    expect(await tryClaims(attempt, inRow({ online: 13 }))).toEqual([422, "view-digest-mismatch"]);
  });
});

test("S17, 422: attachments, which nobody can upload yet", async () => {
  expect(await tryClaims(attempt, (claims) => void (claims["att"] = [{ id: "a", dig: "A".repeat(43), size: 1, type: "application/pdf" }]))).toEqual([422, "attachment-mismatch"]);
});

test("what is due lists the window that may be filed, and its draft fits the form but for the numbers", async () => {
  const { reports } = await (await ask(`/v1/t/${filer.tenant.code}/due-reports`, { headers: asPerson(filer.officer) })).json<{ reports: { reportType: string; period: string; from: string; to: string; state: string }[] }>();
  const last = listClosedWindows("quarter", "mid-month", dayAt(Date.now()), 100).at(-1)!;
  expect(reports.find(({ reportType, period }) => reportType === "services-quarter" && period === last.id)).toMatchObject({ from: last.from, to: last.to, state: expect.stringMatching(/^filed/) as string });
  expect(reports.every(({ to }) => to < dayAt(Date.now()))).toBe(true);
  const draft = await (await ask(`/v1/t/${filer.tenant.code}/due-reports/services-quarter/${last.id}/draft`, { headers: asPerson(filer.officer) })).json<{ data: Claims }>();
  expect(draft.data).toMatchObject({ reportType: "services-quarter", period: last.id, from: last.from, to: last.to, rows: [] });
});
