import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declareServices } from "../../../worker/catalogue/declare-services.ts";
import { eventKinds, repeatableKinds, type FilingEventLine } from "../../../worker/filings/contract.ts";
import { parseLines } from "../../../worker/filings/parse-lines.ts";
import { writeBatch, type SignedBatch } from "../../../worker/filings/write-batch.ts";
import type { Context } from "../../../worker/kernel/context.ts";
import { newId, newUuid7 } from "../../../worker/kernel/ids.ts";
import { countD1 } from "../count-d1.ts";
import { contextFor, makeTenant } from "../make-tenant.ts";
import { expectCountersEqualRecount, keptOf } from "./recount.ts";

const NOW = Date.parse("2026-03-20T12:00:00+07:00");
const SERVICES = ["1.000001", "1.000002", "2.000003.000.00.00.H26"];
const INTEGRATION = newId("integration", NOW);

async function makeLedgerContext(): Promise<Context> {
  const context = contextFor(await makeTenant(), NOW);
  await declareServices(context, SERVICES.map((code) => ({ code, nameVi: "Dịch vụ thử", nameEn: "Test service", field: { code: "HT", nameVi: "Hộ tịch", nameEn: "Civil status" }, levelScheme: "process-2022", level: "full", from: "2025-01-01", to: null })));
  return context;
}

const signed = (lines: number): SignedBatch => ({ jws: "a.b.c", jti: newUuid7(NOW), kid: "k".repeat(43), integrationId: INTEGRATION, source: "test", bodyDigest: "d".repeat(43), lines, signerGuards: [] });

/** Writes the events as one batch, again when something else came in between. */
async function push(context: Context, lines: readonly FilingEventLine[]): Promise<{ accepted: number; refused: object }> {
  const parsed = parseLines(lines.map((line) => JSON.stringify(line)), NOW);
  for (;;) {
    const written = await writeBatch(context, signed(lines.length), parsed);
    if (written) return { accepted: written.batch.accepted, refused: written.batch.refused };
  }
}

const received = (filing: string, wish: Partial<FilingEventLine> = {}) => ({ filing, event: "received", service: SERVICES[0]!, at: "2026-03-14T09:30:00+07:00", channel: "online-full", ...wish }) as FilingEventLine;

const anyEvent = fc.integer({ min: 0, max: 40 }).map((n): FilingEventLine => {
  // The content follows from the identity, so no two events of one identity are in conflict.
  const at = new Date(Date.UTC(2026, 1, 1) + n * 17 * 3_600_000).toISOString();
  const [filing, service] = [`F${n >> 1}`, SERVICES[n % 3]!];
  return n % 2 === 0
    ? { filing, event: "received", service, at, channel: (["online-full", "online-partial", "in-person", "post"] as const)[n % 4]! }
    : { filing, event: "resolved", service, at, outcome: (["early", "on-time", "late"] as const)[n % 3]! };
});

const hash = (person: number) => `person_hash_${String(person).padStart(2, "0")}_${"k".repeat(10)}`;
/** Any event of any kind; the content follows from the identity, so no two are in conflict. Some services are nobody's, and every filing has a twin of the same owner. */
const anyFact = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...eventKinds) }, { weight: 1, arbitrary: fc.constant("received" as const) }), fc.integer({ min: 0, max: 3 }), fc.constantFrom(1, 2)).map(([n, event, again, twin]): FilingEventLine => {
  const step = eventKinds.indexOf(event) * 7 + (repeatableKinds.includes(event) ? again * 31 : 0) - (n % 4) * 40;
  const when = Date.UTC(2026, 1, 1 + 2 * n) + step * 3_600_000;
  const at = new Date(when).toISOString();
  const day = new Date(when + 7 * 3_600_000).toISOString().slice(2, 10).replaceAll("-", "");
  const filing = n % 3 === 0 ? `opaque/${n}/${twin}` : `000.00.0${n % 2}.Y99-${n % 3 === 1 ? "260205" : day.slice(0, 4)}${n % 3 === 1 ? "" : "05"}-00${n}${twin}`;
  const line = { filing, event, service: n === 9 ? "1.999999" : SERVICES[n % 3]!, at };
  const dueAt = new Date(when + (n - 2) * 86_400_000).toISOString();
  if (event === "received") return { ...line, event, channel: (["online-full", "online-partial", "in-person", "post"] as const)[n % 4]!, ...(n % 2 ? { dueAt, owner: hash(n), submitter: hash(n % 5), role: "agent", electronic: n % 3 === 0, feeDue: true, net: "office", agency: `Y99.${n % 4}` } : {}) };
  if (event === "rated") return { ...line, event, rating: (["very-satisfied", "satisfied", "unsatisfied"] as const)[n % 3]! };
  if (event === "resolved") return { ...line, event, outcome: (["early", "on-time", "late"] as const)[n % 3]!, result: "paper" };
  if (event === "fee-paid") return { ...line, event, online: again % 2 === 0 };
  if (event === "extended" || event === "due-changed") return { ...line, event, dueAt };
  return { ...line, event } as FilingEventLine;
});

describe("counters", () => {
  test("whatever is told of filings, in whatever order and batches, everything counted is the same and equals a recount", async () => {
    const whole = fc.array(anyFact, { minLength: 40, maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(whole.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }), fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1 }))), async ([events, shuffled, sizes]) => {
        const [one, many] = [await makeLedgerContext(), await makeLedgerContext()];
        await push(one, events);
        for (let from = 0, i = 0; from < shuffled.length; i++) {
          const size = sizes[i % sizes.length]!;
          await push(many, shuffled.slice(from, from + size));
          from += size;
        }
        await expectCountersEqualRecount(one);
        await expectCountersEqualRecount(many);
        expect(await keptOf(many)).toEqual(await keptOf(one));
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  test("however events are split, repeated and ordered, the counters are the same and equal a recount", async () => {
    const whole = fc.array(anyEvent, { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(whole.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }), fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }))), async ([events, shuffled, sizes]) => {
        const [one, many] = [await makeLedgerContext(), await makeLedgerContext()];
        await push(one, events);
        for (let from = 0, i = 0; from < shuffled.length; i++) {
          const size = sizes[i % sizes.length]!;
          await push(many, shuffled.slice(from, from + size));
          from += size;
        }
        expect(await expectCountersEqualRecount(many)).toEqual(await expectCountersEqualRecount(one));
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test("twenty overlapping batches at once count every event once", async () => {
    const context = await makeLedgerContext();
    const batches = Array.from({ length: 20 }, (_, b) => Array.from({ length: 50 }, (_, i) => received(`F${b * 20 + i}`, { service: SERVICES[(b * 20 + i) % 3]! })));
    const verdicts = await Promise.all(batches.map((batch) => push(context, batch)));
    const different = new Set(batches.flat().map(({ filing }) => filing)).size;
    expect(verdicts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(different);
    const counted = Object.values(await expectCountersEqualRecount(context));
    expect(counted.reduce((sum, { onlineFull }) => sum + onlineFull, 0)).toBe(different);
  });

  test("twenty batches at once that contradict each other: one content of each event counts, the others are refused", async () => {
    const context = await makeLedgerContext();
    const channels = ["online-full", "online-partial", "in-person", "post"] as const;
    const batches = Array.from({ length: 20 }, (_, b) => Array.from({ length: 30 }, (_, i) => received(`F${i}`, { channel: channels[b % 4]! } as Partial<FilingEventLine>)));
    const verdicts = await Promise.all(batches.map((batch) => push(context, batch)));
    expect(verdicts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(30);
    const conflicts = verdicts.map(({ refused }) => (refused as { "filing-conflict"?: number[] })["filing-conflict"]?.length ?? 0);
    expect(conflicts.reduce((sum, n) => sum + n, 0)).toBe(15 * 30);
    await expectCountersEqualRecount(context);
  });

  test("the same filing code of another source is another filing", async () => {
    const context = await makeLedgerContext();
    const parsed = parseLines([JSON.stringify(received("F1"))], NOW);
    for (const source of ["one", "two"]) expect((await writeBatch(context, { ...signed(1), source }, parsed))?.batch.accepted).toBe(1);
    expect(Object.values(await expectCountersEqualRecount(context))[0]).toMatchObject({ onlineFull: 2 });
  });
});

describe("lines that are set aside", () => {
  const kept = async (context: Context) => Object.fromEntries(Object.entries((await keptOf(context)).counters).map(([key, { conflict, "unknown-procedure": unknown }]) => [key.split(" ")[1], [conflict ?? 0, unknown ?? 0]]));

  test("are counted once, and leave when the service is declared and they are sent again", async () => {
    const context = await makeLedgerContext();
    const stray = received("F1", { service: "1.777777" });
    for (let i = 0; i < 2; i++) expect(await push(context, [stray, stray])).toMatchObject({ accepted: 0, refused: { "service-unknown": [1, 2] } });
    expect(await kept(context)).toEqual({ "1.777777": [0, 1] });
    await declareServices(context, [{ code: "1.777777", nameVi: "Dịch vụ mới", nameEn: "New service", field: { code: "HT", nameVi: "Hộ tịch", nameEn: "Civil status" }, levelScheme: "process-2022", level: "full", from: "2025-01-01", to: null }]);
    expect((await push(context, [stray])).accepted).toBe(1);
    expect(await kept(context)).toEqual({ "1.777777": [0, 0] });
    await expectCountersEqualRecount(context);
  });

  test("a contradiction is counted once at the event that counts, with its code as an example", async () => {
    const context = await makeLedgerContext();
    await push(context, [received("F1"), received("F2")]);
    for (let i = 0; i < 2; i++) await push(context, [received("F1", { service: SERVICES[1]! }), received("F1", { at: "2026-03-01T09:30:00+07:00" })]);
    expect(await kept(context)).toEqual({ [SERVICES[0]!]: [1, 0] });
    const codes = await context.ledger.prepare("SELECT codes FROM filing_sample WHERE tenant_id = ? AND signal = 'conflict'").bind(context.tenant.code).all<{ codes: string }>();
    expect(codes.results).toEqual([{ codes: '["F1"]' }]);
  });
});

test("examples of a signal are the smallest five codes, and one that is taken back is none", async () => {
  const context = await makeLedgerContext();
  const late = (code: string) => received(code, { at: "2026-03-02T10:00:00+07:00" });
  const resolvedEarlier = (filing: string): FilingEventLine => ({ filing, event: "resolved", service: SERVICES[0]!, at: "2026-03-01T10:00:00+07:00", outcome: "early" });
  const codes = ["H7", "H1", "H9", "H3", "H5", "H2", "H8"];
  for (const code of codes) await push(context, [resolvedEarlier(code), late(code)]);
  const examples = async () => JSON.parse((await context.ledger.prepare("SELECT codes FROM filing_sample WHERE tenant_id = ? AND signal = 'date-order'").bind(context.tenant.code).first<string>("codes"))!) as string[];
  expect(await examples()).toEqual(["H1", "H2", "H3", "H5", "H7"]);
});

describe("what a batch costs", () => {
  const told = (i: number): FilingEventLine => ({ filing: `000.00.01.P01-260314-${String(i).padStart(4, "0")}`, event: "received", service: SERVICES[i % 3]!, at: "2026-03-14T09:30:00+07:00", channel: "online-full", submittedAt: "2026-03-14T08:00:00+07:00", dueAt: "2026-04-14T17:00:00+07:00", agency: "P01.15.3", owner: hash(i).padEnd(43, "x"), submitter: hash(i).padEnd(43, "x"), role: "owner", net: "public", electronic: true, feeDue: true });

  test("a thousand filings told in full: two calls, 1.05 rows an event besides what is counted, at most 400 bytes an event", async () => {
    const context = await makeLedgerContext();
    const size = async () => (await context.ledger.prepare("SELECT 1").run()).meta.size_after;
    const many = countD1(context.ledger);
    const before = await size();
    expect((await push({ ...context, ledger: many.database }, Array.from({ length: 1000 }, (_, i) => told(i)))).accepted).toBe(1000);
    expect(many.count.calls).toBe(2);
    const kept = await keptOf(context);
    const counted = Object.values(kept).reduce((sum, things) => sum + Object.keys(things).length, 0);
    expect(many.count.rowsWritten - counted).toBeLessThanOrEqual(1050);
    await push(context, Array.from({ length: 9000 }, (_, i) => told(1000 + i)));
    expect(((await size()) - before) / 10_000).toBeLessThanOrEqual(400);
  });

  const thousand = Array.from({ length: 1000 }, (_, i) => received(`000.00.01.H26-260314-${String(i).padStart(4, "0")}`, { service: SERVICES[i % 3]! }));

  test("a thousand events: two calls, a row an event and one a counter; again: no event and no counter", async () => {
    const context = await makeLedgerContext();
    const first = countD1(context.ledger);
    expect((await push({ ...context, ledger: first.database }, thousand)).accepted).toBe(1000);
    expect(first.count.calls).toBe(2);
    const counters = Object.keys(await expectCountersEqualRecount(context)).length;
    expect(first.count.rowsWritten - counters).toBeLessThanOrEqual(1050);

    const again = countD1(context.ledger);
    expect((await push({ ...context, ledger: again.database }, thousand)).accepted).toBe(0);
    expect(again.count.rowsWritten).toBeLessThanOrEqual(3);
  });

  test("fifty thousand events in one batch", async () => {
    const context = await makeLedgerContext();
    const many = Array.from({ length: 50_000 }, (_, i) => received(`000.00.01.H26-260314-${i}`, { service: SERVICES[i % 3]! }));
    expect((await push(context, many)).accepted).toBe(50_000);
    const { onlineFull } = Object.values(await expectCountersEqualRecount(context))[0]!;
    expect(onlineFull).toBe(16_667);
  }, 60_000);
});
