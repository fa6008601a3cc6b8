import { findBase64 } from "../kernel/base64.ts";
import type { Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem, type ProblemCode } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import type { ChainReason } from "./contract.ts";
import type { CertificateKey } from "./public-key.ts";
import { findNewestLists, listAnchorsInForce } from "./queries.ts";
import type { Certificate } from "./read-certificate.ts";
import { readCrl } from "./read-crl.ts";
import { nameOf } from "./read-name.ts";
import { walkChain } from "./walk-chain.ts";

/** A certificate whose chain holds: its key, its dates, and what `record` has to write beside the key that is bound to it. */
export type CheckedCertificate = { jwk: CertificateKey; sha256: string; anchorSha256: string; notBefore: number; notAfter: number; statements: D1PreparedStatement[] };

/** Purposes under which people sign documents; a certificate that names none is for anything (RFC 5280 §4.2.1.12). */
const signingPurposes = ["2.5.29.37.0", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.311.10.3.12", "1.2.840.113583.1.1.5"];

/**
 * Once, when a key is registered: the chain (base64 DER, leaf first) leads to an anchor that the tenant trusts for these owners, is for signing, and no list
 * that is kept names it. From then on rows say it, and no request reads DER again.
 */
export async function requireCertificate(context: Context, x5c: readonly string[], owners: "officers" | "integrations"): Promise<CheckedCertificate> {
  const { ledger, tenant, now } = context;
  const chain = x5c.map(findBase64);
  const anchors = await listAnchorsInForce(ledger, tenant.code, owners, dayAt(now));
  const verdict = await walkChain(chain.map((der) => der ?? new Uint8Array()), anchors.map(({ der }) => der), now);
  if (!verdict.holds) throw refusal(verdict.code, verdict.reason, verdict.index);
  const { leaf, path } = verdict;
  if (leaf.purposes && !leaf.purposes.some((oid) => signingPurposes.includes(oid))) throw refusal("cert-chain-invalid", "purpose", 0);
  if (nameOf(leaf) === "") throw refusal("cert-chain-invalid", "name-empty", 0);
  const digests = await Promise.all(path.map(({ der }) => digestOf(der)));
  const pairs = path.slice(0, -1).map(({ serial }, index) => [serial, digests[index + 1]!] as const);
  await requireNotListed(context, pairs);
  return {
    jwk: leaf.key,
    sha256: digests[0]!,
    anchorSha256: digests.at(-1)!,
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
    statements: [certificateStatement(context, path, digests, pairs), ...path.slice(1, -1).map((ca, index) => caStatement(context, ca, digests[index + 1]!, digests.at(-1)!))],
  };
}

/** Stale or not, a list that names it is reason enough; a missing one is asked for when the key signs. */
async function requireNotListed({ ledger, tenant, platform }: Context, pairs: readonly (readonly [serial: string, issuer: string])[]): Promise<void> {
  const lists = await findNewestLists(ledger, tenant.code, pairs.map(([, issuer]) => issuer));
  for (const [index, [serial, issuer]] of pairs.entries()) {
    const kept = lists.get(issuer);
    const object = kept && (await platform.evidence.get(kept.digest));
    if (object && readCrl(new Uint8Array(await object.arrayBuffer())).revoked.has(serial)) throw refusal("cert-revoked", "revoked", index);
  }
}

function certificateStatement({ ledger, tenant, now }: Context, path: readonly Certificate[], digests: readonly string[], pairs: readonly (readonly [string, string])[]): D1PreparedStatement {
  const leaf = path[0]!;
  return ledger
    .prepare(
      `INSERT INTO certificate (tenant_id, sha256, der, anchor_sha256, path, serial, subject_name, subject_organisation, subject_unit, subject_serial, issuer_name, not_before, not_after, path_until, checked_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      tenant.code, digests[0], leaf.der, digests.at(-1), JSON.stringify(pairs), leaf.serial, nameOf(leaf), leaf.subject.organisation, leaf.subject.unit, leaf.subject.serialNumber,
      nameOf(path[1]!), leaf.notBefore, leaf.notAfter, Math.min(...path.slice(1).map(({ notAfter }) => notAfter)), now,
    );
}

function caStatement({ ledger, tenant, now }: Context, ca: Certificate, sha256: string, anchorSha256: string): D1PreparedStatement {
  return ledger.prepare("INSERT INTO ca_certificate (tenant_id, sha256, der, anchor_sha256, seen_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING").bind(tenant.code, sha256, ca.der, anchorSha256, now);
}

function refusal(code: ProblemCode, reason: ChainReason, index: number | null): Problem {
  return new Problem(code, nextStep[code] ?? "", undefined, { reason, index });
}

const nextStep: Partial<Record<ProblemCode, string>> = {
  "cert-chain-invalid": "The certificate cannot be used here: its chain does not lead to a CA that the tenant trusts, or breaks a rule (`reason`, and `index` counts the certificates from 0). Send the whole chain, your own certificate first, or ask your administrator which CAs are trusted.",
  "cert-expired": "The certificate is not valid now. Use the one that follows it.",
  "cert-revoked": "The CA's list names this certificate, or a CA above it: it is revoked or suspended. Ask the CA for another.",
};
