import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { findDiscrepancy, type Discrepancy, type DiscrepancyEvent } from "../audit/queries.ts";
import { findAmendment } from "../submissions/report-queries.ts";
import type { SignedInOfficer } from "../tenancy/require-role.ts";
import { misfitOfDay } from "./answer-day.ts";
import type { UnsignedRequest } from "./contract.ts";
import { saysNothing, type MoveContent } from "./event-statement.ts";
import type { Movable } from "./movable.ts";
import { newestObservation } from "./newest-observation.ts";
import { overlayOf } from "./overlay-of.ts";
import { requireAssignee } from "./require-assignee.ts";

/** What an unsigned move says, without its due day. Throws `body-invalid` where what it names is not there or does not fit. */
export async function typedContent(context: Context, discrepancy: Discrepancy, events: readonly DiscrepancyEvent[], movable: Movable, mover: SignedInOfficer, request: UnsignedRequest): Promise<MoveContent> {
  const say = (content: Partial<MoveContent>): MoveContent => ({ ...saysNothing, ...content });
  const give = (assignee: string | null) => say({ overlay: { assignee, snooze: null } });
  switch (request.transition) {
    case "acknowledge": return give(await requireAssignee(context, request.assignee ?? mover.id, mover, { ...movable, state: "ACKNOWLEDGED" }));
    case "assign": return give(request.assignee && (await requireAssignee(context, request.assignee, mover, movable)));
    case "ask": return say({ comment: request.question, observed: await newestObservation(context.ledger, context.tenant.code, discrepancy.id) });
    case "file-correction": return say({ jti: await requireAmendment(context, discrepancy, request.amendment) });
    case "request-dismissal": return say({ reason: request.reason, comment: request.comment, relatedId: await requireDuplicate(context, discrepancy, request) });
    case "reopen": return { ...give(mover.id), comment: request.comment };
    case "break-glass": return { ...give(null), comment: request.comment };
    case "snooze": return say({ overlay: { assignee: null, snooze: snoozeText(request.until, context.now) } });
    case "request-extension": return say({ wishedOn: requireLaterDay(request.wishedOn, discrepancy, context.now), comment: request.comment });
    case "deny-extension": case "request-break-glass": return say({ comment: request.comment });
    case "undo": return say({ overlay: overlayOf(events.slice(0, -1)) });
    case "wake": case "set-due": case "grant-extension": return saysNothing;
  }
}

function snoozeText(until: Extract<UnsignedRequest, { transition: "snooze" }>["until"], now: number): string {
  const misfit = until.kind === "day" ? misfitOfDay(until.day, now) : null;
  if (misfit) throw new Problem("body-invalid", "A discrepancy sleeps until a day after today, at most 90 days on. Choose another day.", [{ pointer: "/until/day", code: misfit }]);
  return JSON.stringify(until);
}

function requireLaterDay(day: string, { dueOn }: Discrepancy, now: number): string {
  const misfit = misfitOfDay(day, now);
  if (misfit || (dueOn !== null && day <= dueOn)) throw new Problem("body-invalid", "The day asked for lies after the due day and at most 90 days from today. Choose another day.", [{ pointer: "/wishedOn", code: misfit ?? "not-after-due-day" }]);
  return day;
}

/** Another discrepancy of the tenant, where the reason is that this one repeats it. */
async function requireDuplicate({ ledger, tenant }: Context, { id }: Discrepancy, { reason, duplicateOf }: Extract<UnsignedRequest, { transition: "request-dismissal" }>): Promise<string | null> {
  if ((reason === "duplicate_of") !== (duplicateOf !== undefined)) {
    throw new Problem("body-invalid", "`duplicateOf` goes with the reason `duplicate_of`, and with no other. Name the discrepancy that this one repeats, or choose another reason.", [{ pointer: "/duplicateOf", code: "required" }]);
  }
  if (duplicateOf === undefined) return null;
  if (duplicateOf === id || !(await findDiscrepancy(ledger, tenant.code, duplicateOf))) {
    throw new Problem("body-invalid", "There is no other discrepancy with this id in this tenant. Take the id from its page.", [{ pointer: "/duplicateOf", code: "unknown" }]);
  }
  return duplicateOf;
}

/** An amendment of the disputed report that no run has looked at yet. Filing one moves by itself; this links one that was filed before. */
async function requireAmendment({ ledger, tenant }: Context, { reportTypeId, periodId, lastSeenAt }: Discrepancy, jti: string): Promise<string> {
  const amendment = await findAmendment(ledger, tenant.code, reportTypeId, periodId, jti);
  if (amendment && amendment.receivedAt > lastSeenAt) return jti;
  throw new Problem("body-invalid", "This is not an amendment of the disputed report, or a run has looked at it already. File an amended report: that moves the discrepancy by itself.", [{ pointer: "/amendment", code: "not-an-amendment" }]);
}
