import type { Context } from "../kernel/context.ts";
import { messageOf } from "../kernel/database-error.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { getHolidays } from "../directory/queries.ts";
import type { Decision, Explanation } from "../forms/contract.ts";
import { record } from "../log/record.ts";
import type { ReceiptView } from "../submissions/contract.ts";
import { isRace } from "../submissions/submit-form.ts";
import { requireReader, type SignedInOfficer } from "../tenancy/require-role.ts";
import { findDiscrepancyWithEvents, type Discrepancy } from "../audit/queries.ts";
import { answerDay } from "./answer-day.ts";
import type { TransitionRequest, TransitionResult } from "./contract.ts";
import { toDiscrepancyView } from "./discrepancy-view.ts";
import { eventStatement } from "./event-statement.ts";
import { getDiscrepancy, requireFound } from "./get-discrepancy.ts";
import { toMovable } from "./movable.ts";
import { requireVersion } from "./record-version.ts";
import { findMoveReceipt, prepareSignedMove } from "./signed-move.ts";
import { checkTransition, type Transition } from "./transitions.ts";

type Move = { discrepancyId: string; version: number; mover: SignedInOfficer; request: TransitionRequest };

/**
 * Makes a move: the event, the signed document behind it and the log entry, or nothing of them. `ifMatch` names the version that the
 * caller has seen; when it is not the newest, nothing happens and the refusal carries the record as it is (`current`). Sending a
 * signed move again gives its receipt again.
 */
export async function moveDiscrepancy(context: Context, discrepancyId: string, ifMatch: string | undefined, request: TransitionRequest): Promise<TransitionResult> {
  const mover = requireReader(context);
  const move: Move = { discrepancyId, version: requireVersion(ifMatch), mover, request };
  const receipt = await moveOnce(context, move).catch((error: unknown) => {
    // Somebody was quicker between our reading and our writing. Reading again says who, or finds this very document accepted.
    if (hasChangedMeanwhile(error)) return moveOnce(context, move);
    throw error;
  });
  return { ...(await getDiscrepancy(context, discrepancyId)), receipt };
}

async function moveOnce(context: Context, { discrepancyId, version, mover, request }: Move): Promise<ReceiptView | null> {
  const { discrepancy, events } = requireFound(await findDiscrepancyWithEvents(context.ledger, context.tenant.code, discrepancyId));
  if (discrepancy.version !== version) {
    const receipt = "signed" in request ? await findMoveReceipt(context, request.transition, events, { discrepancyId, version, mover, jws: request.signed }) : null;
    if (receipt) return receipt;
    throw versionConflict(context, discrepancy, version);
  }
  const verdict = checkTransition(request.transition, toMovable(discrepancy, events), mover, context.now);
  if (!verdict.isAllowed) throw new Problem(verdict.code, verdict.detail);
  return "signed" in request
    ? writeSigned(context, discrepancy, verdict.transition, mover, request.signed)
    : writeUnsigned(context, discrepancy, verdict.transition, mover, request);
}

function versionConflict({ tenant }: Context, discrepancy: Discrepancy, version: number): Problem {
  return new Problem("version-conflict", `The discrepancy has version ${discrepancy.version} now, not ${version}: someone moved it meanwhile. Look at \`current\`, decide again, and send its version.`, undefined, {
    current: toDiscrepancyView(discrepancy, tenant),
  });
}

async function writeUnsigned(context: Context, discrepancy: Discrepancy, transition: Transition, mover: SignedInOfficer, request: Exclude<TransitionRequest, { signed: string }>): Promise<null> {
  const comment = request.transition === "ask" ? request.question : null;
  const dueOn = request.transition === "ask" ? answerDay(request.dueOn, context.now, await getHolidays(context.central)) : null;
  // The log keeps what cannot be personal: of the question, its digest.
  const entry = { ...entryOf(context, discrepancy, transition, mover), dueOn, comment: comment === null ? null : await digestOf(comment) };
  await record(context, entry, [eventStatement(context.ledger, discrepancy, transition, mover, context.now, { reason: null, comment, dueOn, jti: null })]);
  return null;
}

async function writeSigned(context: Context, discrepancy: Discrepancy, transition: Transition, mover: SignedInOfficer, jws: string): Promise<ReceiptView> {
  const { id, form } = transition;
  if (!form) throw new Error(`The move ${id} is not signed on any form`);
  const signed = await prepareSignedMove(context, { id, form }, { discrepancyId: discrepancy.id, version: discrepancy.version, mover, jws });
  const { reason, text } = signed.answers as Pick<Explanation | Decision, "reason" | "text">;
  const { index, entry } = await record(
    context,
    { ...signed.entryMembers, ...entryOf(context, discrepancy, transition, mover) },
    [signed.statement, eventStatement(context.ledger, discrepancy, transition, mover, context.now, { reason, comment: text === "" ? null : text, dueOn: null, jti: signed.claims.jti })],
    signed.guards,
  );
  return signed.toReceipt(index, entry);
}

function entryOf({ now }: Context, discrepancy: Discrepancy, transition: Transition, mover: SignedInOfficer) {
  const { id, state, version } = discrepancy;
  return { kind: "discrepancy.moved" as const, at: now, discrepancy: id, transition: transition.id, from: state, to: transition.to, version: version + 1, by: mover.id, byTenant: mover.tenantCode };
}

/** A document that is stored although its move was not made when we read: it has been made since, or it made another one. */
function hasChangedMeanwhile(error: unknown): boolean {
  return isRace(error) || messageOf(error).includes("the discrepancy has changed") || (error instanceof Problem && error.code === "jti-reused");
}
