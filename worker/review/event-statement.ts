import type { Role } from "../kernel/context.ts";
import { thisIndex } from "../log/record.ts";
import type { DiscrepancyState } from "../audit/contract.ts";
import type { Discrepancy } from "../audit/queries.ts";
import type { Observation } from "./newest-observation.ts";
import type { Overlay } from "./overlay-of.ts";

/** What a move says, whether typed or signed. */
export type MoveContent = {
  reason: string | null;
  comment: string | null;
  /** Last day for the answer that the move asks for. */
  dueOn: string | null;
  /** The signed document behind it. */
  jti: string | null;
  wishedOn: string | null;
  relatedId: string | null;
  /** What a question is about. */
  observed: Observation | null;
  overlay: Overlay;
};
export const saysNothing: MoveContent = { reason: null, comment: null, dueOn: null, jti: null, wishedOn: null, relatedId: null, observed: null, overlay: { assignee: null, snooze: null } };

/** A move that is about to be written: of which discrepancy, to where, by whom. */
export type Step = { discrepancy: Pick<Discrepancy, "tenantId" | "id" | "version" | "state">; transition: string; to: DiscrepancyState; by: { id: string; tenantCode: string; /** By which a person may; null for the platform. */ role: Role | null } };
/** The request it came with: a key that makes it once, and the bulk it belongs to. */
export type RequestMark = { key: string | null; digest: string | null; bulkId: string | null };
export const unmarked: RequestMark = { key: null, digest: null, bulkId: null };

/**
 * The event of the move, for `record`. Triggers of the table refuse it when the discrepancy has changed since it was read
 * ("the discrepancy has changed"), and set the record's state, version, due day, assignee, snooze and appeal from it.
 */
export function eventStatement(ledger: D1Database, { discrepancy, transition, to, by }: Step, at: number, content: MoveContent, mark: RequestMark): D1PreparedStatement {
  return ledger
    .prepare(
      `INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, reason, comment, due_on, submission_jti, log_idx,
         assignee, snooze, wished_on, related_id, request_key, request_digest, bulk_id, actor_role, evidence_run, evidence_digest)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ${thisIndex.replace("?", "?1")}, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)`,
    )
    .bind(
      discrepancy.tenantId, discrepancy.id, discrepancy.version + 1, transition, discrepancy.state, to,
      by.id, by.tenantCode, at, content.reason, content.comment, content.dueOn, content.jti,
      content.overlay.assignee, content.overlay.snooze, content.wishedOn, content.relatedId, mark.key, mark.digest, mark.bulkId, by.role, content.observed?.run ?? null, content.observed?.digest ?? null,
    );
}
