import { base64url, calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair } from "jose";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import { newUuid7 } from "../../../worker/kernel/ids.ts";
import { dayAt } from "../../../worker/kernel/windows.ts";
import { attachedTranscript } from "../../../worker/forms/attached-transcript.ts";
import type { FormPackage } from "../../../worker/forms/contract.ts";
import { appeal } from "../../../worker/forms/national/appeal.ts";
import { decision } from "../../../worker/forms/national/decision.ts";
import { decisionManifest } from "../../../worker/forms/national/decision-manifest.ts";
import { explanation } from "../../../worker/forms/national/explanation.ts";
import { publishForm } from "../../../worker/forms/publish-form.ts";
import { findDiscrepancy } from "../../../worker/audit/queries.ts";
import { matterOf } from "../../../worker/review/matter-of.ts";
import type { MovingForm } from "../../../worker/review/contract.ts";
import type { AttachmentView } from "../../../worker/submissions/attachment-contract.ts";
import { record } from "../../../worker/log/record.ts";
import { issueSigningTicket } from "../../../worker/signing/issue-signing-ticket.ts";
import type { Officer } from "../../../worker/tenancy/queries.ts";
import { contextFor, makeAuthority } from "../make-tenant.ts";

export type Signer = Officer & { cookie: string; kid: string; privateKey: CryptoKey };

/** The person with an active key of their tenant, as if registered and approved. */
export async function withKey(tenant: Tenant, officer: Officer & { cookie: string }): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const context = contextFor(tenant);
  await record(context, { kind: "key.activated", at: context.now, kid }, [
    context.ledger
      .prepare("INSERT INTO signing_key (tenant_id, kid, owner_id, alg, jwk, label, state, registered_by, registered_at, approved_by, approved_at, activated_idx) VALUES (?, ?, ?, 'ES256', ?, 'test', 'active', ?, 0, 'off_other', 0, 0)")
      .bind(tenant.code, kid, officer.id, JSON.stringify(jwk), officer.id),
  ]);
  return { ...officer, kid, privateKey };
}

const packages: Record<string, FormPackage> = { explanation, decision, appeal, "decision-manifest": decisionManifest };
const published = new Map<string, Promise<{ rev: number; digest: string }>>();

/** The edition in force; published once in each file. */
async function editionOf(pkg: FormPackage): Promise<{ rev: number; digest: string }> {
  if (!published.has(pkg.id)) published.set(pkg.id, publishForm(contextFor(await makeAuthority()), pkg));
  return published.get(pkg.id)!;
}

/** A `gov-submission+jwt` of the answers, signed for the tenant as the review page would, naming the files; `wish` changes claims before signing. */
export async function signForm(tenant: Tenant, signer: Signer, formId: MovingForm | "decision-manifest", answers: Record<string, unknown>, wish: Record<string, unknown> = {}, attached: readonly AttachmentView[] = []): Promise<string> {
  const pkg = packages[formId]!;
  const { rev, digest } = await editionOf(pkg);
  const actor = { kind: "officer", id: signer.id, accounts: [signer.id], tenantCode: signer.tenantId, roles: signer.roles } as const;
  const ticket = await issueSigningTicket({ ...contextFor(tenant), actor }, { form: formId, rev, locale: "vi" });
  const { text, renderer } = attachedTranscript({ pkg, revision: rev, locale: "vi", answers, act: wish.act === "amend" ? "amend" : "submit", tenantName: tenant.nameVi }, attached);
  const claims = {
    ver: 1, jti: newUuid7(Date.now()), iss: signer.id, aud: ticket.audience, iat: ticket.serverTime, nonce: ticket.nonce, act: "submit",
    form: { id: formId, rev, dig: digest }, view: { loc: "vi", ren: renderer, dig: await digestOf(text) }, data: answers, ...(attached.length > 0 ? { att: attached.map(({ id, dig, size, type }) => ({ id, dig, size, type })) } : {}), ...wish,
  };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "ES256", typ: "gov-submission+jwt", kid: signer.kid, iat: claims.iat } as never)
    .sign(signer.privateKey);
}

/** What a person signs to make the move of the discrepancy as it stands now. */
export async function answersFor(tenant: Tenant, transition: string, { id: discrepancy }: { id: string }): Promise<{ form: MovingForm; answers: Record<string, unknown> }> {
  const { ledger } = contextFor(tenant);
  const matter = await matterOf(ledger, (await findDiscrepancy(ledger, tenant.code, discrepancy))!);
  if (transition === "explain") return { form: "explanation", answers: { discrepancy, matter, reason: "late-sync", text: "Hồ sơ tháng 3 được đồng bộ ngày 02/4." } };
  if (transition === "appeal") return { form: "appeal", answers: { discrepancy, matter, text: "Số liệu của nguồn đối chiếu chưa đủ tháng 3.", evidence: "Công văn 12/CV-SYT ngày 02/4 kèm danh sách hồ sơ." } };
  const reason = { accept: "explained", uphold: "not-explained", "approve-dismissal": "below_materiality", "deny-dismissal": "not-dismissible", "grant-appeal": "evidence-holds", "deny-appeal": "evidence-insufficient" }[transition];
  const remedyBy = transition === "uphold" ? { remedyBy: dayAt(Date.now() + 14 * 86_400_000) } : {};
  return { form: "decision", answers: { discrepancy, matter, outcome: transition, reason, text: "Đã đối chiếu với sổ tiếp nhận hồ sơ.", ...remedyBy } };
}

/** The claims of a signed document, unchecked. */
export function claimsOf(jws: string): { jti: string } {
  return JSON.parse(new TextDecoder().decode(base64url.decode(jws.split(".")[1]!))) as { jti: string };
}
