import { bucketOf, dayAt, startOfDay } from "../kernel/windows.ts";
import { addWorkingDays, isWorkingDay, type HolidayTable } from "../kernel/working-days.ts";
import { type EventKind, eventKinds, type FilingMark } from "./contract.ts";
import type { EventFacts } from "./event-facts.ts";
import { level1Of, readFilingCode } from "./filing-codes.ts";
import { isAllowedMove, statusAfter } from "./filing-states.ts";
import { signalSettings } from "./signal-settings.ts";

/** An event of a filing, new or stored. */
export type KnownEvent = { kind: EventKind; service: string; at: number; channel: string | null; facts: EventFacts };
/** An agency code from a day to a day, and whether it is the tenant's or one of its predecessors'. */
export type AgencyCode = { level1: string; validFrom: string | null; validTo: string | null; isOwn: boolean };
/** What judging needs to know beside the filing: days off, agency codes, and when each service was offered online. */
export type JudgingFacts = { holidays: HolidayTable; agencyCodes: readonly AgencyCode[]; offered: ReadonlyMap<string, { onlineSince: string; validTo: string | null }> };

/** From which half month on a promise is broken, and in which the filing was done; `NEVER` while it is not. */
export type Pending = { dueBucket: number; doneBucket: number };
export const NEVER = 9_999_999;

/** Whose filing it is, while it is neither refused nor withdrawn: the day of its reception and the short form of its owner's hash. */
export type Owned = { day: string; owner: string };

/** Where a filing is counted, its marks, whether it was or is open past a half month's end after its due date, and whose it is. */
export type Judgement = { bucket: number; service: string; marks: FilingMark[]; pending: Pending | null; owned: Owned | null };

/** So much of an owner's hash tells the owners of a service and day apart. */
const OWNER_LENGTH = 12;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Events that say nothing of how a filing goes its way, or what every system tells. */
const saysNoStatus: readonly EventKind[] = ["received", "resolved", "synced", "fee-paid", "rated", "listed"];
const ONLINE = ["online-full", "online-partial"];

/**
 * Judges a filing by everything that is known of it, whatever the order in which it became known. Null until its reception is known:
 * then it is judged, with what came before. Only a rating, or a place in the national portal's list, is remarkable by itself without a reception.
 */
export function judgeFiling(code: string, known: readonly KnownEvent[], facts: JudgingFacts): Judgement | null {
  const received = known.find(({ kind }) => kind === "received");
  if (!received) return judgeUnreceived(known);
  const events = known.toSorted((a, b) => a.at - b.at || eventKinds.indexOf(a.kind) - eventKinds.indexOf(b.kind));
  const status = events.reduce((last, { kind }) => statusAfter[kind] ?? last, 0);
  const due = followDueDate(received, events);
  const isOnline = ONLINE.includes(received.channel!);
  const said = received.facts;
  const results = events.flatMap(({ facts: { result } }) => result ?? []);
  const rating = ratingOf(events);
  const codes = judgeCode(code, received, facts.agencyCodes);
  const is: Partial<Record<FilingMark, boolean>> = {
    "date-order": !isInOrder(received, events),
    "bad-transition": !movesAreAllowed(events),
    "clock-restart": restartsClock(received, events, facts.holidays),
    "extension-abuse": due.isAbused,
    "due-rewritten": due.isRewritten,
    "instant-complete": isInstant(received, events),
    ...codes,
    "not-offered": isOnline && !isOffered(received, facts.offered),
    "officer-filed": said.role === "officer",
    "office-net": isOnline && said.net === "office",
    "paper-online": isOnline && said.electronic === false,
    "paper-result": received.channel === "online-full" && results.length > 0 && results.every((result) => result === "paper"),
    "due-known": due.at !== null,
    "status-known": events.some(({ kind }) => !saysNoStatus.includes(kind)),
    "role-known": said.role !== undefined,
    "net-known": isOnline && (said.net === "office" || said.net === "public"),
    "electronic-known": isOnline && said.electronic !== undefined,
    "result-known": results.length > 0,
    "result-remote": results.some((result) => result !== "paper"),
    "fee-due": said.feeDue === true,
    "fee-paid-online": events.some(({ kind, facts: { online } }) => kind === "fee-paid" && online === true),
    waiting: status === 5,
    withdrawn: status === 7,
    stopped: status === 8,
    synced: events.some(({ kind }) => kind === "synced"),
    rated: rating !== undefined,
    "rated-satisfied": rating !== undefined && rating !== "unsatisfied",
    "owner-known": said.owner !== undefined,
    listed: events.some(({ kind }) => kind === "listed"),
  };
  const marks = (Object.keys(is) as FilingMark[]).filter((mark) => is[mark]);
  const day = dayAt(received.at);
  const isLive = status !== 3 && status !== 7;
  return {
    bucket: bucketOf(day), service: received.service, marks, pending: pendingOf(due.at, events, status),
    owned: said.owner === undefined || !isLive ? null : { day, owner: said.owner.slice(0, OWNER_LENGTH) },
  };
}

/** What is said of a filing that nobody received: that the national portal has it, or that it was rated; at the half month of that. */
function judgeUnreceived(known: readonly KnownEvent[]): Judgement | null {
  const [listed, rated] = (["listed", "rated"] as const).map((kind) => known.find((event) => event.kind === kind));
  const told = listed ?? rated;
  if (!told) return null;
  const marks: FilingMark[] = [...(listed ? (["listed-unknown"] as const) : []), ...(rated ? (["rated-unknown"] as const) : [])];
  return { bucket: bucketOf(dayAt(told.at)), service: told.service, marks, pending: null, owned: null };
}

function ratingOf(events: readonly KnownEvent[]): string | undefined {
  return events.find(({ kind }) => kind === "rated")?.facts.rating;
}

function isInOrder(received: KnownEvent, events: readonly KnownEvent[]): boolean {
  const at = (kind: EventKind) => events.find((event) => event.kind === kind)?.at;
  const moments = [received.facts.submittedAt, received.at, at("resolved"), at("returned")].filter((moment) => moment !== undefined);
  return moments.every((moment, i) => i === 0 || moments[i - 1]! <= moment);
}

function movesAreAllowed(events: readonly KnownEvent[]): boolean {
  const statuses = events.flatMap(({ kind }) => statusAfter[kind] ?? []);
  return statuses.every((status, i) => i === 0 || isAllowedMove(statuses[i - 1]!, status));
}

/** The due date through all its changes: whether it was moved too often or too late, or without any reason. */
function followDueDate(received: KnownEvent, events: readonly KnownEvent[]): { at: number | null; isAbused: boolean; isRewritten: boolean } {
  let at = received.facts.dueAt ?? null;
  let [extensions, isAbused, isRewritten, isExcused] = [0, false, false, false];
  for (const { kind, facts: { dueAt, apologyAt } } of events) {
    if (kind === "extended") {
      extensions += 1;
      // The apology comes at least a day before the day that was promised, and a date is moved once (NĐ 61/2018 Đ19 k9).
      isAbused ||= extensions > 1 || apologyAt === undefined || (at !== null && dayAt(apologyAt) >= dayAt(at));
    }
    if (kind === "due-changed") isRewritten ||= at !== null && dueAt !== at && !isExcused;
    if (kind === "supplement-asked") isExcused = true;
    if (dueAt !== undefined && kind !== "received") [at, isExcused] = [dueAt, false];
  }
  return { at, isAbused, isRewritten };
}

function restartsClock(received: KnownEvent, events: readonly KnownEvent[], holidays: HolidayTable): boolean {
  const asked = events.filter(({ kind }) => kind === "supplement-asked");
  if (asked.length === 0) return false;
  if (asked.length > 1) return true;
  const { at } = asked[0]!;
  const due = received.facts.dueAt;
  const inTail = due !== undefined && due > received.at && (at - received.at) * 100 >= (due - received.at) * (100 - signalSettings.clockTailPercent);
  return inTail || dayAt(at) > addWorkingDays(firstWorkingDay(received.at, holidays), signalSettings.supplementWorkingDays, holidays);
}

/** What comes after the office closes, or on a day off, counts from the next working day. */
function firstWorkingDay(at: number, holidays: HolidayTable): string {
  const day = dayAt(at);
  const isOpen = isWorkingDay(day, holidays) && at < startOfDay(day) + signalSettings.officeClosesAt * 60 * MINUTE;
  return isOpen ? day : addWorkingDays(day, 1, holidays);
}

function isInstant(received: KnownEvent, events: readonly KnownEvent[]): boolean {
  const resolved = events.find(({ kind }) => kind === "resolved");
  const { dueAt, automatic } = received.facts;
  if (!resolved || dueAt === undefined || automatic === true || dueAt - received.at <= DAY) return false;
  return resolved.at >= received.at && resolved.at - received.at < signalSettings.instantMinutes * MINUTE;
}

/** The agency's code, as the filing's own code or the event names it, against the directory on the day of reception. */
function judgeCode(code: string, received: KnownEvent, codes: readonly AgencyCode[]): Partial<Record<FilingMark, boolean>> {
  const read = readFilingCode(code);
  const day = dayAt(received.at);
  const level1 = received.facts.agency === undefined ? read?.level1 : level1Of(received.facts.agency);
  if (level1 === undefined) return {};
  const own = codes.filter((one) => one.level1 === level1 && one.isOwn);
  const isOpen = own.some(({ validFrom, validTo }) => (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo));
  return { "code-known": true, "code-date": read !== null && read.day !== day, "foreign-code": own.length === 0, "closed-code": own.length > 0 && !isOpen };
}

function isOffered({ service, at }: KnownEvent, offered: JudgingFacts["offered"]): boolean {
  const dates = offered.get(service);
  const day = dayAt(at);
  return dates === undefined || (dates.onlineSince <= day && (dates.validTo === null || day <= dates.validTo));
}

/** Open past its due date at the end of a half month. What waits for the citizen is not open on the agency's account. */
function pendingOf(dueAt: number | null, events: readonly KnownEvent[], status: number): Pending | null {
  if (dueAt === null || status === 5 || status === 6 || status === 8) return null;
  const done = events.find(({ kind }) => kind === "resolved" || kind === "withdrawn" || kind === "refused");
  const dueBucket = bucketOf(dayAt(dueAt));
  const doneBucket = done ? bucketOf(dayAt(done.at)) : NEVER;
  return dueBucket < doneBucket ? { dueBucket, doneBucket } : null;
}
