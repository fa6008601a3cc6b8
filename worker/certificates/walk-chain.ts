import type { ProblemCode } from "../kernel/problem.ts";
import { isSignedBy } from "./check-certificate-signature.ts";
import { ChainRefused } from "./chain-refused.ts";
import type { ChainReason } from "./contract.ts";
import { NotDer } from "./read-der.ts";
import { equalBytes, readCertificate, type Certificate } from "./read-certificate.ts";
import { readCrl } from "./read-crl.ts";

/** What a walk cost: the same input always costs the same, on any machine. */
export type ChainWork = { bytes: number; signatureChecks: number };

/** `path` is the chain with the anchor that closes it, leaf first. `code` is the refusal outside, `reason` what exactly is wrong, `index` in which certificate. */
export type ChainVerdict =
  | { holds: true; leaf: Certificate; path: readonly Certificate[]; anchor: Certificate; work: ChainWork }
  | { holds: false; code: Extract<ProblemCode, "cert-chain-invalid" | "cert-expired" | "cert-revoked">; reason: ChainReason; index: number | null; work: ChainWork };

export const MAX_CERTIFICATES = 4;
const MAX_SIGNATURE_CHECKS = 4;
/** Anchors beyond this are never asked about one chain. */
const MAX_ANCHORS = 50;

/**
 * Whether a chain (DER, leaf first, with or without its anchor) leads to one of the anchors (DER, compared byte by byte) at the
 * moment `at` (milliseconds). Linear and in the order given: nothing is searched for, fetched or tried twice. With `crls`, a certificate
 * whose issuer's list is among them must not be in it, and such a list must be signed, and in force at `at`. Implements signing profile 2.5.
 */
export async function walkChain(chain: readonly Uint8Array[], anchors: readonly Uint8Array[], at: number, crls: readonly Uint8Array[] = []): Promise<ChainVerdict> {
  const work: ChainWork = { bytes: 0, signatureChecks: 0 };
  let index: number | null = null;
  try {
    if (chain.length === 0) throw new ChainRefused("empty");
    if (chain.length > MAX_CERTIFICATES || anchors.length > MAX_ANCHORS) throw new ChainRefused("too-many");
    const given: Certificate[] = [];
    for (const [place, der] of chain.entries()) {
      index = place;
      work.bytes += der.length;
      if (given.some((earlier) => equalBytes(earlier.der, der))) throw new ChainRefused("repeated");
      given.push(readCertificate(der));
    }
    index = null;
    const path = closePath(given, anchors);
    for (index = 0; index < path.length; index++) checkOne(path, index, at);
    for (index = 0; index < path.length - 1; index++) {
      if (++work.signatureChecks > MAX_SIGNATURE_CHECKS) throw new ChainRefused("too-much-work");
      if (!(await isSignedBy(path[index]!, path[index + 1]!.key))) throw new ChainRefused("signature");
    }
    index = null;
    await checkLists(path, crls, at, work);
    return { holds: true, leaf: path[0]!, path, anchor: path.at(-1)!, work };
  } catch (error) {
    const reason = reasonOf(error);
    return { holds: false, code: codeOf(reason, index), reason, index, work };
  }
}

/** The chain up to its anchor: the first certificate that is one, or the anchor that issued the last. What follows an anchor is left out. */
function closePath(given: readonly Certificate[], anchors: readonly Uint8Array[]): Certificate[] {
  const closing = given.findIndex(({ der }, index) => index > 0 && anchors.some((anchor) => equalBytes(anchor, der)));
  if (closing > 0) return given.slice(0, closing + 1);
  const last = given.at(-1)!;
  const issuers = anchors.map(readCertificate).filter(({ subject }) => equalBytes(subject.der, last.issuer.der));
  const anchor = issuers.find(({ subjectKeyId }) => subjectKeyId !== null && subjectKeyId === last.authorityKeyId) ?? issuers[0];
  if (!anchor) throw new ChainRefused("no-anchor");
  return [...given, anchor];
}

function checkOne(path: readonly Certificate[], index: number, at: number): void {
  const one = path[index]!;
  const issuer = path[index + 1];
  if (one.issuer.isEmpty) throw new ChainRefused("name-empty");
  if (issuer && !equalBytes(one.issuer.der, issuer.subject.der)) throw new ChainRefused("issuer-name");
  if (index === 0) checkLeaf(one);
  else checkCa(path, index);
  // An issuer without a key id is refused when its turn comes.
  if (issuer && (one.authorityKeyId === null || (issuer.subjectKeyId !== null && one.authorityKeyId !== issuer.subjectKeyId))) throw new ChainRefused("authority-key-id");
  if (at < one.notBefore) throw new ChainRefused("not-yet-valid");
  if (at > one.notAfter) throw new ChainRefused("expired");
}

function checkLeaf({ basicConstraints, usage }: Certificate): void {
  if (basicConstraints?.isCa || usage?.keyCertSign) throw new ChainRefused("leaf-is-ca");
  if (!usage?.digitalSignature && !usage?.nonRepudiation) throw new ChainRefused("leaf-usage");
}

function checkCa(path: readonly Certificate[], index: number): void {
  const { basicConstraints, usage, subject, subjectKeyId } = path[index]!;
  if (subject.isEmpty) throw new ChainRefused("name-empty");
  if (!basicConstraints?.isCa || !basicConstraints.isCritical) throw new ChainRefused("not-a-ca");
  if (!usage?.keyCertSign) throw new ChainRefused("no-cert-sign");
  if (subjectKeyId === null) throw new ChainRefused("subject-key-id");
  const below = path.slice(1, index).filter((ca) => !equalBytes(ca.subject.der, ca.issuer.der)).length;
  if (basicConstraints.pathLength !== null && below > basicConstraints.pathLength) throw new ChainRefused("path-length");
}

/** Lists of CAs that are not in the path say nothing about it. */
async function checkLists(path: readonly Certificate[], crls: readonly Uint8Array[], at: number, work: ChainWork): Promise<void> {
  if (crls.length > MAX_CERTIFICATES) throw new ChainRefused("too-many");
  for (const der of crls) {
    work.bytes += der.length;
    const list = readListOrRefuse(der);
    for (const [index, one] of path.slice(0, -1).entries()) {
      const issuer = path[index + 1]!;
      if (!equalBytes(list.issuer.der, issuer.subject.der)) continue;
      work.signatureChecks++;
      if (!issuer.usage?.crlSign || !(await isSignedBy(list, issuer.key))) throw new ChainRefused("list-signature");
      if (at < list.thisUpdate || at > list.nextUpdate) throw new ChainRefused("list-stale");
      if ((list.revoked.get(one.serial) ?? Infinity) <= at) throw new ChainRefused("revoked");
    }
  }
}

function readListOrRefuse(der: Uint8Array): ReturnType<typeof readCrl> {
  try {
    return readCrl(der);
  } catch {
    throw new ChainRefused("list-invalid");
  }
}

function reasonOf(error: unknown): ChainReason {
  if (error instanceof ChainRefused) return error.reason;
  return error instanceof NotDer ? "not-der" : "not-a-certificate";
}

/** Only the signer's own certificate expires; a CA out of its dates makes the chain one that does not hold. */
function codeOf(reason: ChainReason, index: number | null): "cert-chain-invalid" | "cert-expired" | "cert-revoked" {
  if (index === 0 && (reason === "expired" || reason === "not-yet-valid")) return "cert-expired";
  return reason === "revoked" ? "cert-revoked" : "cert-chain-invalid";
}
