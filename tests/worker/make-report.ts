import type { Role, Tenant } from "../../worker/kernel/context.ts";
import { digestOf } from "../../worker/kernel/digest.ts";
import { newUuid7 } from "../../worker/kernel/ids.ts";
import { findWindow } from "../../worker/kernel/windows.ts";
import type { FieldRow, FieldsReport, Locale, ServicesReport } from "../../worker/forms/contract.ts";
import { findOpenFormVersion } from "../../worker/forms/get-form-version.ts";
import { nationalForms } from "../../worker/forms/national/national-forms.ts";
import { publishForm } from "../../worker/forms/publish-form.ts";
import { RENDERER, transcript } from "../../worker/forms/transcript.ts";
import type { SigningTicket } from "../../worker/signing/contract.ts";
import type { SubmissionClaims } from "../../worker/submissions/contract.ts";
import { addObligation } from "../../worker/submissions/add-obligation.ts";
import { ask } from "./ask.ts";
import { makeKey, signCompact, type TestKey } from "./make-key.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "./make-tenant.ts";

export type Filer = { tenant: Tenant; officer: Awaited<ReturnType<typeof makeOfficer>>; key: TestKey };

/** The authority with its national forms, once in each file before anybody files. */
export async function publishNationalForms(): Promise<Tenant> {
  const authority = await makeAuthority();
  for (const form of nationalForms) await publishForm(contextFor(authority), form);
  return authority;
}

export const reportTypes = ["ii06a-month", "ii06a-quarter", "services-quarter", "services-year"];

/** A tenant that owes every report since 2020, and an officer of it with a key that may sign. */
export async function makeFiler(tenant?: Tenant, roles: readonly Role[] = ["officer"]): Promise<Filer> {
  const home = tenant ?? (await makeTenant());
  if (!tenant) for (const reportTypeId of reportTypes) await addObligation(contextFor(home), { reportTypeId, validFrom: "2020-01-01", validTo: null });
  const officer = await makeOfficer(home, roles);
  return { tenant: home, officer, key: await makeKey(home, officer) };
}

/** Correct answers to `services-report` for a quarter, 2025-Q1 if none is named. */
export function servicesAnswers(period = "2025-Q1", online = 12): ServicesReport {
  const { from, to } = findWindow(period, "mid-month")!;
  const row = { service: "1.001193", name: "Đăng ký khai sinh", level: "full", online, total: 340 };
  return { reportType: "services-quarter", period, from, to, rows: [row] };
}

/** Correct answers to `ii06a` for a month: all four identities hold. */
export function fieldsAnswers(period = "2025-03"): FieldsReport {
  const { from, to } = findWindow(period, "mid-month")!;
  const row: FieldRow = { field: "dat-dai", name: "Đất đai", c3: 120, c4: 70, c5: 30, c6: 20, c7: 100, c8: 60, c9: 35, c10: 5, c11: 20, c12: 18, c13: 2 };
  return { reportType: "ii06a-month", period, from, to, rows: [row] };
}

export async function askTicket(filer: Pick<Filer, "tenant" | "officer">, form: string, rev: number, locale: Locale): Promise<SigningTicket> {
  const request = { method: "POST", headers: asPerson(filer.officer, { "Content-Type": "application/json" }), body: JSON.stringify({ form, rev, locale }) };
  return (await ask(`/v1/t/${filer.tenant.code}/signing-tickets`, request)).json<SigningTicket>();
}

export type ReportWish = {
  form?: string;
  data?: ServicesReport | FieldsReport | Record<string, unknown>;
  locale?: Locale;
  /** Makes it an amendment of this submission. */
  amends?: { jti: string; digest: string };
};

/** Everything that a good submission says: with a ticket of its own and the digest of what the person was shown. */
export async function makeClaims(filer: Pick<Filer, "tenant" | "officer">, wish: ReportWish = {}): Promise<SubmissionClaims & Record<string, unknown>> {
  const { tenant } = filer;
  const { form: formId = "services-report", data = servicesAnswers(), locale = "vi", amends } = wish;
  const form = (await findOpenFormVersion(contextFor(tenant).platform, tenant, formId))!;
  const act = amends ? "amend" : "submit";
  const ticket = await askTicket(filer, formId, form.rev, locale);
  const shown = transcript({ pkg: form.package, revision: form.rev, locale, answers: data, act, tenantName: locale === "en" ? tenant.nameEn : tenant.nameVi });
  return {
    ver: 1, jti: newUuid7(Date.now()), iss: ticket.issuer, aud: ticket.audience, iat: ticket.serverTime, nonce: ticket.nonce, act,
    form: { id: formId, rev: form.rev, dig: form.digest }, view: { loc: locale, ren: RENDERER, dig: await digestOf(shown) }, data: { ...data },
    ...(amends ? { ref: { jti: amends.jti, dig: amends.digest } } : {}),
  };
}

/** A signed report as the officer's browser would send it. */
export async function signReport(filer: Filer, wish: ReportWish = {}): Promise<string> {
  return signCompact(filer.key, "gov-submission+jwt", await makeClaims(filer, wish));
}

/** Sends the text to the tenant's submissions, signed in as nobody unless `headers` say otherwise. */
export function sendSubmission(tenant: Pick<Tenant, "code">, jws: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return ask(`/v1/t/${tenant.code}/submissions`, { method: "POST", headers: { "Content-Type": "application/jose", ...headers }, body: jws });
}
