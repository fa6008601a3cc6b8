import type { Context } from "../kernel/context.ts";
import type { Guard, LogEntry } from "../log/record.ts";
import type { ReceiptView } from "../submissions/contract.ts";
import type { Discrepancy, DiscrepancyEvent } from "../audit/queries.ts";
import type { Transition } from "./transitions.ts";

export type SignedMove = {
  jti: string; reason: string; comment: string;
  statements: D1PreparedStatement[]; guards: Guard[]; entryMembers: Partial<LogEntry>;
  toReceipt(index: number, entry: string): Promise<ReceiptView>;
};
export async function prepareSignedMove(_context: Context, _discrepancy: Discrepancy, _transition: Transition, _jws: string): Promise<SignedMove> {
  throw new Error("wip");
}
export async function findMoveReceipt(_context: Context, _events: readonly DiscrepancyEvent[], _jws: string): Promise<ReceiptView | null> {
  return null;
}
