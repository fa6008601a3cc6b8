import type * as z from "zod";
import { bucketOf, dayAt } from "../kernel/windows.ts";
import { filingEventLine, repeatableKinds, type Channel, type EventKind, type FilingEventLine, type Outcome } from "./contract.ts";
import { encodeFacts } from "./event-facts.ts";
import { lineParts, type LinePart, type RefusalReason, type RefusedLine } from "./refuse-line.ts";

/** An event with the number of its line, counted from 1. `at` in milliseconds, `bucket` the half month of its Vietnamese day. */
export type FilingEvent = {
  line: number;
  filing: string;
  kind: EventKind;
  /** Tells the filing's events apart: the kind, with its instant where the kind can come more than once. */
  key: string;
  service: string;
  at: number;
  bucket: number;
  channel: Channel | null;
  outcome: Outcome | null;
  /** The optional members as `encodeFacts` writes them. */
  facts: string | null;
};

/** How far the clock of a sending system may be ahead of ours, in milliseconds. */
const CLOCK_TOLERANCE = 60_000;
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** The lines of a body: between line feeds, the last of which may be left out. Null when the bytes are not UTF-8. */
export function splitLines(body: Uint8Array): string[] | null {
  const text = decode(body);
  if (text === null) return null;
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** How many lines a body has, without making them. */
export function countLines(body: Uint8Array): number {
  let feeds = 0;
  for (let at = body.indexOf(0x0a); at !== -1; at = body.indexOf(0x0a, at + 1)) feeds++;
  return body.length === 0 || body.at(-1) === 0x0a ? feeds : feeds + 1;
}

/** What each line says on its own, or why it does not count. Nothing is repaired. `now` in milliseconds. */
export function parseLines(lines: readonly string[], now: number): { events: FilingEvent[]; refused: RefusedLine[] } {
  const events: FilingEvent[] = [];
  const refused: RefusedLine[] = [];
  lines.forEach((text, i) => {
    const parsed = parseLine(text, i + 1, now);
    if (typeof parsed === "string") refused.push({ line: i + 1, reason: parsed });
    else events.push(parsed);
  });
  return { events, refused };
}

function parseLine(text: string, line: number, now: number): FilingEvent | RefusalReason {
  const value = parseJson(text);
  if (value === undefined) return "line-not-json";
  const parsed = filingEventLine.safeParse(value);
  if (!parsed.success) return `line-invalid:${partOf(parsed.error.issues[0]!)}`;
  const { filing, event, service, at } = parsed.data;
  const said = parsed.data;
  if (namesTwice(text, parsed.data)) return "line-invalid:twice";
  if (filing !== filing.normalize("NFC")) return "line-not-nfc";
  const instant = Date.parse(at);
  if (!(instant >= EARLIEST)) return "line-invalid:at";
  if (instant > now + CLOCK_TOLERANCE) return "in-the-future";
  const stray = hasStrayMoment(said);
  if (stray) return `line-invalid:${stray}`;
  const bucket = bucketOf(dayAt(instant));
  return {
    line, filing, kind: event, key: eventKey(event, instant), service, at: instant, bucket,
    channel: said.event === "received" ? said.channel : null,
    outcome: said.event === "resolved" ? said.outcome : null,
    facts: encodeFacts(said),
  };
}

/** An event's identity within its filing, as it is stored. */
export function eventKey(kind: EventKind, at: number): string {
  return repeatableKinds.includes(kind) ? `${kind}@${at.toString(36)}` : kind;
}

/** The kind that a stored key names. */
export function kindOfKey(key: string): EventKind {
  return key.split("@")[0] as EventKind;
}

/** The other moments a line may name lie in the same years as `at`; a due date may lie ahead. */
function hasStrayMoment(said: FilingEventLine): "submittedAt" | "dueAt" | "apologyAt" | null {
  const moments = said as Partial<Record<"submittedAt" | "dueAt" | "apologyAt", string>>;
  return (["submittedAt", "dueAt", "apologyAt"] as const).find((name) => moments[name] !== undefined && !(Date.parse(moments[name]) >= EARLIEST && Date.parse(moments[name]) < LATEST)) ?? null;
}

function partOf(issue: z.core.$ZodIssue): LinePart {
  if (issue.code === "unrecognized_keys") return "unknown-member";
  return lineParts.find((part) => part === issue.path[0]) ?? "shape";
}

/**
 * JSON.parse keeps the last of two members of one name and is silent about it. Members of a line that fits are strings or
 * booleans, so a line that says each once has one string token a member, and one more where the value is a string.
 */
function namesTwice(text: string, members: object): boolean {
  const values = Object.values(members);
  return (text.match(/"(?:[^"\\]|\\.)*"/g)?.length ?? 0) !== values.length + values.filter((value) => typeof value === "string").length;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function decode(body: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}
