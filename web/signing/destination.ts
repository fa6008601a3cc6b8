import type { SignedRequest } from "../../worker/review/contract.ts";

/** Where a signed document goes. `tenant` is the tenant it is signed for. */
export type Destination =
  | { kind: "submission"; tenant: string }
  | { kind: "transition"; tenant: string; discrepancy: string; transition: SignedRequest["transition"]; version: number };

/** One name for what is being signed by whom, so that a second tab or a second press finds the first one's document. */
export function subjectOf(officer: string, destination: Destination, report?: string): string {
  const what = destination.kind === "submission" ? report : `${destination.discrepancy}/${destination.version}`;
  return [officer, destination.tenant, what].join("/");
}
