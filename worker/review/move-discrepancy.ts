import type { Context } from "../kernel/context.ts";
import { isUniqueViolation, messageOf } from "../kernel/database-error.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import type { HolidayTable } from "../kernel/working-days.ts";
import { getHolidays } from "../directory/queries.ts";
import type { Decision } from "../forms/contract.ts";
import { GuardFailed, record, type Guard } from "../log/record.ts";
import type { ReceiptView } from "../submissions/contract.ts";
import { copyDocument } from "../submissions/copy-document.ts";
import { isRace } from "../submissions/submit-form.ts";
import { requireReader, type SignedInOfficer } from "../tenancy/require-role.ts";
import type { Discrepancy, DiscrepancyEvent } from "../audit/queries.ts";
import { withheldFromActor } from "./as-it-stood.ts";
import { isActorBarred } from "./barred.ts";
import { secondLookFirst } from "./conditions.ts";
import { checkTransition } from "./check-transition.ts";
import { checkSignedContent } from "./check-signed-content.ts";
import type { SignedRequest, TransitionRequest, TransitionResult, UnsignedRequest } from "./contract.ts";
import { toDiscrepancyViews } from "../worklist/discrepancy-view.ts";
import { dueAfter } from "./due-after.ts";
import { eventEntry } from "./event-entry.ts";
import { eventStatement, saysNothing, unmarked, type RequestMark, type Step } from "./event-statement.ts";
import { getDiscrepancy, requireFound } from "./get-discrepancy.ts";
import { findLife } from "./find-life.ts";
import { dropDraft } from "./keep-draft.ts";
import { decisionOf, type PartRequest } from "./manifest.ts";
import { confirmMove } from "./contested-queries.ts";
import { confirmableBy } from "./may-confirm.ts";
import { matterOf } from "./matter-of.ts";
import { toMovable, type Movable } from "./movable.ts";
import { keepPart } from "./part-queries.ts";
import { requireVersion } from "../kernel/record-version.ts";
import { OrderStopped, orderStands } from "./settle-stopped.ts";
import { findMoveReceipt, prepareSignedMove } from "./signed-move.ts";
import { stateAfter } from "./state-after.ts";
import { tellOfMove } from "./tell-of-move.ts";
import type { Transition } from "./transitions.ts";
import { typedContent } from "./typed-content.ts";

export type MoveHeaders = { ifMatch: string | undefined; key?: string | undefined };
/** What is asked for: a move of its own, or one part of a signed manifest. */
export type MoveRequest = TransitionRequest | PartRequest;
type Move = { discrepancyId: string; version: number; mover: SignedInOfficer; request: MoveRequest; mark: RequestMark };
/** A move that the table allows, with everything that was read for it. */
type Allowed<Request> = { discrepancy: Discrepancy; events: readonly DiscrepancyEvent[]; movable: Movable; transition: Transition; holidays: HolidayTable; mover: SignedInOfficer; request: Request; mark: RequestMark };

/**
 * Makes a move: the event, the signed document behind it and the log entry, or nothing of them. `ifMatch` names the version that the
 * caller has seen; when it is not the newest, nothing happens and the refusal carries the record as it is (`current`). Sending a
 * signed move again gives its receipt again; an unsigned one with the same `Idempotency-Key` is answered and not made again.
 */
export async function moveDiscrepancy(context: Context, discrepancyId: string, { ifMatch, key }: MoveHeaders, request: TransitionRequest): Promise<TransitionResult> {
  const mover = requireReader(context);
  const version = requireVersion(ifMatch);
  const mark = key === undefined ? unmarked : { key, digest: await digestOf(JSON.stringify([discrepancyId, version, request])), bulkId: null };
  const receipt = await makeMove(context, { discrepancyId, version, mover, request, mark });
  return { ...(await getDiscrepancy(context, discrepancyId)), receipt };
}

/** The same without reading the record afterwards; the receipt of a signed move, else null. */
export async function makeMove(context: Context, move: Move): Promise<ReceiptView | null> {
  return moveOnce(context, move).catch((error: unknown) => {
    if (isUniqueViolation(error, "discrepancy_event.request_key")) throw keyReused();
    // Somebody was quicker between our reading and our writing. Reading again says who, or finds this very document accepted.
    if (hasChangedMeanwhile(error)) return moveOnce(context, move);
    throw error;
  }).catch((error: unknown) => {
    // The one guard of a move that belongs to an order.
    if (error instanceof GuardFailed && move.mark.bulkId !== null) throw new OrderStopped();
    throw error;
  });
}

async function moveOnce(context: Context, { discrepancyId, version, mover, request, mark }: Move): Promise<ReceiptView | null> {
  const [found, holidays, isBarred, withheld] = await Promise.all([
    findLife(context.ledger, context.tenant.code, discrepancyId), getHolidays(context.central), isActorBarred(context), withheldFromActor(context, discrepancyId),
  ]);
  const life = requireFound(found);
  const { discrepancy, events } = life;
  // Before anything is said of its state or version.
  if (withheld) throw new Problem(secondLookFirst.code, secondLookFirst.detail);
  if (isMadeAlready(events, mover, mark)) return null;
  if (discrepancy.version !== version) {
    const receipt = "signed" in request ? await findMoveReceipt(context, request.transition, events, { discrepancyId, version, mover, jws: request.signed }) : null;
    if (receipt) return receipt;
    throw await versionConflict(context, discrepancy, version);
  }
  const movable = toMovable(life, holidays, isBarred);
  const verdict = checkTransition(request.transition, movable, mover, context.now);
  if (!verdict.isAllowed) throw new Problem(verdict.code, verdict.detail);
  const allowed = { discrepancy, events, movable, transition: verdict.transition, holidays, mover, mark };
  if ("signed" in request) return writeSigned(context, { ...allowed, request });
  return "manifest" in request ? writePart(context, { ...allowed, request }) : writeUnsigned(context, { ...allowed, request });
}

/** Whether this very request made its event before. Throws `idempotency-key-reused` when the key came with another. */
function isMadeAlready(events: readonly DiscrepancyEvent[], mover: SignedInOfficer, { key, digest }: RequestMark): boolean {
  const made = key === null ? undefined : events.find((event) => event.requestKey === key && event.actorId === mover.id);
  if (made && made.requestDigest !== digest) throw keyReused();
  return made !== undefined;
}

function keyReused(): Problem {
  return new Problem("idempotency-key-reused", "You sent this `Idempotency-Key` with another request before. Make a new key for every request; send the old one only with the very same request.");
}

async function versionConflict(context: Context, discrepancy: Discrepancy, version: number): Promise<Problem> {
  const [current] = await toDiscrepancyViews(context, [discrepancy]);
  return new Problem("version-conflict", `The discrepancy has version ${discrepancy.version} now, not ${version}: someone moved it meanwhile. Look at \`current\`, decide again, and send its version.`, undefined, {
    current,
  });
}

async function writeUnsigned(context: Context, allowed: Allowed<UnsignedRequest>): Promise<null> {
  const { discrepancy, events, mover, request, mark } = allowed;
  const said = await typedContent(context, discrepancy, events, allowed.movable, mover, request);
  const content = { ...said, dueOn: dueAfter({ ...allowed, answers: null }, context.now, allowed.holidays) };
  const step = stepOf(allowed);
  const told = await tellOfMove(context, { step, assignee: content.overlay.assignee ?? discrepancy.assignee, movable: allowed.movable, isSigned: false });
  await record(context, await eventEntry(step, context.now, content), [eventStatement(context.ledger, step, context.now, content, mark), ...told], orderStands(context, mark));
  return null;
}

async function writeSigned(context: Context, allowed: Allowed<SignedRequest>): Promise<ReceiptView> {
  const { discrepancy, events, movable, transition, mover, request } = allowed;
  const { id, form } = transition;
  if (!form) throw new Error(`The move ${id} is not signed on any form`);
  const matter = await matterOf(context.ledger, discrepancy);
  const signed = await prepareSignedMove(context, { id, form }, { discrepancyId: discrepancy.id, version: discrepancy.version, mover, jws: request.signed, requestedReason: requestedReasonOf(events), matter, confirmable: confirmableBy(movable, mover) });
  const content = { ...saysNothing, ...wordsOf(signed.answers), jti: signed.claims.jti, dueOn: dueAfter({ ...allowed, answers: signed.answers }, context.now, allowed.holidays) };
  const step = stepOf(allowed);
  const told = await tellOfMove(context, { step, assignee: discrepancy.assignee, movable: allowed.movable, isSigned: true });
  const confirms = id === "confirm-decision" ? confirmMove(context.ledger, { tenantId: discrepancy.tenantId, discrepancyId: discrepancy.id }, signed.claims.ref!.jti, { jti: signed.claims.jti, at: context.now }) : null;
  const { index, entry } = await record(
    context,
    { ...signed.entryMembers, ...(await eventEntry(step, context.now, content)) },
    [signed.statement, ...signed.alongside, ...(confirms ? [confirms.statement] : []), eventStatement(context.ledger, step, context.now, content, unmarked), ...told, ...(form === "decision" ? [] : [dropDraft(context.ledger, discrepancy.tenantId, discrepancy.id, form)])],
    [...signed.guards, stillSays(discrepancy), ...(confirms ? [confirms.guard] : [])],
  );
  return signed.toReceipt(index, entry);
}

/** A run writes other numbers without a new version: what was signed is about the numbers that were shown. */
function stillSays({ tenantId, id, reported, actual, documentJti }: Discrepancy): Guard {
  return { holds: "EXISTS (SELECT 1 FROM discrepancy WHERE tenant_id = ? AND id = ? AND reported IS ? AND actual IS ? AND document_jti IS ?)", params: [tenantId, id, reported, actual, documentJti] };
}

/** One part of a manifest that was verified when it came in: held against this discrepancy as a signature for it alone would be. */
async function writePart(context: Context, allowed: Allowed<PartRequest>): Promise<null> {
  const { discrepancy, events, request, mark } = allowed;
  const { manifest, place, salt } = request;
  const answers = decisionOf(request, discrepancy.id);
  const findings = checkSignedContent({ id: request.transition, form: "decision" }, { discrepancyId: discrepancy.id, requestedReason: requestedReasonOf(events), matter: null, now: context.now }, answers);
  if (findings.length > 0) throw new Problem("data-invalid", "What was signed does not fit this discrepancy any more. `errors` names each place; decide about it by itself.", findings);
  const content = { ...saysNothing, ...wordsOf(answers), jti: manifest.document.jti, dueOn: dueAfter({ ...allowed, answers }, context.now, allowed.holidays) };
  const step = stepOf(allowed);
  const told = await tellOfMove(context, { step, assignee: discrepancy.assignee, movable: allowed.movable, isSigned: true });
  const { ledger, tenant } = context;
  await record(context, { ...manifest.evidence, part: manifest.data.parts[place]!, place, ...(await eventEntry(step, context.now, content)) }, [
    copyDocument(ledger, tenant.code, manifest.document, manifest.claims),
    eventStatement(ledger, step, context.now, content, mark),
    keepPart(ledger, { tenantId: tenant.code, discrepancyId: discrepancy.id, version: discrepancy.version + 1, jti: manifest.document.jti, place, salt }),
    ...told,
  ], orderStands(context, mark));
  return null;
}

function requestedReasonOf(events: readonly DiscrepancyEvent[]): string | null {
  return events.findLast((event) => event.transition === "request-dismissal")?.reason ?? null;
}

function wordsOf(answers: Record<string, unknown> | Omit<Decision, "matter">): { reason: string | null; comment: string | null } {
  const { reason = null, text = "" } = answers as { reason?: Decision["reason"]; text?: string };
  return { reason, comment: text === "" ? null : text };
}

function stepOf({ discrepancy, events, movable, transition, mover }: Allowed<MoveRequest>): Step {
  const role = transition.roles.find((one) => mover.roles.includes(one)) ?? null;
  return { discrepancy, transition: transition.id, to: stateAfter(transition, movable, events), by: { ...mover, role } };
}

/** A document that is stored although its move was not made when we read: it has been made since, or it made another one. */
function hasChangedMeanwhile(error: unknown): boolean {
  return isRace(error) || messageOf(error).includes("the discrepancy has changed") || (error instanceof Problem && error.code === "jti-reused");
}
