import { beforeAll, describe, expect, test } from "vitest";
import { issueTicket, type TicketPurpose } from "../../../worker/signing/tickets.ts";
import { newUuid7 } from "../../../worker/kernel/ids.ts";
import { ask, refusalOf } from "../ask.ts";
import { askChallenge, signCompact } from "../make-key.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { askTicket, makeClaims, makeFiler, publishNationalForms, sendSubmission, servicesAnswers, type Filer } from "../make-report.ts";
import { makeAttempt, tryClaims, TYPE, type Attempt } from "./try-submission.ts";

let filer: Filer;
let attempt: Attempt;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  attempt = await makeAttempt(filer);
});

const withNonce = (nonce: string) => tryClaims(attempt, (claims) => void (claims["nonce"] = nonce));
const issue = (purpose: Partial<TicketPurpose>, age = 0) => {
  const { platform, now } = contextFor(filer.tenant);
  return issueTicket(platform, { purpose: "sign", tenant: filer.tenant.code, holder: filer.officer.id, form: "services-report", rev: 1, locale: "vi", ...purpose }, now - age * 1000);
};

describe("S13: the time", () => {
  test.each([["a day ago", -86_400], ["an hour and a quarter ago", -4_500], ["in two minutes", 120], ["in a year", 31_536_000], ["in 1970", -1_790_000_000]])("attack 22: 422: signed %s; the answer tells the server's time", async (_, shift) => {
    const iat = Math.max(0, Number(attempt.claims["iat"]) + shift);
    const answer = await sendSubmission(filer.tenant, await signCompact(filer.key, TYPE, { ...attempt.claims, iat }));
    const problem = await answer.json<{ code: string; server_time: number }>();
    expect([answer.status, problem.code]).toEqual([422, "iat-out-of-window"]);
    expect(Math.abs(problem.server_time - Date.now() / 1000)).toBeLessThan(30);
  });

  test("attack 22: a document that waited for the network for almost the ticket's hour is taken", async () => {
    const claims = await makeClaims(filer, { data: servicesAnswers("2023-Q1") });
    const waited = { ...claims, iat: claims.iat - 3_550, nonce: await issue({}, 3_550) };
    expect((await sendSubmission(filer.tenant, await signCompact(filer.key, TYPE, waited))).status).toBe(201);
  });
});

describe("S13: the ticket", () => {
  test("attack 23: 409: made up, with one letter changed, or empty bits", async () => {
    const nonce = String(attempt.claims["nonce"]);
    for (const wrong of ["A".repeat(22), `${nonce.startsWith("A") ? "B" : "A"}${nonce.slice(1)}`, `${nonce.slice(0, 10)}${nonce[10] === "x" ? "y" : "x"}${nonce.slice(11)}`, `${nonce.slice(0, 21)}B`]) {
      expect(await withNonce(wrong)).toEqual([409, "nonce-invalid"]);
    }
  });

  test("attack 23: 409: of a colleague, for another form, or for another language, as the platform itself issued them", async () => {
    const colleague = { tenant: filer.tenant, officer: await makeOfficer(filer.tenant) };
    for (const ticket of [await askTicket(colleague, "services-report", 1, "vi"), await askTicket(filer, "ii06a", 1, "vi"), await askTicket(filer, "services-report", 1, "en"), await askTicket(filer, "services-report", 2, "vi")]) {
      expect(await withNonce(ticket.nonce)).toEqual([409, "nonce-invalid"]);
    }
  });

  test("attack 23: 409: for another tenant, or for registering a key", async () => {
    expect(await withNonce(await issue({ tenant: "VN" }))).toEqual([409, "nonce-invalid"]);
    expect(await withNonce((await askChallenge(filer.tenant, filer.officer)).nonce)).toEqual([409, "nonce-invalid"]);
  });

  test("attack 23: 409: older than an hour, or from the future", async () => {
    expect(await withNonce(await issue({}, 3_661))).toEqual([409, "nonce-invalid"]);
    expect(await withNonce(await issue({}, -600))).toEqual([409, "nonce-invalid"]);
  });

  test("attack 23: 409: used for another document before", async () => {
    const claims = await makeClaims(filer, { data: servicesAnswers("2023-Q2") });
    expect((await sendSubmission(filer.tenant, await signCompact(filer.key, TYPE, claims))).status).toBe(201);
    const next = await makeClaims(filer, { data: servicesAnswers("2023-Q3") });
    const jws = await signCompact(filer.key, TYPE, { ...next, nonce: claims.nonce, jti: newUuid7(Date.now()) });
    expect(await refusalOf(await sendSubmission(filer.tenant, jws))).toEqual([409, "nonce-used"]);
  });
});

describe("asking for a ticket", () => {
  const request = (headers: Record<string, string>, body: object) =>
    ask(`/v1/t/${filer.tenant.code}/signing-tickets`, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) });
  const wish = { form: "services-report", rev: 1, locale: "vi" };

  test("needs an officer of the tenant", async () => {
    expect(await refusalOf(await request({}, wish))).toEqual([401, "sign-in-required"]);
    expect(await refusalOf(await request(asPerson(await makeOfficer(await makeTenant())), wish))).toEqual([404, "not-found"]);
  });

  test("tells what the document must say: for whom, by whom, and the server's time", async () => {
    const ticket = await (await request(asPerson(filer.officer), wish)).json<{ serverTime: number }>();
    expect(ticket).toMatchObject({ audience: `https://doisoat.example.gov.vn/t/${filer.tenant.code}`, issuer: filer.officer.id });
    expect(Math.abs(ticket.serverTime - Date.now() / 1000)).toBeLessThan(30);
  });

  test("takes nothing that it does not know", async () => {
    for (const body of [{ ...wish, holder: "off_x" }, { ...wish, locale: "fr" }, { ...wish, rev: 0 }, { form: "x" }]) {
      expect(await refusalOf(await request(asPerson(filer.officer), body))).toEqual([400, "body-invalid"]);
    }
  });
});
