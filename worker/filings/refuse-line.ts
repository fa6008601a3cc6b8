import type { LineCode } from "./contract.ts";

/** Why a line is refused: the code, or for `line-invalid` the code and the member that does not fit. Short: it is stored. */
export type RefusalReason = Exclude<LineCode, "line-invalid"> | `line-invalid:${LinePart}`;
export const lineParts = ["filing", "event", "service", "at", "channel", "outcome", "unknown-member", "twice", "shape"] as const;
export type LinePart = (typeof lineParts)[number];

export type RefusedLine = { line: number; reason: RefusalReason };
/** Refused lines as they are stored: line numbers by reason. Fifty thousand of them fit in one row. */
export type RefusedLines = Partial<Record<RefusalReason, number[]>>;

export function groupByReason(refused: readonly RefusedLine[]): RefusedLines {
  const grouped: RefusedLines = {};
  for (const { line, reason } of refused) (grouped[reason] ??= []).push(line);
  return grouped;
}

/** Each refused line, in order of lines, with its code and what to do. */
export function toRefusedViews(grouped: RefusedLines): { line: number; code: LineCode; detail: string }[] {
  return Object.entries(grouped)
    .flatMap(([reason, lines]) => lines.map((line) => ({ line, code: reason.split(":")[0] as LineCode, detail: details[reason as RefusalReason] })))
    .toSorted((a, b) => a.line - b.line);
}

const details: Record<RefusalReason, string> = {
  "line-not-json": "The line is not one JSON object. Write one event a line, in UTF-8 without a byte order mark, and no empty lines.",
  "line-not-nfc": "The filing code is not in Unicode NFC. Normalise it, or the same code has two spellings; then send the line again.",
  "service-unknown": "Your tenant has not declared this service. An administrator declares it under PUT /v1/t/{tenant}/services/{code}; then send the line again.",
  "in-the-future": "The event lies in the future. Check the clock of the sending system and the time zone of `at`; then send the line again.",
  "filing-conflict": "This event of this filing is known with another service, time, channel or outcome. The first one counts; find out which is right.",
  "line-invalid:filing": "`filing` is the filing's code: 1 to 64 visible characters without spaces.",
  "line-invalid:event": "`event` is \"received\" or \"resolved\".",
  "line-invalid:service": "`service` is a procedure code such as 1.001193 or 2.000884.000.00.00.H55.",
  "line-invalid:at": "`at` is an instant with its zone, such as 2026-03-14T09:30:00+07:00, in the year 2000 or later.",
  "line-invalid:channel": "`channel` is online-full, online-partial, in-person or post.",
  "line-invalid:outcome": "`outcome` is early, on-time or late.",
  "line-invalid:unknown-member": "The line has a member that its kind of event does not have: `channel` belongs to received, `outcome` to resolved.",
  "line-invalid:twice": "The line names a member twice. Which one counts would be a guess: send it once.",
  "line-invalid:shape": "The line is JSON but not an object.",
};
