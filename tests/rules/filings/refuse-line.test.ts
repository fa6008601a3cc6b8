import { expect, test } from "vitest";
import { lineCodes } from "../../../worker/filings/contract.ts";
import { groupByReason, lineParts, toRefusedViews, type RefusalReason } from "../../../worker/filings/refuse-line.ts";

const reasons: RefusalReason[] = [...lineCodes.filter((code) => code !== "line-invalid"), ...lineParts.map((part) => `line-invalid:${part}` as const)];

test("refused lines come back in order, each with its code and a sentence that helps", () => {
  const refused = reasons.map((reason, i) => ({ line: reasons.length - i, reason }));
  const views = toRefusedViews(groupByReason(refused));
  expect(views.map(({ line }) => line)).toEqual(reasons.map((_, i) => i + 1));
  for (const { code, detail } of views) {
    expect(lineCodes).toContain(code);
    expect(detail).toMatch(/^.{20,}\.$/);
  }
});

test("fifty thousand refused lines are stored in less than half a megabyte", () => {
  const refused = Array.from({ length: 50_000 }, (_, i) => ({ line: i + 1, reason: reasons[i % reasons.length]! }));
  const stored = JSON.stringify(groupByReason(refused));
  expect(stored.length).toBeLessThan(500_000);
  expect(toRefusedViews(JSON.parse(stored) as ReturnType<typeof groupByReason>)).toHaveLength(50_000);
});
