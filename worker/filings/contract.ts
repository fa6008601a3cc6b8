import * as z from "zod";
import { procedureCode } from "../catalogue/contract.ts";

export const channels = ["online-full", "online-partial", "in-person", "post"] as const;
export type Channel = (typeof channels)[number];
export const eventKinds = ["received", "resolved"] as const;
export type EventKind = (typeof eventKinds)[number];
export const outcomes = ["early", "on-time", "late"] as const;
export type Outcome = (typeof outcomes)[number];

/** One line of a batch. `at` is an ISO instant with a zone; the filing code is the agency's own, kept as it is. */
export const filingEventLine = z.discriminatedUnion("event", [
  z.strictObject({ filing: z.string().min(1).max(64), event: z.literal("received"), service: procedureCode, at: z.iso.datetime({ offset: true }), channel: z.enum(channels) }),
  z.strictObject({ filing: z.string().min(1).max(64), event: z.literal("resolved"), service: procedureCode, at: z.iso.datetime({ offset: true }), outcome: z.enum(outcomes) }),
]);
export type FilingEventLine = z.infer<typeof filingEventLine>;

export const MAX_BATCH_BYTES = 10 * 1024 * 1024;
export const MAX_BATCH_LINES = 50_000;

/** Why a line of a batch does not count. The rest of the batch does. */
export const lineCodes = ["line-not-json", "line-invalid", "line-not-nfc", "service-unknown", "in-the-future", "filing-conflict"] as const;
export type LineCode = (typeof lineCodes)[number];

export const batchVerdict = z.object({
  batch: z.string(),
  lines: z.int(),
  accepted: z.int(),
  /** Lines the platform knew already, from this batch or an earlier one; they count once. */
  known: z.int(),
  refused: z.array(z.object({ line: z.int(), code: z.enum(lineCodes), detail: z.string() })),
  /** The platform's signature over the log entry; see docs/api.md. */
  receipt: z.string(),
  logIndex: z.int(),
});
export type BatchVerdict = z.infer<typeof batchVerdict>;
