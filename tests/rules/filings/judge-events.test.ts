import { expect, test } from "vitest";
import { judgeEvents, type StoredAside, type StoredEvent } from "../../../worker/filings/judge-events.ts";
import type { FilingEvent } from "../../../worker/filings/parse-lines.ts";

const event = (line: number, wish: Partial<FilingEvent> = {}): FilingEvent => ({ line, filing: "F1", kind: "received", key: wish.kind ?? "received", service: "1.000001", at: 1000, bucket: 1, channel: "post", outcome: null, facts: null, ...wish });
const stored = (wish: Partial<FilingEvent> = {}): StoredEvent => event(0, wish);
const judge = (events: FilingEvent[], known: StoredEvent[] = [], aside: StoredAside[] = []) => judgeEvents(events, new Set(["1.000001", "1.000002"]), known, aside);
const lines = (...given: Parameters<typeof judge>) => {
  const { fresh, refused } = judge(...given);
  return [fresh.map(({ line }) => line), refused.map(({ line, reason }) => `${line} ${reason}`)];
};

test("an event that is stored already is neither new nor refused", () => {
  expect(lines([event(1), event(2, { filing: "F2" })], [stored()])).toEqual([[2], []]);
});

test("the second of two equal events in one batch is known", () => {
  expect(lines([event(1), event(2)])).toEqual([[1], []]);
});

test.each([
  ["service", { service: "1.000002" }],
  ["time", { at: 1001 }],
  ["channel", { channel: "in-person" as const }],
  ["due date", { facts: '{"d":5}' }],
])("the same event with another %s is in conflict, in the batch or with what is stored", (_, wish) => {
  expect(lines([event(1), event(2, wish)])).toEqual([[1], ["2 filing-conflict"]]);
  expect(lines([event(1, wish)], [stored()])).toEqual([[], ["1 filing-conflict"]]);
});

test("another outcome of the same resolution is in conflict", () => {
  const resolved = { kind: "resolved" as const, channel: null };
  expect(lines([event(1, { ...resolved, outcome: "early" }), event(2, { ...resolved, outcome: "late" })])).toEqual([[1], ["2 filing-conflict"]]);
});

test("receiving and resolving are two events of one filing, and so are two requests at different times", () => {
  expect(lines([event(1), event(2, { kind: "resolved", channel: null, outcome: "late" })])).toEqual([[1, 2], []]);
  expect(lines([event(1, { kind: "supplement-asked", key: "supplement-asked@a" }), event(2, { kind: "supplement-asked", key: "supplement-asked@b" })])).toEqual([[1, 2], []]);
});

test("a service that the tenant never declared is refused, and does not stand in the way of the right one", () => {
  expect(lines([event(1, { service: "1.999999" }), event(2)])).toEqual([[2], ["1 service-unknown"]]);
});

test("a line in conflict with what is stored does not make the right one after it count again", () => {
  expect(lines([event(1, { at: 5 }), event(2)], [stored()])).toEqual([[], ["1 filing-conflict"]]);
});

test("what does not count is set aside once, however often it is sent", () => {
  const unknown = event(1, { service: "TS_lop1.000.00.00.H22" });
  expect(judge([unknown, { ...unknown, line: 2 }]).aside).toEqual([{ filing: "F1", key: "received", kind: "received", reason: "service-unknown", service: unknown.service, bucket: 1 }]);
  const known: StoredAside = { filing: "F1", key: "received", reason: "service-unknown", service: unknown.service, bucket: 1 };
  expect(judge([unknown], [], [known])).toMatchObject({ aside: [], refused: [{ line: 1, reason: "service-unknown" }], released: [] });
});

test("a conflict is counted where the event that counts is", () => {
  expect(judge([event(1, { at: 9, bucket: 7, service: "1.000002" })], [stored()]).aside).toMatchObject([{ reason: "filing-conflict", service: "1.000001", bucket: 1 }]);
});

test("what was set aside for want of a service is taken up when it counts", () => {
  const aside: StoredAside = { filing: "F1", key: "received", reason: "service-unknown", service: "1.999999", bucket: 1 };
  expect(judge([event(1)], [], [aside])).toMatchObject({ fresh: [{ line: 1 }], aside: [], released: [aside] });
});
