import type { DecideMany } from "../../worker/review/bulk-contract.ts";
import type { SignedRequest } from "../../worker/review/contract.ts";

/** Where a signed document goes. `tenant` is the tenant it is signed for. */
export type Destination =
  | { kind: "submission"; tenant: string }
  | { kind: "extension"; tenant: string; report: string }
  | { kind: "extension-decision"; tenant: string; extension: string }
  | { kind: "manifest"; tenant: string; /** What opens the digests that were signed. */ parts: DecideMany["parts"] }
  | { kind: "transition"; tenant: string; discrepancy: string; transition: SignedRequest["transition"]; version: number };

/** One name for what is being signed by whom, so that a second tab or a second press finds the first one's document. */
export function subjectOf(officer: string, destination: Destination, report?: string): string {
  return [officer, destination.tenant, subjectIn(destination, report)].join("/");
}

function subjectIn(destination: Destination, report: string | undefined): string | undefined {
  switch (destination.kind) {
    case "submission": return report;
    case "transition": return `${destination.discrepancy}/${destination.version}`;
    // One at a time: what is signed and not answered is sent again before anything else is decided about many.
    case "manifest": return "manifest";
    case "extension": return `extension/${destination.report}`;
    case "extension-decision": return destination.extension;
  }
}
