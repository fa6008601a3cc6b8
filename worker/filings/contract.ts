import * as z from "zod";
import { idPattern } from "../kernel/ids.ts";
import { day, procedureCode } from "../catalogue/contract.ts";
import { digest43, standings } from "../signing/contract.ts";

export const channels = ["online-full", "online-partial", "in-person", "post"] as const;
export type Channel = (typeof channels)[number];
/** What happens to a filing, in the order in which it can: the order also decides between events of one instant. */
export const eventKinds = [
  "registered", "received", "refused", "processing", "supplement-asked", "supplemented", "fee-asked", "fee-paid", "suspended",
  "extended", "due-changed", "withdrawn", "resolved", "returned", "synced", "rated", "listed",
] as const;
export type EventKind = (typeof eventKinds)[number];
/** What can happen to one filing more than once: such an event is told apart from another of its kind by its instant. */
export const repeatableKinds: readonly EventKind[] = ["processing", "supplement-asked", "supplemented", "fee-asked", "fee-paid", "suspended", "extended", "due-changed", "synced"];
export const outcomes = ["early", "on-time", "late"] as const;
export type Outcome = (typeof outcomes)[number];
export const submitterRoles = ["owner", "proxy", "agent", "officer"] as const;
export const netClasses = ["office", "public", "unknown"] as const;
export const results = ["electronic", "post", "paper"] as const;
/** How satisfied the citizen was: the three grades of TT 32/2017 Đ11. */
export const ratings = ["very-satisfied", "satisfied", "unsatisfied"] as const;

/** What one sees is what it is: nothing invisible, no space. */
const visible = z.string().min(1).max(64).regex(/^[^\p{C}\p{Z}]+$/u);
const instant = z.iso.datetime({ offset: true });
/** An agency code of QĐ 20/2020, or its older form that names the child first. */
const agencyCode = z.string().max(35).regex(/^(?:[A-Y]\d{2}(?:\.[0-9A-Z]+)*|\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2})$/);
/**
 * A person, as a keyed hash (HMAC) under a key that only the agency has. What reads like a number of an identity card, a tax code, a
 * telephone or an account is refused, in a hash's clothes too: digits alone, or nine and more in a row where it is not hexadecimal.
 */
const personHash = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/).refine((text) => !/^\d+$/.test(text) && (/^[0-9a-f]+$/i.test(text) || !/\d{9}/.test(text)), "reads like a number of a person");

const about = { filing: visible, service: visible, at: instant };
const line = <Kind extends EventKind, More extends z.core.$ZodLooseShape>(kind: Kind, more: More) => z.strictObject({ ...about, event: z.literal(kind), ...more });

/** One line of a batch. `at` is an ISO instant with a zone. Everything optional is for the audit's rules: docs/api.md says which. */
export const filingEventLine = z.discriminatedUnion("event", [
  line("registered", {}),
  line("received", {
    channel: z.enum(channels),
    submittedAt: instant.optional(),
    dueAt: instant.optional(),
    agency: agencyCode.optional(),
    submitter: personHash.optional(),
    owner: personHash.optional(),
    role: z.enum(submitterRoles).optional(),
    net: z.enum(netClasses).optional(),
    electronic: z.boolean().optional(),
    feeDue: z.boolean().optional(),
    automatic: z.boolean().optional(),
  }),
  line("refused", {}),
  line("processing", {}),
  line("supplement-asked", {}),
  line("supplemented", { dueAt: instant.optional() }),
  line("fee-asked", {}),
  line("fee-paid", { online: z.boolean() }),
  line("suspended", {}),
  line("extended", { dueAt: instant, apologyAt: instant.optional() }),
  line("due-changed", { dueAt: instant }),
  line("withdrawn", {}),
  line("resolved", { outcome: z.enum(outcomes), result: z.enum(results).optional() }),
  line("returned", { result: z.enum(results).optional() }),
  line("synced", {}),
  line("rated", { rating: z.enum(ratings) }),
  line("listed", {}),
]);
export type FilingEventLine = z.infer<typeof filingEventLine>;

/**
 * What a filing can be counted for besides its channel and outcome: once each, at its reception's half month and service. The first
 * group are signals that rules look at; the second say how many filings told enough to be judged at all.
 */
export const filingSignals = [
  "date-order", "bad-transition", "clock-restart", "extension-abuse", "due-rewritten", "instant-complete", "code-date", "closed-code", "foreign-code",
  "not-offered", "officer-filed", "office-net", "paper-online", "paper-result", "late-sync", "backdated", "conflict", "unknown-procedure", "rated-unknown", "listed-unknown",
] as const;
export const filingTraits = [
  "due-known", "status-known", "role-known", "net-known", "electronic-known", "result-known", "code-known", "result-remote", "fee-due", "fee-paid-online",
  "waiting", "withdrawn", "stopped", "synced", "rated", "rated-satisfied", "owner-known", "listed",
] as const;
export const filingMarks = [...filingSignals, ...filingTraits] as const;
export type FilingSignal = (typeof filingSignals)[number];
export type FilingMark = (typeof filingMarks)[number];

/** The counter's column of a mark. */
export function markColumn(mark: FilingMark): string {
  return mark.replaceAll("-", "_");
}

export const BATCH_TYPE = "application/x-ndjson";
export const BATCH_SIGNATURE_HEADER = "Filing-Batch-Signature";
export const MAX_BATCH_BYTES = 10 * 1024 * 1024;
export const MAX_BATCH_LINES = 50_000;

/** The payload of `gov-event+jwt`: a closed set. `dig` is the SHA-256 of the exact body, `count` its number of lines. */
export const filingBatchClaims = z.strictObject({
  ver: z.literal(1),
  jti: z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  iss: z.string().regex(idPattern("integration")),
  aud: z.string().max(200),
  iat: z.int(),
  batch: z.strictObject({ dig: digest43, count: z.int().min(1).max(MAX_BATCH_LINES), source: z.string().min(1).max(32) }),
});
export type FilingBatchClaims = z.infer<typeof filingBatchClaims>;

/** Why a line of a batch does not count. The rest of the batch does. */
export const lineCodes = ["line-not-json", "line-invalid", "line-not-nfc", "service-unknown", "in-the-future", "filing-conflict"] as const;
export type LineCode = (typeof lineCodes)[number];

export const batchVerdict = z.object({
  batch: z.string(),
  lines: z.int(),
  /** Lines that count from now on. `accepted`, `known` and the refused ones together are `lines`. */
  accepted: z.int(),
  /** Lines the platform knew already, from this batch or an earlier one; they count once. */
  known: z.int(),
  /** Lines are counted from 1. */
  refused: z.array(z.object({ line: z.int(), code: z.enum(lineCodes), detail: z.string() })),
  /** The platform's signature over the log entry; see docs/api.md. */
  receipt: z.string(),
  logIndex: z.int(),
});
export type BatchVerdict = z.infer<typeof batchVerdict>;
/** The answer, which never changes, with what the batch's signature is worth today. `confirmedBy`: of a contested one, the batch that says the same under another key. */
export const batchAnswer = batchVerdict.extend({ standing: z.enum(standings), confirmedBy: z.string().nullable() });

/** A batch whose key was in wrong hands by then. `counted`: how many of its events count. */
export const contestedBatchView = z.object({
  batch: z.string(),
  integration: z.object({ id: z.string(), name: z.string() }),
  source: z.string(),
  kid: digest43,
  bodyDigest: digest43,
  lines: z.int(),
  counted: z.int(),
  receivedAt: z.iso.datetime(),
  logIndex: z.int(),
});
export type ContestedBatchView = z.infer<typeof contestedBatchView>;
/** What is contested and was not sent again under another key, the newest first; at most 500. */
export const contestedBatchList = z.object({ batches: z.array(contestedBatchView) });
export type ContestedBatchList = z.infer<typeof contestedBatchList>;

/** A year and its cut-off days are 25 half months. */
export const MAX_COUNTER_BUCKETS = 26;
/** `from` is a 1st or a 15th, `to` a 14th or the last of a month: filings are counted per half month. */
export const counterQuery = z.strictObject({ from: day, to: day });

/** How many filings came in and went out, summed over the window; a service without any is not listed. */
export const filingCounterView = z.object({
  service: procedureCode,
  onlineFull: z.int(),
  onlinePartial: z.int(),
  inPerson: z.int(),
  post: z.int(),
  resolvedEarly: z.int(),
  resolvedOnTime: z.int(),
  resolvedLate: z.int(),
});
export type FilingCounterView = z.infer<typeof filingCounterView>;
export const filingCounterList = z.object({ from: day, to: day, counters: z.array(filingCounterView) });
