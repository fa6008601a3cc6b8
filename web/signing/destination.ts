import type { SignedRequest } from "../../worker/review/contract.ts";

/** Where a signed document goes. `tenant` is the tenant it is signed for. */
export type Destination =
  | { kind: "submission"; tenant: string }
  | { kind: "extension"; tenant: string; report: string }
  | { kind: "extension-decision"; tenant: string; extension: string }
  | { kind: "transition"; tenant: string; discrepancy: string; transition: SignedRequest["transition"]; version: number };

/** One name for what is being signed by whom, so that a second tab or a second press finds the first one's document. */
export function subjectOf(officer: string, destination: Destination, report?: string): string {
  return [officer, destination.tenant, subjectIn(destination, report)].join("/");
}

function subjectIn(destination: Destination, report: string | undefined): string | undefined {
  switch (destination.kind) {
    case "submission": return report;
    case "transition": return `${destination.discrepancy}/${destination.version}`;
    case "extension": return `extension/${destination.report}`;
    case "extension-decision": return destination.extension;
  }
}
