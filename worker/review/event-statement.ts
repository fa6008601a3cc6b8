import { thisIndex } from "../log/record.ts";
import type { Discrepancy } from "../audit/queries.ts";
import type { SignedInOfficer } from "../tenancy/require-role.ts";
import type { Transition } from "./transitions.ts";

/** What a move says, whether typed or signed. */
export type MoveContent = {
  reason: string | null;
  comment: string | null;
  /** Last day for the answer that the move asks for. */
  dueOn: string | null;
  /** The signed document. */
  jti: string | null;
};

/**
 * The event of the move, for `record`. Triggers of the table refuse it when the discrepancy has changed since it was read
 * ("the discrepancy has changed"), and set the record's state, version, due day and assignee from it.
 */
export function eventStatement(ledger: D1Database, discrepancy: Discrepancy, move: Transition, mover: SignedInOfficer, at: number, content: MoveContent): D1PreparedStatement {
  return ledger
    .prepare(
      `INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, reason, comment, due_on, submission_jti, log_idx)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ${thisIndex.replace("?", "?1")})`,
    )
    .bind(
      discrepancy.tenantId, discrepancy.id, discrepancy.version + 1, move.id, discrepancy.state, move.to,
      mover.id, mover.tenantCode, at, content.reason, content.comment, content.dueOn, content.jti,
    );
}
