import { dayAt } from "../kernel/windows.ts";
import { decodeFacts } from "./event-facts.ts";
import { readFilingCode } from "./filing-codes.ts";
import { filingSignals, type FilingMark, type FilingSignal } from "./contract.ts";
import { counterWords, type CounterWord } from "./counter-words.ts";
import type { JudgedEvents, StoredEvent } from "./judge-events.ts";
import { judgeFiling, type Judgement, type JudgingFacts, type KnownEvent } from "./judge-filing.ts";
import { kindOfKey, type FilingEvent } from "./parse-lines.ts";
import { SAMPLES, signalSettings } from "./signal-settings.ts";

/** What a batch changes beside the events themselves. Rows as arrays, in the order that write-tally.ts reads them. */
export type Tally = {
  /** bucket, service, then by how much each of `counterWords` changes. */
  counters: (number | string)[][];
  /** done bucket, service, due bucket, by how much. */
  pending: (number | string)[][];
  /** bucket, service, signal, codes that show it from now on, codes that no longer do. */
  samples: (number | string | string[])[][];
  /** day, unit, online, numbered, highest. */
  days: (number | string)[][];
  /** bucket, submitter, filings, owners. */
  submitters: (number | string | string[])[][];
  /** day, service, by how much each owner's live filings change. */
  owners: (string | Record<string, number>)[][];
  /** bucket, by how much each unit's filings change. */
  units: (number | Record<string, number>)[][];
};

/** When the batch arrived, and when the system that sent it was connected: what it received before that is history, and not late. */
type Arrival = { now: number; connectedAt: number };

const ONLINE = ["online-full", "online-partial"];
const HOUR = 3_600_000;

/**
 * By how much a batch's new events change what is counted. A filing is judged before and after, by all that is known of it, and the
 * difference is counted: the order of events and the splitting of batches change nothing.
 */
export function tallyBatch({ fresh, aside, released }: JudgedEvents, stored: readonly StoredEvent[], facts: JudgingFacts, arrival: Arrival): Tally {
  const tally = makeTally();
  for (const event of fresh) {
    tally.count(event.bucket, event.service, (event.channel ?? event.outcome) as CounterWord | null, 1);
    if (event.kind === "received") countReception(tally, event, arrival);
  }
  const before = Map.groupBy(stored.map(ofStored), ({ filing }) => filing);
  for (const [filing, events] of Map.groupBy(fresh.map(ofFresh), (event) => event.filing)) {
    const known = before.get(filing) ?? [];
    tally.judge(filing, judgeFiling(filing, known, facts), -1);
    tally.judge(filing, judgeFiling(filing, [...known, ...events], facts), 1);
  }
  for (const { filing, reason, service, bucket } of aside) tally.mark(filing, bucket, service, markOf[reason], 1);
  for (const { filing, reason, service, bucket } of released) tally.mark(filing, bucket, service, markOf[reason], -1);
  return tally.rows();
}

const markOf = { "service-unknown": "unknown-procedure", "filing-conflict": "conflict" } as const;

type Named = KnownEvent & { filing: string };

function ofStored({ filing, key, service, at, channel, facts }: StoredEvent): Named {
  return { filing, kind: kindOfKey(key), service, at, channel, facts: decodeFacts(facts) };
}

function ofFresh({ filing, kind, service, at, channel, facts }: FilingEvent): Named {
  return { filing, kind, service, at, channel, facts: decodeFacts(facts) };
}

/** What follows from the reception alone, which never changes: how late it reached us, its day, its number, who filed it. */
function countReception(tally: ReturnType<typeof makeTally>, { filing, service, at, bucket, channel, facts }: FilingEvent, { now, connectedAt }: Arrival): void {
  const lag = at < connectedAt ? 0 : now - at;
  if (lag > signalSettings.lateSyncHours * HOUR) tally.mark(filing, bucket, service, "late-sync", 1);
  if (lag > signalSettings.backdatedHours * HOUR) tally.mark(filing, bucket, service, "backdated", 1);
  const day = dayAt(at);
  const code = readFilingCode(filing);
  if (ONLINE.includes(channel!)) tally.day(day, "", 1, null);
  if (code !== null && code.number !== null) tally.day(code.day, code.unit, 0, code.number);
  const { submitter, owner, agency } = decodeFacts(facts);
  const unit = agency ?? code?.unit;
  if (unit !== undefined) tally.unit(bucket, unit);
  if (submitter !== undefined && owner !== undefined && submitter !== owner) tally.submitter(bucket, submitter, owner);
}

function makeTally() {
  const counters = new Map<string, { bucket: number; service: string; by: number[] }>();
  const pending = new Map<string, (number | string)[]>();
  const samples = new Map<string, { key: [number, string, FilingSignal]; gone: Set<string>; come: Set<string> }>();
  const days = new Map<string, [string, string, number, number, number]>();
  const owners = new Map<string, { day: string; service: string; by: Record<string, number> }>();
  const units = new Map<number, Record<string, number>>();
  const submitters = new Map<string, { bucket: number; submitter: string; filings: number; owners: Set<string> }>();
  const places = new Map(counterWords.map((word, i) => [word, i]));

  function count(bucket: number, service: string, word: CounterWord | null, by: number): void {
    if (word === null) return;
    const key = `${bucket} ${service}`;
    const counter = counters.get(key) ?? { bucket, service, by: counterWords.map(() => 0) };
    counter.by[places.get(word)!]! += by;
    counters.set(key, counter);
  }
  function mark(filing: string, bucket: number, service: string, word: FilingMark, by: 1 | -1): void {
    count(bucket, service, word, by);
    if (!isSignal(word)) return;
    const key = `${bucket} ${service} ${word}`;
    const sample = samples.get(key) ?? { key: [bucket, service, word], gone: new Set<string>(), come: new Set<string>() };
    samples.set(key, sample);
    if (by < 0) sample.gone.add(filing);
    else if (!sample.gone.delete(filing)) sample.come.add(filing);
  }
  return {
    count,
    mark,
    judge(filing: string, judgement: Judgement | null, by: 1 | -1): void {
      if (!judgement) return;
      const { bucket, service, marks, pending: open, owned } = judgement;
      for (const word of marks) mark(filing, bucket, service, word, by);
      if (owned) {
        const own = owners.get(`${owned.day} ${service}`) ?? { day: owned.day, service, by: {} };
        own.by[owned.owner] = (own.by[owned.owner] ?? 0) + by;
        owners.set(`${owned.day} ${service}`, own);
      }
      if (!open) return;
      const row = (pending.get(`${open.doneBucket} ${service} ${open.dueBucket}`) ?? [open.doneBucket, service, open.dueBucket, 0]) as [number, string, number, number];
      row[3] += by;
      pending.set(`${open.doneBucket} ${service} ${open.dueBucket}`, row);
    },
    day(day: string, unit: string, online: number, number: number | null): void {
      const row = days.get(`${day} ${unit}`) ?? [day, unit, 0, 0, 0];
      days.set(`${day} ${unit}`, [day, unit, row[2] + online, row[3] + (number === null ? 0 : 1), Math.max(row[4], number ?? 0)]);
    },
    unit(bucket: number, unit: string): void {
      const row = units.get(bucket) ?? {};
      row[unit] = (row[unit] ?? 0) + 1;
      units.set(bucket, row);
    },
    submitter(bucket: number, submitter: string, owner: string): void {
      const row = submitters.get(`${bucket} ${submitter}`) ?? { bucket, submitter, filings: 0, owners: new Set<string>() };
      row.filings += 1;
      row.owners.add(owner);
      submitters.set(`${bucket} ${submitter}`, row);
    },
    /** Only what changes anything. */
    rows(): Tally {
      return {
        counters: [...counters.values()].filter(({ by }) => by.some((change) => change !== 0)).map(({ bucket, service, by }) => [bucket, service, ...by]),
        pending: [...pending.values()].filter(([, , , by]) => by !== 0),
        samples: [...samples.values()].filter(({ come, gone }) => come.size + gone.size > 0).map(({ key, come, gone }) => [...key, [...come].toSorted().slice(0, SAMPLES), [...gone]]),
        days: [...days.values()],
        submitters: [...submitters.values()].map(({ bucket, submitter, filings, owners }) => [bucket, submitter, filings, [...owners].toSorted().slice(0, OWNERS)]),
        owners: [...owners.values()].map(({ day, service, by }) => [day, service, changed(by)]).filter(([, , by]) => Object.keys(by!).length > 0),
        units: [...units].map(([bucket, by]) => [bucket, by]),
      };
    },
  };
}

function changed(by: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(by).filter(([, change]) => change !== 0));
}

/** So many owners of one submitter are told apart in a half month. */
export const OWNERS = 40;

function isSignal(mark: FilingMark): mark is FilingSignal {
  return (filingSignals as readonly FilingMark[]).includes(mark);
}

