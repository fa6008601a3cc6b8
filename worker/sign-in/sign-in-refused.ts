import { Problem } from "../kernel/problem.ts";

/**
 * The one answer to every sign-in that does not hold. Outside it never says whether the person, the passkey or the link exists;
 * `reason` goes to the operator's log line, without anybody's name.
 */
export function signInRefused(reason: SignInRefusal): Problem {
  console.warn(JSON.stringify({ level: "warn", signInRefused: reason }));
  return new Problem("sign-in-refused", "Nobody was signed in. Try once more with your passkey; if it stays, ask your tenant's administrator for a new enrolment link.");
}

export type SignInRefusal =
  | "handle-unreadable" | "tenant-unknown" | "challenge-not-ours" | "passkey-unknown" | "passkey-of-another" | "assertion-invalid" | "challenge-spent"
  | "attestation-invalid" | "provider-refused" | "account-unknown" | "state-invalid";
