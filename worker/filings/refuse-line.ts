import type { LineCode } from "./contract.ts";

/** Why a line is refused: the code, or for `line-invalid` the code and the member that does not fit. Short: it is stored. */
export type RefusalReason = Exclude<LineCode, "line-invalid"> | `line-invalid:${LinePart}`;
export const lineParts = [
  "filing", "event", "service", "at", "channel", "outcome", "submittedAt", "dueAt", "apologyAt", "agency", "submitter", "owner", "role", "net", "result",
  "electronic", "feeDue", "automatic", "online", "rating", "unknown-member", "twice", "shape",
] as const;
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
  "service-unknown": "Your tenant has not declared this service, or the code is none. The line is set aside and does not count. An administrator declares the service under PUT /v1/t/{tenant}/services/{code}; then send the line again.",
  "in-the-future": "The event lies in the future. Check the clock of the sending system and the time zone of `at`; then send the line again.",
  "filing-conflict": "This event of this filing is known with another service, time or content. The first one counts; find out which is right.",
  "line-invalid:filing": "`filing` is the filing's code: 1 to 64 visible characters without spaces.",
  "line-invalid:event": "`event` is received, resolved or another of the kinds that docs/api.md lists.",
  "line-invalid:service": "`service` is a procedure code such as 1.001193 or 2.000884.000.00.00.H55, as text of at most 64 visible characters.",
  "line-invalid:at": "`at` is an instant with its zone, such as 2026-03-14T09:30:00+07:00, in the year 2000 or later.",
  "line-invalid:channel": "`channel` is online-full, online-partial, in-person or post.",
  "line-invalid:outcome": "`outcome` is early, on-time or late.",
  "line-invalid:submittedAt": "`submittedAt` is the instant with its zone at which the citizen sent the filing.",
  "line-invalid:dueAt": "`dueAt` is the instant with its zone by which the result is promised, before the year 2100.",
  "line-invalid:apologyAt": "`apologyAt` is the instant with its zone of the written apology.",
  "line-invalid:agency": "`agency` is the code of the unit that received the filing, such as H26.15.3 or 000.00.53.H48.",
  "line-invalid:submitter": "`submitter` is a keyed hash of 22 to 64 characters, never a number or name of a person. Hash it with a key that only you have.",
  "line-invalid:owner": "`owner` is a keyed hash of 22 to 64 characters, never a number or name of a person. Hash it with a key that only you have.",
  "line-invalid:role": "`role` is owner, proxy, agent or officer.",
  "line-invalid:net": "`net` is office, public or unknown.",
  "line-invalid:result": "`result` is electronic, post or paper.",
  "line-invalid:electronic": "`electronic` is true or false: whether the filing came with electronic documents.",
  "line-invalid:feeDue": "`feeDue` is true or false: whether the filing costs a fee.",
  "line-invalid:automatic": "`automatic` is true or false: whether the system decided by itself.",
  "line-invalid:online": "`online` is true or false: whether the fee was paid online.",
  "line-invalid:rating": "`rating` is very-satisfied, satisfied or unsatisfied.",
  "line-invalid:unknown-member": "The line has a member that its kind of event does not have. docs/api.md lists the members of each kind.",
  "line-invalid:twice": "The line names a member twice. Which one counts would be a guess: send it once.",
  "line-invalid:shape": "The line is JSON but not an object.",
};
