import { describe, expect, test } from "vitest";
import { drawSample } from "../../../worker/review/draw-sample.ts";
import { medianOf, shareOf } from "../../../worker/review/get-quality.ts";

describe("the sample for the second look", () => {
  const closed = Array.from({ length: 101 }, (_, i) => ({ tenantId: "H26", id: `dis_${i}` }));

  test("is one in twenty, at least one, and follows from the seed alone, in whatever order the list comes", async () => {
    const drawn = await drawSample("seed", closed);
    expect(drawn).toHaveLength(6);
    expect(await drawSample("seed", closed.toReversed())).toEqual(drawn);
    expect(await drawSample("another", closed)).not.toEqual(drawn);
    expect(await drawSample("seed", closed.slice(0, 1))).toHaveLength(1);
    expect(await drawSample("seed", [])).toEqual([]);
  });
});

describe("figures", () => {
  test("the median is the day half of the cases took no longer than, over several histograms; none where there is no case", () => {
    expect(medianOf([{ days: 9, count: 1 }, { days: 1, count: 2 }, { days: 4, count: 2 }])).toEqual({ days: 4, cases: 5 });
    expect(medianOf([])).toEqual({ days: null, cases: 0 });
  });

  test("a share of nothing is no share", () => {
    expect(shareOf([{ numerator: 1, denominator: 3 }, { numerator: 1, denominator: 3 }])).toEqual({ numerator: 2, denominator: 6, percent: 33.3 });
    expect(shareOf([])).toEqual({ numerator: 0, denominator: 0, percent: null });
  });
});
