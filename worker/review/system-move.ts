import type { Context } from "../kernel/context.ts";
import { messageOf } from "../kernel/database-error.ts";
import { GuardFailed, record, type Guard } from "../log/record.ts";
import type { DiscrepancyState } from "../audit/contract.ts";
import type { Discrepancy } from "../audit/queries.ts";
import { SYSTEM_ACTOR } from "../audit/write-audit-run.ts";
import { eventEntry } from "./event-entry.ts";
import { eventStatement, saysNothing, unmarked, type MoveContent } from "./event-statement.ts";
import { tellOfMove } from "./tell-of-move.ts";

export type SystemMove = { transition: "no-answer" | "wake" | "assign" | "contest"; to: DiscrepancyState; content: Partial<MoveContent>; /** What else becomes true with it. */ alongside?: readonly D1PreparedStatement[]; /** When it is not so any more, the move is not made. */ guards?: readonly Guard[] };

/** A move that the platform makes by itself, with its entry in the log and who is told. False when somebody moved it meanwhile: then it is not made. */
export async function moveBySystem(context: Context, discrepancy: Discrepancy, { transition, to, content, alongside = [], guards = [] }: SystemMove): Promise<boolean> {
  const said: MoveContent = { ...saysNothing, dueOn: discrepancy.dueOn, ...content };
  const step = { discrepancy, transition, to, by: { id: SYSTEM_ACTOR, tenantCode: context.tenant.code, role: null } };
  const told = await tellOfMove(context, { step, assignee: said.overlay.assignee ?? discrepancy.assignee, movable: { requester: null }, isSigned: true });
  try {
    await record(context, await eventEntry(step, context.now, said), [eventStatement(context.ledger, step, context.now, said, unmarked), ...alongside, ...told], guards);
    return true;
  } catch (error) {
    if (error instanceof GuardFailed || messageOf(error).includes("the discrepancy has changed")) return false;
    throw error;
  }
}
