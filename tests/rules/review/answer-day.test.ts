import { expect, test } from "vitest";
import { answerDay } from "../../../worker/review/answer-day.ts";

/** Thursday 23 April 2026, before the holidays of 27 April, 30 April and 1 May. */
const NOW = Date.parse("2026-04-23T05:00:00Z");
const holidays = new Map([["2026-04-27", "holiday"], ["2026-04-30", "holiday"], ["2026-05-01", "holiday"], ["2026-05-02", "swap"]] as const);

test("without a day the unit has five working days, holidays not counted and swapped days counted", () => {
  expect(answerDay(undefined, 5, NOW, holidays)).toBe("2026-05-04");
  expect(answerDay(undefined, 5, NOW, new Map())).toBe("2026-04-30");
});

test("today is the Vietnamese day", () => {
  expect(answerDay(undefined, 5, Date.parse("2026-04-22T17:00:00Z"), new Map())).toBe("2026-04-30");
  expect(answerDay(undefined, 5, Date.parse("2026-04-22T16:59:00Z"), new Map())).toBe("2026-04-29");
});

test("a day the auditor names lies after today and within ninety days", () => {
  expect(answerDay("2026-04-24", 5, NOW, holidays)).toBe("2026-04-24");
  expect(answerDay("2026-07-22", 5, NOW, holidays)).toBe("2026-07-22");
  for (const day of ["2026-04-23", "2025-01-01", "2026-07-23", "9999-12-31"]) expect(() => answerDay(day, 5, NOW, holidays)).toThrow(expect.objectContaining({ code: "body-invalid" }));
});
