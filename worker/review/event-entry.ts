import { digestOf } from "../kernel/digest.ts";
import type { LogEntry } from "../log/record.ts";
import type { DiscrepancyEvent } from "../audit/queries.ts";
import type { MoveContent, Step } from "./event-statement.ts";

/** The log's entry of a move: codes, days and digests. What people wrote may be personal: of it, the log has the SHA-256. */
export async function eventEntry({ discrepancy, transition, to, by }: Step, at: number, content: MoveContent): Promise<LogEntry> {
  return {
    kind: transition === "break-glass" ? "break-glass" : "discrepancy.moved", at, by: by.id, byTenant: by.tenantCode,
    ...(await claimsOf({
      discrepancyId: discrepancy.id, version: discrepancy.version + 1, transition, fromState: discrepancy.state, toState: to,
      reason: content.reason, comment: content.comment, dueOn: content.dueOn, assignee: content.overlay.assignee, snooze: content.overlay.snooze, wishedOn: content.wishedOn, relatedId: content.relatedId,
      actorRole: by.role, evidenceRun: content.observed?.run ?? null, evidenceDigest: content.observed?.digest ?? null,
    })),
  };
}

type Told = Pick<DiscrepancyEvent, "discrepancyId" | "version" | "transition" | "fromState" | "toState" | "reason" | "comment" | "dueOn" | "assignee" | "snooze" | "wishedOn" | "relatedId" | "actorRole" | "evidenceRun" | "evidenceDigest">;

/** What the entry says of the event besides when and by whom; made again from the stored row, it must be the same. */
export async function claimsOf(event: Told): Promise<Record<string, string | number | null>> {
  const { discrepancyId, version, transition, fromState, toState, dueOn } = event;
  const { reason, comment, assignee, snooze, wishedOn, relatedId, actorRole, evidenceRun, evidenceDigest } = event;
  return {
    discrepancy: discrepancyId, version, transition, from: fromState, to: toState, dueOn,
    comment: comment === null ? null : await digestOf(comment),
    content: await digestOf(JSON.stringify([reason, comment, assignee, snooze, wishedOn, relatedId])),
    ...(actorRole === null ? {} : { role: actorRole }),
    ...(evidenceRun === null ? {} : { observed: evidenceRun, evidence: evidenceDigest }),
  };
}
