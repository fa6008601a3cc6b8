import { toCertificateView, toCertifiedBy } from "../certificates/anchor-view.ts";
import type { CertificateView } from "../certificates/contract.ts";
import type { KeyEventView, KeyView } from "./contract.ts";
import { ownHistory } from "./key-history.ts";
import type { KeyWithHistory, RegisteredKey } from "./queries.ts";

/** A key as its owner and the tenant's administrators see it, with its life. */
export function toKeyView({ key, history }: KeyWithHistory): KeyView {
  return {
    kid: key.kid,
    ownerId: key.ownerId,
    ownerName: key.ownerName,
    ownerKind: key.ownerId.startsWith("int_") ? "integration" : "officer",
    alg: key.alg,
    label: key.label,
    state: key.state,
    registeredAt: isoOf(key.registeredAt)!,
    approvedBy: key.approvedBy,
    approvedAt: isoOf(key.approvedAt),
    revokedAt: isoOf(key.revokedAt),
    ...placeInLog(key),
    replacedBy: key.replacedBy,
    suspendedBy: key.suspendedBy,
    certificate: key.certificate && toCertificateView(key.certificate),
    history: history.map((row) => ownHistory(key.kid, row)),
  };
}

/** A key as anyone may see it who has its kid: nothing of a person. */
export function toPublicKeyView({ key, history }: KeyWithHistory) {
  return {
    kid: key.kid,
    alg: key.alg,
    jwk: JSON.parse(key.jwk) as Record<string, unknown>,
    state: key.state,
    ...placeInLog(key),
    history: history.map((row) => withoutPerson(ownHistory(key.kid, row))),
    certifiedBy: key.certificate && toCertifiedBy(key.certificate),
    certificate: key.certificate && withoutSubject(toCertificateView(key.certificate)),
  };
}

function placeInLog(key: RegisteredKey) {
  const { activatedIndex, revokedIndex, reason } = key;
  return { activatedIndex, revokedIndex, reason, notAfter: isoOf(key.notAfter), invalidityDate: isoOf(key.invalidityAt), retiresAt: isoOf(key.retiresAt) };
}

function withoutSubject({ sha256, issuer, serial, notBefore, notAfter, revokedAt }: CertificateView) {
  return { sha256, issuer, serial, notBefore, notAfter, revokedAt };
}

function withoutPerson({ by: _, ...event }: KeyEventView): Omit<KeyEventView, "by"> {
  return event;
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
