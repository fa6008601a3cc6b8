import * as z from "zod";
import { discrepancyStates, ruleIds, severities } from "../audit/contract.ts";
import { decidedTogether, dismissalReasons, type Matter } from "../forms/contract.ts";
import { roles } from "../kernel/context.ts";
import { idPattern } from "../kernel/ids.ts";
import { digestView, discrepancyView, snoozeUntil } from "../worklist/contract.ts";
import { attachmentView } from "../submissions/attachment-contract.ts";
import { MAX_JWS_LENGTH, receiptView } from "../submissions/contract.ts";
import { timings } from "../submissions/obligation-contract.ts";
import { digest43 } from "../signing/contract.ts";
import { MAX_MENTIONS } from "../kernel/max-mentions.ts";
import { SHORTEST_COMMENT } from "../kernel/shortest-comment.ts";

/** The moves of people: those that change the state, then those beside it. worker/review/transitions.ts says who may make which. */
export const transitionIds = [
  "acknowledge", "ask", "explain", "accept", "uphold", "file-correction", "request-dismissal", "approve-dismissal", "deny-dismissal", "appeal", "grant-appeal", "deny-appeal", "reopen", "confirm-decision",
  "assign", "snooze", "wake", "set-due", "request-extension", "grant-extension", "deny-extension", "undo", "request-break-glass", "break-glass",
] as const;
export type TransitionId = (typeof transitionIds)[number];
/** An unsigned move can be taken back for so long, and nobody is told before. Milliseconds. */
export const UNDO_WITHIN = 10_000;
/** The forms that signed moves are signed on. */
export const movingForms = ["explanation", "decision", "appeal"] as const;
export type MovingForm = (typeof movingForms)[number];

/** A move the caller can make now. `requires` names the members of the request; a signed one is signed on `form`. */
export const availableTransition = z.object({
  id: z.enum(transitionIds),
  requires: z.array(z.string()),
  signed: z.boolean(),
  form: z.enum(movingForms).nullable(),
});
export type AvailableTransition = z.infer<typeof availableTransition>;

export const discrepancyEventView = z.object({
  version: z.int(),
  transition: z.string(),
  from: z.enum(discrepancyStates).nullable(),
  to: z.enum(discrepancyStates),
  at: z.iso.datetime(),
  /** The name is null for the platform itself. */
  actor: z.object({ id: z.string(), tenant: z.string(), name: z.string().nullable(), /** By which they could; null for the platform, and for moves made before roles were kept. */ role: z.enum(roles).nullable() }),
  reason: z.string().nullable(),
  /** The auditor's question, or the text that was signed. */
  comment: z.string().nullable(),
  dueOn: z.string().nullable(),
  /** Who has it after an event that assigns, what wakes it, the day a unit asks for, and the discrepancy it is said to repeat. */
  assignee: z.string().nullable(),
  assigneeName: z.string().nullable(),
  snooze: snoozeUntil.nullable(),
  wishedOn: z.string().nullable(),
  duplicateOf: z.string().nullable(),
  /** The signed document behind a signed move. */
  submission: z.string().nullable(),
  /** Where that document is a manifest: which of its parts is this event, and what opens the part (docs/review.md). */
  part: z.object({ place: z.int(), salt: z.string(), digest: z.string() }).nullable(),
  /** The files that document names. */
  attachments: z.array(attachmentView),
  /** That document's key was in wrong hands by then: who has confirmed it since, or the entry of the move that made it count no more. */
  contested: z.object({ confirmedBy: z.string().nullable(), counteredIndex: z.int().nullable() }).nullable(),
  /** What a question is about: the run whose observation was the newest, and the SHA-256 of that observation. */
  evidence: z.object({ run: z.string(), digest: digest43 }).nullable(),
  logIndex: z.int(),
  /** The hash of its entry in the tenant's log, the leaf of the tree; base64url. */
  leaf: z.string().nullable(),
});
export type DiscrepancyEventView = z.infer<typeof discrepancyEventView>;

export const discrepancyDetail = discrepancyView.extend({
  /** `isRisk`: the rule raises a question; what it finds is no conclusion by itself. */
  ruleText: z.object({ version: z.string(), isRisk: z.boolean(), nameVi: z.string(), nameEn: z.string(), definitionVi: z.string(), definitionEn: z.string() }),
  window: z.object({ from: z.string(), to: z.string() }),
  /** When the report of the period counted first, and whether that was in time; the days are the last ones in time. */
  filing: z.object({ firstReceivedAt: z.iso.datetime().nullable(), dueOn: z.string(), extendedTo: z.string().nullable(), timing: z.enum(timings) }),
  /** Units that this one took over from, each with its last day, and the day on which this one was taken over itself. */
  mergers: z.array(z.object({ code: z.string(), nameVi: z.string(), nameEn: z.string(), lastDay: z.string() })),
  /** What a signature about it states: the member `matter` of the forms `explanation`, `decision` and `appeal`, as the record stands. */
  matter: z.custom<Matter>((value) => typeof value === "object" && value !== null).meta({ type: "object", description: "The member `matter` of what is signed about it" }),
  /** The last days that a question asked now, and a discrepancy upheld now, give by their severity. */
  daysGiven: z.object({ explain: z.string(), correct: z.string() }),
  /** The last day for an appeal, where it was upheld and nobody has appealed yet. */
  appealUntil: z.string().nullable(),
  /** The contested decisions that the reader may sign over now, by their documents. */
  confirmable: z.array(z.string()),
  /** The reader is to give a second look: the record is shown as it stood before anybody judged, and offers no move. */
  isWithheld: z.boolean(),
  occurrences: z.array(
    z.object({ run: z.string(), observedAt: z.iso.datetime(), severity: z.enum(severities), reported: z.int().nullable(), actual: z.int().nullable(), evidence: z.record(z.string(), z.unknown()), /** SHA-256 of everything the run compared, kept verbatim; null for runs from before that was kept. */ facts: z.string().nullable(), ruleSet: z.string() }),
  ),
  events: z.array(discrepancyEventView),
  available_transitions: z.array(availableTransition),
});
export type DiscrepancyDetail = z.infer<typeof discrepancyDetail>;

const signed = z.string().min(1).max(MAX_JWS_LENGTH);
const words = (shortest: number) => z.string().trim().min(shortest).max(2000);
const day = z.iso.date();
const officerId = z.string().regex(idPattern("officer"));
const comment = words(SHORTEST_COMMENT);
const signedMove = <Id extends TransitionId>(id: Id) => z.strictObject({ transition: z.literal(id), signed });
const plainMove = <Id extends TransitionId>(id: Id) => z.strictObject({ transition: z.literal(id) });
const reasonedMove = <Id extends TransitionId>(id: Id) => z.strictObject({ transition: z.literal(id), comment });

/**
 * A move. `If-Match: "<version>"` says which record it was made for; with `Idempotency-Key` an unsigned move is made once. Signed moves
 * carry `signed`, a `gov-submission+jwt` over the form that `available_transitions` names; what was signed is the move's content.
 */
export const transitionRequest = z.discriminatedUnion("transition", [
  z.strictObject({ transition: z.literal("acknowledge"), assignee: officerId.optional() }),
  z.strictObject({ transition: z.literal("ask"), question: words(10), dueOn: day.optional() }),
  signedMove("explain"), signedMove("accept"), signedMove("uphold"), signedMove("approve-dismissal"), signedMove("deny-dismissal"),
  signedMove("appeal"), signedMove("grant-appeal"), signedMove("deny-appeal"), signedMove("confirm-decision"),
  z.strictObject({ transition: z.literal("file-correction"), amendment: z.uuid() }),
  z.strictObject({ transition: z.literal("request-dismissal"), reason: z.enum(dismissalReasons), comment, duplicateOf: z.string().regex(idPattern("discrepancy")).optional() }),
  reasonedMove("reopen"),
  z.strictObject({ transition: z.literal("assign"), assignee: officerId.nullable() }),
  z.strictObject({ transition: z.literal("snooze"), until: snoozeUntil }),
  plainMove("wake"),
  z.strictObject({ transition: z.literal("set-due"), dueOn: day }),
  z.strictObject({ transition: z.literal("request-extension"), wishedOn: day, comment }),
  z.strictObject({ transition: z.literal("grant-extension"), dueOn: day.optional() }),
  reasonedMove("deny-extension"),
  plainMove("undo"),
  reasonedMove("request-break-glass"), reasonedMove("break-glass"),
]);
export type TransitionRequest = z.infer<typeof transitionRequest>;
export type SignedRequest = Extract<TransitionRequest, { signed: string }>;
export type UnsignedRequest = Exclude<TransitionRequest, { signed: string }>;

/** The record after the move. A signed move is also answered with the receipt of what was signed. */
export const transitionResult = discrepancyDetail.extend({ receipt: receiptView.nullable() });
export type TransitionResult = z.infer<typeof transitionResult>;

/** What an officer is told about a discrepancy. */
export const noticeKinds = [
  "asked", "explained", "decided", "upheld", "correction-filed", "dismissal-requested", "dismissal-decided", "appealed", "appeal-decided", "reopened", "assigned", "extension-requested", "extension-decided",
  "glass-requested", "glass-broken", "no-answer", "correction-failed", "regressed", "escalated", "due-in-3", "due-in-1", "due-today", "overdue", "overdue-escalated", "commented", "mentioned", "second-review", "decision-contested",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Decisions signed by the tenant's people with a key that was in wrong hands by then, which nobody has confirmed: the newest first, at most 500. */
export const contestedDecisionView = z.object({
  jti: z.string(),
  kid: z.string(),
  transition: z.enum(transitionIds),
  signer: z.object({ id: z.string(), name: z.string().nullable() }),
  receivedAt: z.iso.datetime(),
  /** One signature about many has decided it: it is opened anew, not signed over. */
  isPart: z.boolean(),
  discrepancy: z.object({ tenant: z.string(), id: z.string(), nameVi: z.string(), nameEn: z.string(), rule: z.enum(ruleIds), period: z.string() }),
});
export type ContestedDecisionView = z.infer<typeof contestedDecisionView>;
/** One signature about many: of the decisions it has made, how many still rest on it. It leaves the list with the last of them. */
export const contestedManifestView = z.object({
  jti: z.string(),
  kid: z.string(),
  transition: z.enum(decidedTogether),
  signer: z.object({ id: z.string(), name: z.string().nullable() }),
  receivedAt: z.iso.datetime(),
  moved: z.int(),
  resting: z.int(),
});
export type ContestedManifestView = z.infer<typeof contestedManifestView>;
export const contestedDecisionList = z.object({ decisions: z.array(contestedDecisionView), manifests: z.array(contestedManifestView) });
export type ContestedDecisionList = z.infer<typeof contestedDecisionList>;

export const noticeView = z.object({
  id: z.string(),
  kind: z.enum(noticeKinds),
  at: z.iso.datetime(),
  read: z.boolean(),
  /** The day that goes with the move it tells of: the one a unit asks for, else the last day of the answer. */
  day: z.string().nullable(),
  discrepancy: z.object({ tenant: z.string(), id: z.string(), nameVi: z.string(), nameEn: z.string(), rule: z.enum(ruleIds), period: z.string() }),
});
export type NoticeView = z.infer<typeof noticeView>;
export const noticeQuery = z.strictObject({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(30) });
/** Unread ones are counted up to here: a larger number would tell nobody more, and each is read to be counted. */
export const MOST_UNREAD = 100;
/** The last digests of subscribed views come with the first page. `unread` of MOST_UNREAD means so many or more. */
export const noticeList = z.object({ notices: z.array(noticeView), digests: z.array(digestView), unread: z.int().max(MOST_UNREAD), next: z.string().nullable() });
export type NoticeList = z.infer<typeof noticeList>;
/** Which ones were read: these, or all that were there at the moment of the newest one that was shown. */
export const noticesRead = z
  .strictObject({ ids: z.array(z.string().max(120)).min(1).max(100).optional(), until: z.iso.datetime().optional() })
  .refine(({ ids, until }) => (ids === undefined) !== (until === undefined), "Either `ids` or `until`.");
export const unreadCount = z.object({ unread: z.int().max(MOST_UNREAD) });

export const commentVisibilities = ["internal", "shared"] as const;
export const commentView = z.object({
  id: z.string(),
  visibility: z.enum(commentVisibilities),
  author: z.object({ id: z.string(), tenant: z.string(), name: z.string().nullable() }),
  at: z.iso.datetime(),
  text: z.string(),
  /** Earlier wordings, oldest first. */
  history: z.array(z.object({ text: z.string(), at: z.iso.datetime() })),
  version: z.int(),
  logIndex: z.int(),
});
export type CommentView = z.infer<typeof commentView>;
export const commentList = z.object({ comments: z.array(commentView) });
export type CommentList = z.infer<typeof commentList>;
export const mentionable = z.object({ id: z.string(), name: z.string(), /** Where in their organisation they work. */ unit: z.string(), /** Internal comments reach the authority's people only. */ side: z.enum(["unit", "authority"]) });
export type Mentionable = z.infer<typeof mentionable>;
export const mentionableList = z.object({ people: z.array(mentionable) });
export type MentionableList = z.infer<typeof mentionableList>;
export const newComment = z.strictObject({ visibility: z.enum(commentVisibilities), text: words(1), mentions: z.array(officerId).max(MAX_MENTIONS).default([]) });
export const commentEdit = z.strictObject({ text: words(1), mentions: z.array(officerId).max(MAX_MENTIONS).default([]) });

/** A draft of the unit's answer, shared by its people. `version` 0 is "nobody has written yet". */
export const draftForms = ["explanation", "appeal"] as const;
export const draftAnswers = z.record(z.string().max(40), z.union([z.string().max(4000), z.int(), z.null()])).refine((answers) => Object.keys(answers).length <= 10);
export const draftView = z.object({ version: z.int(), answers: draftAnswers, writtenBy: z.object({ id: z.string(), name: z.string().nullable() }).nullable(), writtenAt: z.iso.datetime().nullable() });
export type DraftView = z.infer<typeof draftView>;
export const draftWrite = z.strictObject({ answers: draftAnswers });

/** Whether each event still says what the tenant's log said when it was made, and whether the record follows from its events. */
export const eventVerdicts = ["proved", "event-altered", "evidence-altered", "entry-altered", "entry-missing"] as const;
export type EventVerdict = (typeof eventVerdicts)[number];
export const verificationView = z.object({
  isIntact: z.boolean(),
  events: z.array(z.object({ version: z.int(), logIndex: z.int(), verdict: z.enum(eventVerdicts) })),
  /** False when state, version, due day, assignee or snooze of the record are not those of its events. */
  recordFollows: z.boolean(),
});
export type VerificationView = z.infer<typeof verificationView>;
