import { describe, expect, test } from "vitest";
import { chooseAssignee, type Judge } from "../../../worker/review/choose-assignee.ts";
import { dueStepsOn } from "../../../worker/review/due-steps.ts";

/** 2026-04-27, 04-30 and 05-01 are off; Saturday 2026-05-02 is worked. */
const holidays = new Map([["2026-04-27", "holiday"], ["2026-04-30", "holiday"], ["2026-05-01", "holiday"], ["2026-05-02", "swap"]] as const);
const stepsOn = (today: string) => Object.fromEntries([...dueStepsOn(today, holidays)].filter(([due]) => due === "2026-05-04").map(([, step]) => [today, step]));

describe("reminders of an answer that is due on Monday 4 May 2026", () => {
  test("leave three and one working days before, on the day and one after, and go one level up when the grace is over", () => {
    const days = Array.from({ length: 31 }, (_, i) => new Date(Date.parse("2026-04-15T00:00:00Z") + i * 86_400_000).toISOString().slice(0, 10));
    expect(Object.assign({}, ...days.map(stepsOn))).toEqual({
      "2026-04-28": "due-in-3", "2026-05-02": "due-in-1", "2026-05-04": "due-today", "2026-05-05": "overdue", "2026-05-07": "overdue-escalated",
    });
  });

  test("nobody is reminded on a day off", () => {
    expect(dueStepsOn("2026-04-30", holidays).size).toBe(0);
    expect(dueStepsOn("2026-05-03", holidays).size).toBe(0);
  });
});

describe("who gets the next discrepancy", () => {
  const judge = (id: string, load: number): Judge => ({ id, accounts: [id], department: "Phòng", load });

  test("whoever has the least; equals take turns", () => {
    expect(chooseAssignee([judge("a", 3), judge("b", 1), judge("c", 2)], 10, 0)?.id).toBe("b");
    expect([0, 1, 2, 3].map((turn) => chooseAssignee([judge("b", 1), judge("a", 1)], 10, turn)?.id)).toEqual(["a", "b", "a", "b"]);
  });

  test("nobody beyond the cap, and nobody where there is no team", () => {
    expect(chooseAssignee([judge("a", 10), judge("b", 12)], 10, 0)).toBeNull();
    expect(chooseAssignee([], 10, 0)).toBeNull();
  });
});
