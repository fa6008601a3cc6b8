import * as z from "zod";
import { idPattern } from "../kernel/ids.ts";
import { day, procedureCode } from "../catalogue/contract.ts";
import { digest43 } from "../signing/contract.ts";

export const channels = ["online-full", "online-partial", "in-person", "post"] as const;
export type Channel = (typeof channels)[number];
export const eventKinds = ["received", "resolved"] as const;
export type EventKind = (typeof eventKinds)[number];
export const outcomes = ["early", "on-time", "late"] as const;
export type Outcome = (typeof outcomes)[number];

/** The agency's own code, kept as it is: what one sees is what it is, so nothing invisible, no space, NFC. */
const filingCode = z.string().min(1).max(64).regex(/^[^\p{C}\p{Z}]+$/u);
const instant = z.iso.datetime({ offset: true });

/** One line of a batch. `at` is an ISO instant with a zone. */
export const filingEventLine = z.discriminatedUnion("event", [
  z.strictObject({ filing: filingCode, event: z.literal("received"), service: procedureCode, at: instant, channel: z.enum(channels) }),
  z.strictObject({ filing: filingCode, event: z.literal("resolved"), service: procedureCode, at: instant, outcome: z.enum(outcomes) }),
]);
export type FilingEventLine = z.infer<typeof filingEventLine>;

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
