import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declareServices } from "../../../worker/catalogue/declare-services.ts";
import type { FilingEventLine } from "../../../worker/filings/contract.ts";
import { parseLines } from "../../../worker/filings/parse-lines.ts";
import { writeBatch, type SignedBatch } from "../../../worker/filings/write-batch.ts";
import type { Context } from "../../../worker/kernel/context.ts";
import { newId, newUuid7 } from "../../../worker/kernel/ids.ts";
import { countD1 } from "../count-d1.ts";
import { contextFor, makeTenant } from "../make-tenant.ts";
import { expectCountersEqualRecount } from "./recount.ts";

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

describe("counters", () => {
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

describe("what a batch costs", () => {
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
