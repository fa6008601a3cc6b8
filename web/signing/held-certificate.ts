import type { SessionView } from "../../worker/tenancy/contract.ts";
import type { SigningKey } from "./sign-compact.ts";

/** A certificate's key that may sign, for as long as this page lives: it is in no storage. */
export type HeldCertificate = SigningKey & { subject: string; ca: string };

let held: { officer: string; certificate: HeldCertificate } | null = null;

export function findHeldCertificate({ officer }: SessionView): HeldCertificate | null {
  return held?.officer === officer.id ? held.certificate : null;
}

export function holdCertificate({ officer }: SessionView, certificate: HeldCertificate | null): void {
  held = certificate && { officer: officer.id, certificate };
}
