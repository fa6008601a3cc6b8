import type { Context, Tenant } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { getFormVersion } from "../forms/get-form-version.ts";
import type { Locale } from "../forms/contract.ts";
import type { FormVersion } from "../forms/queries.ts";
import { toCertificateView } from "../certificates/anchor-view.ts";
import { findTenant } from "../directory/queries.ts";
import { findKey } from "../signing/queries.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import { listAttachmentsOf } from "./attachment-queries.ts";
import type { SignedCertificate, SubmissionClaims, SubmissionDocumentView } from "./contract.ts";
import { countersignedText } from "./judge-countersignature.ts";
import { findDocument, isWithheld, type SubmissionDocument } from "./queries.ts";
import { toSubmissionViews } from "./submission-view.ts";
import { filedText } from "./text-shown.ts";

/**
 * A submission with exactly what was signed, and the text of it made again from the published form. `isTextAsSigned` says whether
 * that is, byte for byte, the text that was shown: its digest is the one in the signature.
 */
export async function getSubmission(context: Context, jti: string): Promise<SubmissionDocumentView> {
  const { ledger, tenant, platform } = context;
  const [document, withheld] = await Promise.all([findDocument(ledger, tenant.code, jti), isWithheldFrom(context, jti)]);
  if (!document) throw new Problem("not-found", "The tenant has no submission with this id.");
  if (withheld) throw new Problem("not-permitted", "You are to give a second look at what this document decided, without knowing it. Answer on the page of the second looks first; then it is shown.");
  const claims = signedClaims<SubmissionClaims>(document.jws);
  const form = await getFormVersion(platform, tenant, claims.form.id, claims.form.rev);
  const attachments = claims.att?.length ? ((await listAttachmentsOf(ledger, tenant.code, [jti])).get(jti) ?? []) : [];
  const text = document.refJti === null ? filedText(await addressee(context, form, document), form, claims, attachments) : await textOver(context, form, document, claims);
  return {
    ...(await toSubmissionViews(context, [document]))[0]!,
    locale: claims.view.loc as Locale,
    answers: claims.data ?? {},
    attachments,
    transcript: text,
    isTextAsSigned: (await digestOf(text)) === claims.view.dig,
    jws: document.jws,
    certificate: await certificateOf(context, document),
  };
}

async function isWithheldFrom({ ledger, tenant, actor }: Context, jti: string): Promise<boolean> {
  return actor.kind === "officer" && actor.tenantCode !== tenant.code && isWithheld(ledger, tenant.code, jti, actor.id);
}

/** Whose name stands above the text: the tenant's own, or the authority's on a manifest, of which the tenant has a copy. */
async function addressee({ central, tenant }: Context, form: FormVersion, { signerTenantId }: SubmissionDocument): Promise<Pick<Tenant, "nameVi" | "nameEn">> {
  return form.package.meta.audience === "decision-manifest" ? ((await findTenant(central, signerTenantId)) ?? tenant) : tenant;
}

/** What the signer's CA says; the key is the signer's tenant's, which for decisions is the authority. */
async function certificateOf({ ledger, tenant, central, platform, now }: Context, document: SubmissionDocument): Promise<SignedCertificate | null> {
  const home = document.signerTenantId === tenant.code ? ledger : platform.ledgers[(await findTenant(central, document.signerTenantId))!.ledger];
  const certificate = (await findKey(home, document.signerTenantId, document.kid, now))?.certificate;
  if (!certificate) return null;
  const { notBefore, notAfter, revokedAt } = certificate.state;
  const at = document.receivedAt;
  return { ...toCertificateView(certificate), validAtReceipt: notBefore <= at && at <= notAfter && (revokedAt === null || at < revokedAt) };
}

/** The text of a signature over another document. */
async function textOver({ ledger, tenant }: Context, form: FormVersion, document: SubmissionDocument, claims: SubmissionClaims): Promise<string> {
  const earlier = (await findDocument(ledger, tenant.code, document.refJti!))!;
  const { reason } = claims.data ?? {};
  return countersignedText(tenant, form, claims, { kind: document.countersignature!, reason: typeof reason === "string" ? reason : null, signerId: document.signerId, earlier });
}
