import fc from "fast-check";
import { expect, test } from "vitest";
import { figuresOf } from "../../../worker/audit/figures-of.ts";
import { settleClock, toSnapshot } from "../../../worker/audit/snapshot.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { checkFacts } from "../../../worker/audit/rules/rule-set.ts";
import { fieldRow, fieldsFacts, makeCounts, makeFacts, makeService, servicesReport } from "./make-facts.ts";

const codes = Array.from({ length: 8 }, (_, i) => `1.00000${i}`);
const count = fc.integer({ min: 0, max: 3_000 });
const channels = fc.record({ onlineFull: count, onlinePartial: count, inPerson: count, post: count });
const service = fc.record({ code: fc.constantFrom(...codes), level: fc.constantFrom("partial" as const, "full" as const), field: fc.constantFrom("A", "B", "C") });
const services = fc.uniqueArray(service, { selector: ({ code }) => code, maxLength: 8 });
const serviceRow = fc.record({ service: fc.constantFrom(...codes), online: fc.option(count), total: fc.option(count) });
const counters = fc.uniqueArray(fc.tuple(fc.constantFrom(...codes), channels), { selector: ([code]) => code, maxLength: 8 });

function offered(list: { code: string; level: "partial" | "full"; field: string }[]) {
  return list.map(({ code, level, field }) => makeService(code, { level, field: { code: field, nameVi: field, nameEn: field } }));
}

test("the order of services, counters and report lines changes neither findings nor figures nor digest", async () => {
  await fc.assert(
    fc.asyncProperty(services, counters, fc.array(serviceRow, { maxLength: 10 }), fc.integer({ min: 1, max: 7 }), async (list, known, lines, turn) => {
      const rows = lines.map((line) => ({ ...line, name: "x", level: "full" }));
      const turned = <T>(array: T[]): T[] => [...array.slice(turn), ...array.slice(0, turn)].reverse();
      const facts = makeFacts({ services: offered(list), counts: new Map(known), report: servicesReport(rows) });
      const other = makeFacts({ services: offered(turned(list)), counts: new Map(turned(known)), report: servicesReport(turned(rows)) });
      expect(checkFacts(other, defaultRuleSet)).toEqual(checkFacts(facts, defaultRuleSet));
      expect(figuresOf(other)).toEqual(figuresOf(facts));
      // The lines of a signed report have one order: another order is another document.
      const reread = { ...other, report: facts.report };
      expect((await toSnapshot(reread)).digest).toBe((await toSnapshot(facts)).digest);
    }),
  );
});

test("the order of II.06a's rows changes nothing", () => {
  fc.assert(
    fc.property(services, counters, fc.uniqueArray(fc.tuple(fc.constantFrom("A", "B", "C"), count, count), { selector: ([field]) => field }), (list, known, lines) => {
      const rows = lines.map(([field, c4, c5]) => fieldRow({ field, c4, c5 }));
      const facts = (order: typeof rows, offeredOrder: typeof list) => fieldsFacts(order, { services: offered(offeredOrder), counts: new Map(known) });
      expect(checkFacts(facts(rows.toReversed(), list.toReversed()), defaultRuleSet)).toEqual(checkFacts(facts(rows, list), defaultRuleSet));
    }),
  );
});

test("figures count each service once, by level, and never call an empty cell 0", () => {
  const facts = makeFacts({
    services: [makeService("1.000001"), makeService("1.000002"), makeService("1.000003", { level: "partial" }), makeService("1.000004", { levelScheme: "levels-2011", level: "2" })],
    counts: new Map([["1.000001", makeCounts({ onlinePartial: 1 })], ["1.000002", makeCounts({ inPerson: 5 })]]),
    report: servicesReport([
      { service: "1.000001", name: "x", level: "full", online: 1, total: 1 },
      { service: "1.000002", name: "x", level: "full", online: null, total: null },
      { service: "1.000003", name: "x", level: "partial", online: 0, total: 0 },
    ]),
  });
  expect(figuresOf(facts)!.map(({ level, services: all, withOnlineFilings, reportedWithoutCounts }) => [level, all, withOnlineFilings, reportedWithoutCounts])).toEqual([
    ["full", 2, 1, 1],
    ["partial", 1, 0, 0],
  ]);
});

test("a period has one set of figures: II.06a leaves one only for a month, which no report by service covers", () => {
  expect(figuresOf(fieldsFacts([fieldRow()]))).toBeNull();
  const month = fieldsFacts([fieldRow()], { window: { id: "2026-03", from: "2026-02-15", to: "2026-03-14" }, counts: new Map([["1.000001", makeCounts({ onlineFull: 3, post: 1 })]]), resolved: new Map([["1.000001", { onTime: 2, late: 1 }]]) });
  expect(figuresOf(month)).toEqual([{
    tenantId: "H26", periodId: "2026-03", levelScheme: "process-2022", level: "full", services: 1, withOnlineFilings: 1, reportedWithoutCounts: 0,
    filingsOnline: 3, filingsFull: 3, filingsTotal: 4, resolved: 3, resolvedOnTime: 2, reportedOnline: null, reportedTotal: null,
  }]);
});

test("the clock enters the digest only as whether the deadline has passed", async () => {
  const at = async (instant: string) => (await toSnapshot(settleClock(makeFacts({ now: Date.parse(instant) })))).digest;
  expect(await at("2026-03-25T00:00:00Z")).toBe(await at("2026-05-01T00:00:00Z"));
  expect(await at("2026-03-20T16:59:59.999Z")).not.toBe(await at("2026-03-20T17:00:00Z"));
});
