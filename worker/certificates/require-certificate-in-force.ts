import { Problem } from "../kernel/problem.ts";

/** What the tenant knows of a registered certificate at this moment. Instants in milliseconds. */
export type CertificateState = {
  notBefore: number;
  notAfter: number;
  /** When the first CA of the path, or the anchor, ends. */
  pathUntil: number;
  /** Whether the anchor it was registered under is still one. */
  isAnchored: boolean;
  /** The CA's list names it, since then. */
  revokedAt: number | null;
  /** `none`: the anchor is declared to have no lists. Otherwise the moment the oldest needed list ends; null when one is missing. */
  listsUntil: number | "none" | null;
};

/**
 * GFS-1, S12: a certificate signs inside its dates, under an anchor, while its CA's lists are known and do not name it. A list counts until its
 * next update and `grace` milliseconds longer; then nobody knows, and nothing is accepted.
 */
export function requireCertificateInForce(state: CertificateState, now: number, grace: number): void {
  if (now < state.notBefore || now > state.notAfter) throw new Problem("cert-expired", "The certificate of this key is not valid now. Register the certificate that follows it, and sign with that.");
  if (!state.isAnchored || now > state.pathUntil) throw new Problem("cert-chain-invalid", "The tenant no longer trusts the CA of this certificate, or the CA's own certificate has ended. Ask your administrator which certificates are accepted.");
  if (state.revokedAt !== null) throw new Problem("cert-revoked", "The CA has revoked or suspended the certificate of this key. Ask the CA, and register another certificate.");
  if (state.listsUntil === "none") return;
  if (state.listsUntil === null || now > state.listsUntil + grace) {
    throw new Problem("revocation-unavailable", "The revocation list of the certificate's CA is missing or too old, so nobody can say whether the certificate still counts. Nothing was stored. Ask your administrator to fetch or upload the list, then send the same document again.");
  }
}
