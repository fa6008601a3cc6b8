import { describe, expect, test } from "vitest";
import type { EventKind, FilingSignal } from "../../../worker/filings/contract.ts";
import { judgeFiling, NEVER, type JudgingFacts, type KnownEvent } from "../../../worker/filings/judge-filing.ts";
import { bucketOf } from "../../../worker/kernel/windows.ts";

const CODE = "000.00.53.H48-260302-0099";
const facts: JudgingFacts = {
  // Tết of 2026: 16 to 20 February are off.
  holidays: new Map(["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"].map((day) => [day, "holiday"])),
  agencyCodes: [
    { level1: "H48", validFrom: null, validTo: null, isOwn: true },
    { level1: "H34", validFrom: null, validTo: "2025-06-30", isOwn: true },
    { level1: "H26", validFrom: null, validTo: null, isOwn: false },
  ],
  offered: new Map([["1.000001", { onlineSince: "2024-01-01", validTo: null }]]),
};
const at = (text: string) => Date.parse(text.length === 10 ? `${text}T10:00:00+07:00` : `${text}:00+07:00`);
const event = (kind: EventKind, when: string, more: KnownEvent["facts"] = {}, channel: string | null = kind === "received" ? "online-full" : null): KnownEvent => ({ kind, service: "1.000001", at: at(when), channel, facts: more });
/** Received on Monday 2 March 2026, promised for the 16th. */
const received = (more: KnownEvent["facts"] = {}, when = "2026-03-02") => event("received", when, { dueAt: at("2026-03-16"), ...more });
const judge = (...events: KnownEvent[]) => judgeFiling(CODE, events, facts)!;
const signals = (...events: KnownEvent[]) => judge(...events).marks;

test("a filing that goes its way has no signal", () => {
  const whole = [event("registered", "2026-03-01"), received({ submittedAt: at("2026-03-01") }), event("processing", "2026-03-03"), event("resolved", "2026-03-12"), event("returned", "2026-03-13", { result: "electronic" }), event("synced", "2026-03-02")];
  expect(signals(...whole).toSorted()).toEqual(["code-known", "due-known", "result-known", "result-remote", "status-known", "synced"]);
});

test("nothing is judged before the reception is known", () => {
  expect(judgeFiling(CODE, [event("resolved", "2026-03-12"), event("withdrawn", "2026-03-13")], facts)).toBeNull();
});

test("only at the national portal is what nobody received: until the reception comes, in whatever order", () => {
  const [listed, rated] = [event("listed", "2026-03-02"), event("rated", "2026-04-20", { rating: "satisfied" })];
  expect(judge(rated, listed)).toEqual({ bucket: bucketOf("2026-03-02"), service: "1.000001", marks: ["listed-unknown", "rated-unknown"], pending: null, owned: null });
  expect(judge(listed, rated)).toEqual(judge(rated, listed));
  expect(signals(listed, received())).toEqual(signals(received(), listed));
  expect(signals(listed, received())).toContain("listed");
  expect(signals(listed, received())).not.toContain("listed-unknown");
});

describe.each<[FilingSignal, string, KnownEvent[], string, KnownEvent[]]>([
  ["bad-transition", "resolved straight from registration", [received({}, "2026-03-05"), event("resolved", "2026-03-04"), event("registered", "2026-03-03")], "processing left out by a system that does not tell it", [received(), event("resolved", "2026-03-04")]],
  ["bad-transition", "something after the result was returned", [received(), event("resolved", "2026-03-04"), event("returned", "2026-03-05"), event("processing", "2026-03-06")], "a supplement that is answered", [received(), event("supplement-asked", "2026-03-03"), event("supplemented", "2026-03-04"), event("resolved", "2026-03-06")]],
  ["date-order", "resolved before it was received", [received(), event("resolved", "2026-03-01")], "resolved in the moment it was received", [received(), event("resolved", "2026-03-02")]],
  ["date-order", "sent after it was received", [received({ submittedAt: at("2026-03-03") })], "sent the day before", [received({ submittedAt: at("2026-03-01") })]],
  ["clock-restart", "asked on the fourth working day", [received(), event("supplement-asked", "2026-03-06")], "asked on the third", [received(), event("supplement-asked", "2026-03-05")]],
  ["clock-restart", "asked twice", [received(), event("supplement-asked", "2026-03-03"), event("supplement-asked", "2026-03-04")], "asked once", [received(), event("supplement-asked", "2026-03-03")]],
  ["clock-restart", "asked in the last fifth of the time", [received({ dueAt: at("2026-03-03T10:00") }), event("supplement-asked", "2026-03-03T05:12")], "asked a minute before it", [received({ dueAt: at("2026-03-03T10:00") }), event("supplement-asked", "2026-03-03T05:11")]],
  ["clock-restart", "Tết does not stretch a week too far", [received({}, "2026-02-13"), event("supplement-asked", "2026-02-26")], "three working days over Tết are nearly a fortnight", [received({}, "2026-02-13"), event("supplement-asked", "2026-02-25")]],
  ["clock-restart", "four working days after an evening counts from the morning", [received({}, "2026-03-02T17:00"), event("supplement-asked", "2026-03-09")], "the evening's filing is the next day's", [received({}, "2026-03-02T17:00"), event("supplement-asked", "2026-03-06")]],
  ["extension-abuse", "moved twice", [received(), event("extended", "2026-03-10", { dueAt: at("2026-03-20"), apologyAt: at("2026-03-10") }), event("extended", "2026-03-15", { dueAt: at("2026-03-25"), apologyAt: at("2026-03-15") })], "moved once, with an apology the day before", [received(), event("extended", "2026-03-15", { dueAt: at("2026-03-20"), apologyAt: at("2026-03-15") })]],
  ["extension-abuse", "the apology came on the day", [received(), event("extended", "2026-03-16", { dueAt: at("2026-03-20"), apologyAt: at("2026-03-16T00:00") })], "a minute before the day", [received(), event("extended", "2026-03-16", { dueAt: at("2026-03-20"), apologyAt: at("2026-03-15T23:59") })]],
  ["due-rewritten", "another day with no word why", [received(), event("due-changed", "2026-03-10", { dueAt: at("2026-03-30") })], "the same day again", [received(), event("due-changed", "2026-03-10", { dueAt: at("2026-03-16") })]],
  ["due-rewritten", "a second change after one supplement", [received(), event("supplement-asked", "2026-03-03"), event("due-changed", "2026-03-04", { dueAt: at("2026-03-20") }), event("due-changed", "2026-03-05", { dueAt: at("2026-03-30") })], "after a supplement was asked for", [received(), event("supplement-asked", "2026-03-03"), event("due-changed", "2026-03-04", { dueAt: at("2026-03-20") })]],
  ["instant-complete", "done nine minutes later where a fortnight is promised", [received(), event("resolved", "2026-03-02T10:09")], "ten minutes later", [received(), event("resolved", "2026-03-02T10:10")]],
  ["instant-complete", "done at once by hand", [received({ automatic: false }), event("resolved", "2026-03-02T10:01")], "the system decides by itself", [received({ automatic: true }), event("resolved", "2026-03-02T10:01")]],
  ["code-date", "the code was given another day", [received({}, "2026-03-03")], "the last minute of the code's day", [received({}, "2026-03-02T23:59")]],
  ["foreign-code", "the code of another province", [received({ agency: "H26.15" })], "a unit of its own", [received({ agency: "H48.15.3" })]],
  ["closed-code", "the code of the merged province after the merger", [received({ agency: "000.00.00.H34" })], "on its last day", [received({ agency: "000.00.00.H34" }, "2025-06-30")]],
  ["not-offered", "online before the service was", [received({}, "2023-12-31")], "on its first day", [received({}, "2024-01-01")]],
  ["officer-filed", "an officer filed it", [received({ role: "officer" })], "an agent filed it", [received({ role: "agent" })]],
  ["office-net", "sent from the office", [received({ net: "office" })], "sent from who knows where", [received({ net: "unknown" })]],
  ["paper-online", "online and all on paper", [received({ electronic: false })], "with one electronic document", [received({ electronic: true })]],
  ["paper-result", "full process, and the result on paper", [received(), event("resolved", "2026-03-12", { result: "paper" })], "by post", [received(), event("resolved", "2026-03-12", { result: "paper" }), event("returned", "2026-03-13", { result: "post" })]],
])("%s", (signal, what, found, nearMiss, notFound) => {
  test(`found: ${what}`, () => expect(signals(...found)).toContain(signal));
  test(`not found: ${nearMiss}`, () => expect(signals(...notFound)).not.toContain(signal));
  test("whatever the order in which the events are told", () => {
    for (const events of [found, notFound]) expect(judge(...events.toReversed())).toEqual(judge(...events));
  });
});

test("what is filed in person is not asked for networks and electronic papers", () => {
  const inPerson = event("received", "2023-06-01", { net: "office", electronic: false }, "in-person");
  expect(signals(inPerson)).toEqual(["code-known", "code-date"].toSorted().toReversed());
});

describe("open past the due date", () => {
  const pending = (...events: KnownEvent[]) => judge(...events).pending;
  const [firstHalf, secondHalf] = [bucketOf("2026-03-14"), bucketOf("2026-03-15")];

  test("counts from the half month it was due in to the one it was done in", () => {
    expect(pending(received({ dueAt: at("2026-03-10") }))).toEqual({ dueBucket: firstHalf, doneBucket: NEVER });
    expect(pending(received({ dueAt: at("2026-03-10") }), event("resolved", "2026-03-16"))).toEqual({ dueBucket: firstHalf, doneBucket: secondHalf });
  });

  test("done late within the same half month is over at its end", () => {
    expect(pending(received({ dueAt: at("2026-03-10") }), event("resolved", "2026-03-14"))).toBeNull();
  });

  test("an extension moves it, and waiting for the citizen is not on the agency's account", () => {
    expect(pending(received({ dueAt: at("2026-03-10") }), event("extended", "2026-03-09", { dueAt: at("2026-03-20") }), event("resolved", "2026-03-16"))).toBeNull();
    expect(pending(received({ dueAt: at("2026-03-10") }), event("supplement-asked", "2026-03-03"))).toBeNull();
    expect(pending(received({ dueAt: at("2026-03-10") }), event("withdrawn", "2026-03-09"))).toBeNull();
  });
});
