import type * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record } from "../log/record.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY, requireAuthority, requireReader, type SignedInOfficer } from "../tenancy/require-role.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { findDiscrepancyWithEvents, listOccurrences } from "../audit/queries.ts";
import { asItStood } from "./as-it-stood.ts";
import { isActorBarred } from "./barred.ts";
import { severityAt, sidesOf } from "../audit/contract.ts";
import { requireFound } from "./get-discrepancy.ts";
import { findLife, type Life } from "./find-life.ts";
import { forget } from "./give-second-reviews.ts";
import { listLooksOf } from "./second-review-queries.ts";
import type { secondReviewAnswer, SecondReviewCase, SecondReviewResult } from "./quality-contract.ts";

type Look = Awaited<ReturnType<typeof listLooksOf>>[number];
const SHOWN = 50;

/** What waits for the caller's second look. Nothing of the first decision is in it. */
export async function listSecondReviews(context: PlatformContext): Promise<SecondReviewCase[]> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  const cases = await Promise.all(
    Object.values(context.platform.ledgers).map(async (ledger) => Promise.all((await listLooksOf(ledger, officer.id, SHOWN)).map((one) => toCase(ledger, one)))),
  );
  return cases.flat().slice(0, SHOWN);
}

async function toCase(ledger: D1Database, { tenantId, id, month, ...from }: Look): Promise<SecondReviewCase> {
  const [found, occurrences] = await Promise.all([findDiscrepancyWithEvents(ledger, tenantId, id), listOccurrences(ledger, tenantId, id, 1)]);
  const { discrepancy, events } = asItStood(found!, { version: from.fromVersion, at: from.fromAt });
  const { rule, measure, severity, subjectNameVi, subjectNameEn, periodId, reported, actual } = discrepancy;
  const looked = occurrences[0]?.evidence["filingsLookedAt"];
  const wordsOf = (transition: string) => events.findLast((event) => event.transition === transition)?.comment ?? null;
  return {
    tenant: tenantId, discrepancy: id, month, rule, measure, severity: severityAt(severity), subject: { nameVi: subjectNameVi, nameEn: subjectNameEn }, period: periodId, sides: sidesOf(rule, measure), lookedAt: typeof looked === "number" ? looked : null, reported, actual,
    question: wordsOf("ask"), explanation: wordsOf("explain"), evidence: occurrences[0]?.evidence ?? {},
  };
}

/** Keeps what the second reviewer came to, and only then says what was decided first. Once; by whom it was given to, who neither acted in it nor belongs to the unit. */
export async function answerSecondReview(context: Context, discrepancyId: string, { month, outcome, text }: z.infer<typeof secondReviewAnswer>): Promise<SecondReviewResult> {
  const officer = requireJudge(context);
  const { ledger, tenant, now } = context;
  const life = requireFound(await findLife(ledger, tenant.code, discrepancyId));
  const drawn = await ledger
    .prepare(
      `SELECT first_outcome AS first, reviewed_at AS reviewedAt, (SELECT w.given_at FROM withheld_discrepancy w WHERE w.tenant_id = ?1 AND w.discrepancy_id = ?2 AND w.month = ?3 AND w.officer_id = ?4) AS givenAt
       FROM second_review WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND month = ?3`,
    )
    .bind(tenant.code, discrepancyId, month, officer.id)
    .first<{ first: SecondReviewResult["first"]; reviewedAt: number | null; givenAt: number | null }>();
  if (!drawn) throw new Problem("not-found", "This discrepancy was not drawn for a second review in that month. GET /v1/second-reviews lists what was.");
  await requireUninvolved(context, officer, life, drawn.givenAt);
  if (drawn.reviewedAt !== null) throw givenAlready();
  if (drawn.givenAt === null) throw new Problem("not-permitted", "This second look was given to a colleague. GET /v1/second-reviews lists yours.");
  const guard = { holds: "EXISTS (SELECT 1 FROM second_review WHERE tenant_id = ? AND discrepancy_id = ? AND month = ? AND reviewed_at IS NULL)", params: [tenant.code, discrepancyId, month] };
  await record(
    context,
    { kind: "second-review.made", at: now, discrepancy: discrepancyId, month, outcome, text: await digestOf(text), by: officer.id, byTenant: AUTHORITY },
    [
      ledger.prepare("UPDATE second_review SET reviewer_id = ?, outcome = ?, text = ?, reviewed_at = ? WHERE tenant_id = ? AND discrepancy_id = ? AND month = ?").bind(officer.id, outcome, text, now, tenant.code, discrepancyId, month),
      ...forget(ledger, tenant.code, JSON.stringify([{ id: discrepancyId, month, officer: officer.id }])),
    ],
    [guard],
  ).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw givenAlready();
    throw error;
  });
  return { first: drawn.first, second: outcome, isSame: drawn.first === outcome, state: life.discrepancy.state };
}

function givenAlready(): Problem {
  return new Problem("transition-refused", "Somebody gave the second review already. Take another case from GET /v1/second-reviews.");
}

function requireJudge(context: Context): SignedInOfficer {
  const officer = requireReader(context);
  if (officer.tenantCode === AUTHORITY && officer.roles.some((role) => role === "auditor" || role === "supervisor")) return officer;
  throw new Problem("not-permitted", "A second review is for the role auditor or supervisor of the national authority.");
}

/** What was said after the look was given is no part in the first decision, which the officer does not know: the same line as `listOpenLooks` draws. */
async function requireUninvolved(context: Context, officer: SignedInOfficer, { events, commenters }: Life, givenAt: number | null): Promise<void> {
  const hasActed = events.some(({ actorId }) => isSamePerson(officer, actorId));
  const hasSpoken = commenters.some(({ id, at }) => isSamePerson(officer, id) && (givenAt === null || at < givenAt));
  if (hasActed || hasSpoken || (await isActorBarred(context))) {
    throw new Problem("self-approval", "A second review is given by somebody who did and said nothing in this discrepancy and does not belong to the unit. Leave this to a colleague.");
  }
}
