import type { DiscrepancyView } from "../../../worker/worklist/contract.ts";

/** What names a discrepancy in the address: its tenant and its id. */
export function referenceOf(row: DiscrepancyView): string {
  return `${row.tenant.code}/${row.id}`;
}
