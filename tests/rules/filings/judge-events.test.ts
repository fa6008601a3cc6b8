import { expect, test } from "vitest";
import { judgeEvents, type Stored } from "../../../worker/filings/judge-events.ts";
import type { FilingEvent } from "../../../worker/filings/parse-lines.ts";

const event = (line: number, wish: Partial<FilingEvent> = {}): FilingEvent => ({ line, filing: "F1", kind: "received", service: "1.000001", at: 1000, bucket: 1, channel: "post", outcome: null, ...wish });
const judge = (events: FilingEvent[], stored: [number, Stored][] = []) => {
  const { fresh, refused } = judgeEvents(events, new Set(["1.000001", "1.000002"]), new Map(stored));
  return [fresh.map(({ line }) => line), refused.map(({ line, reason }) => `${line} ${reason}`)];
};

test("an event that is stored already is neither new nor refused", () => {
  expect(judge([event(1), event(2, { filing: "F2" })], [[1, "same"]])).toEqual([[2], []]);
});

test("the second of two equal events in one batch is known", () => {
  expect(judge([event(1), event(2)])).toEqual([[1], []]);
});

test.each([
  ["service", { service: "1.000002" }],
  ["time", { at: 1001 }],
  ["channel", { channel: "in-person" as const }],
])("the same event with another %s is in conflict, in the batch or with what is stored", (_, wish) => {
  expect(judge([event(1), event(2, wish)])).toEqual([[1], ["2 filing-conflict"]]);
  expect(judge([event(1, wish)], [[1, "other"]])).toEqual([[], ["1 filing-conflict"]]);
});

test("another outcome of the same resolution is in conflict", () => {
  const resolved = { kind: "resolved" as const, channel: null };
  expect(judge([event(1, { ...resolved, outcome: "early" }), event(2, { ...resolved, outcome: "late" })])).toEqual([[1], ["2 filing-conflict"]]);
});

test("receiving and resolving are two events of one filing", () => {
  expect(judge([event(1), event(2, { kind: "resolved", channel: null, outcome: "late" })])).toEqual([[1, 2], []]);
});

test("a service that the tenant never declared is refused, and does not stand in the way of the right one", () => {
  expect(judge([event(1, { service: "1.999999" }), event(2)])).toEqual([[2], ["1 service-unknown"]]);
});

test("a line in conflict with what is stored does not make the right one after it count again", () => {
  expect(judge([event(1, { at: 5 }), event(2)], [[1, "other"], [2, "same"]])).toEqual([[], ["1 filing-conflict"]]);
});
