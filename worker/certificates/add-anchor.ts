import { findBase64 } from "../kernel/base64.ts";
import type { Context } from "../kernel/context.ts";
import { isUniqueViolation, messageOf } from "../kernel/database-error.ts";
import { digestOf } from "../kernel/digest.ts";
import { newId } from "../kernel/ids.ts";
import { Problem, type Finding } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { record } from "../log/record.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { isSignedBy } from "./check-certificate-signature.ts";
import { checkOutsideAddress } from "../kernel/check-outside-address.ts";
import { ChainRefused } from "./chain-refused.ts";
import type { AnchorRequest } from "./contract.ts";
import { equalBytes, readCertificate, type Certificate } from "./read-certificate.ts";
import { nameOf } from "./read-name.ts";

/** Proposes a CA certificate as one the tenant trusts, and returns its id. It counts once another administrator has approved it. */
export async function addAnchor(context: Context, request: AnchorRequest, isDemo = false): Promise<string> {
  const administrator = requireRole(context, ["administrator", "operator"]);
  requireStepUp(context);
  const der = findBase64(request.certificate);
  if (!der) throw invalid("/certificate", "not-base64");
  const ca = requireCa(der, context.now);
  const below = await requireIntermediates(request.intermediates ?? [], ca, context.now);
  requireSources(request, context.now, isDemo);
  const { ledger, tenant, now } = context;
  const [id, sha256] = [newId("anchor", now), await digestOf(der)];
  const { label, kind, purpose, revocation, urls, trustedTo } = request;
  const insert = ledger
    .prepare(
      `INSERT INTO trust_anchor (tenant_id, id, sha256, der, label, kind, purpose, revocation, subject, not_before, not_after, trusted_to, state, added_by, added_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?)`,
    )
    .bind(tenant.code, id, sha256, der, label, kind, purpose, revocation, nameOf(ca), ca.notBefore, ca.notAfter, trustedTo ?? null, administrator.id, now);
  const sources = ledger.prepare("INSERT INTO crl_source (tenant_id, anchor_id, url) SELECT DISTINCT ?, ?, value FROM json_each(?)").bind(tenant.code, id, JSON.stringify(urls));
  const seen = below.map(({ der: own, sha256: digest }) => ledger.prepare("INSERT INTO ca_certificate (tenant_id, sha256, der, anchor_sha256, seen_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING").bind(tenant.code, digest, own, sha256, now));
  const terms = await digestOf(JSON.stringify([label, kind, purpose, revocation, [...urls].sort(), trustedTo ?? null, ...(below.length > 0 ? [below.map(({ sha256: digest }) => digest)] : [])]));
  await record(context, { kind: "anchor.added", at: now, anchor: id, sha256, terms, by: administrator.id }, [insert, sources, ...seen]).catch((error: unknown) => {
    if (isUniqueViolation(error, "trust_anchor.sha256") || messageOf(error).includes("never replaced")) throw new Problem("anchor-exists", "The tenant has this certificate as an anchor already, trusted or waiting for approval. Retire that one first if its terms should change.");
    throw error;
  });
  return id;
}

/** The CAs below the anchor: each a CA as the anchor is, and issued by it or by one named before. Whoever they issue to still brings the chain. */
async function requireIntermediates(given: readonly string[], anchor: Certificate, now: number): Promise<{ der: Uint8Array; sha256: string }[]> {
  const issuers = [anchor];
  const found: { der: Uint8Array; sha256: string }[] = [];
  for (const [index, text] of given.entries()) {
    const pointer = `/intermediates/${index}`;
    const der = findBase64(text);
    if (!der) throw invalid(pointer, "not-base64");
    const ca = requireCa(der, now, pointer);
    const issuer = issuers.find(({ subject, subjectKeyId }) => equalBytes(subject.der, ca.issuer.der) && subjectKeyId === ca.authorityKeyId);
    if (!issuer) throw invalid(pointer, "issuer-name");
    if (!(await isSignedBy(ca, issuer.key))) throw invalid(pointer, "signature");
    issuers.push(ca);
    found.push({ der, sha256: await digestOf(der) });
  }
  return found;
}

/** A certificate that can be a chain's end: a CA, strong, and not over. */
function requireCa(der: Uint8Array, now: number, pointer = "/certificate"): Certificate {
  let ca: Certificate;
  try {
    ca = readCertificate(der);
  } catch (error) {
    throw invalid(pointer, error instanceof ChainRefused ? error.reason : "not-der");
  }
  if (!ca.basicConstraints?.isCa || !ca.basicConstraints.isCritical) throw invalid(pointer, "not-a-ca");
  if (!ca.usage?.keyCertSign) throw invalid(pointer, "no-cert-sign");
  if (ca.subjectKeyId === null) throw invalid(pointer, "subject-key-id");
  if (ca.subject.isEmpty) throw invalid(pointer, "name-empty");
  if (now > ca.notAfter) throw invalid(pointer, "expired");
  return ca;
}

function requireSources({ kind, revocation, urls, trustedTo }: AnchorRequest, now: number, isDemo: boolean): void {
  if (revocation === "none" && kind !== "own") throw invalid("/revocation", "licensed-has-lists");
  if (revocation === "none" && urls.length > 0) throw invalid("/urls", "no-lists-declared");
  const errors = urls.flatMap((url, index): Finding[] => {
    const wrong = checkOutsideAddress(url, isDemo);
    return wrong ? [{ pointer: `/urls/${index}`, code: wrong }] : [];
  });
  if (errors.length > 0) throw new Problem("body-invalid", "Revocation lists are fetched by https from public names on the usual port only. `errors` names each address; CAs whose lists have none can have them uploaded as files.", errors);
  if (trustedTo !== undefined && trustedTo < dayAt(now)) throw invalid("/trustedTo", "in-the-past");
}

function invalid(pointer: string, code: string): Problem {
  return new Problem("body-invalid", `This cannot become an anchor (${code}). An anchor is one CA certificate in DER that is in force, may sign certificates and has a strong key; docs/signing.md lists the rules.`, [{ pointer, code }]);
}
