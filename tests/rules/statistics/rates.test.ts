import { describe, expect, test } from "vitest";
import { rateDefinitions } from "../../../worker/statistics/definitions.ts";
import { rateOf } from "../../../worker/statistics/rates.ts";

/** Pairs that were printed in public, with the percentage printed beside them. `agrees` says whether the print follows from the pair. */
const printed = [
  { what: "Hà Nam 2024", definition: "RATE_EMC_FULL", numerator: 115_665, denominator: 168_746, digits: 2, print: 68.54, agrees: true, source: "EMC 2024 (MIC), lite.baomoi.com c51295664" },
  { what: "34 provinces 01/07-28/10/2025", definition: "RATE_VPCP", numerator: 12_100_000, denominator: 14_500_000, digits: 1, print: 83.4, agrees: true, source: "vietnam.vn, 10/2025" },
  { what: "Thành phố Hồ Chí Minh 2019", definition: "RATE_IDX9", numerator: 6_000_000, denominator: 21_400_000, digits: 0, print: 28, agrees: true, source: "thanhnien.vn 185949531" },
  { what: "Thành phố Hồ Chí Minh 2019, one decimal", definition: "RATE_IDX9", numerator: 6_000_000, denominator: 21_400_000, digits: 1, print: 28.0, agrees: true, source: "thanhnien.vn 185949531" },
  { what: "full-process services of an average province 2023", definition: "PCT_TOANTRINH", numerator: 853, denominator: 1_900, digits: 1, print: 46.5, agrees: false, source: "VPCP, vietnamplus.vn post916056" },
  { what: "partial services of an average province 2023", definition: "PCT_TOANTRINH", numerator: 604, denominator: 1_900, digits: 1, print: 32.9, agrees: false, source: "VPCP, vietnamplus.vn post916056" },
] as const;

describe("rates of the numbers that were printed", () => {
  test.each(printed)("$what: $numerator of $denominator against $print % ($source)", ({ definition, numerator, denominator, digits, print, agrees }) => {
    const rate = rateOf(rateDefinitions[definition], numerator, denominator, digits);
    expect(rate.percent === print).toBe(agrees);
  });

  test("a print that does not follow from its pair is recomputed to the digit", () => {
    const percent = (numerator: number, denominator: number, digits: number) => rateOf(rateDefinitions.PCT_TOANTRINH, numerator, denominator, digits).percent;
    expect(percent(853, 1_900, 1)).toBe(44.9);
    expect(percent(604, 1_900, 1)).toBe(31.8);
    expect(percent(1_039, 6_842, 2)).toBe(15.19);
  });

  test("83.49 and 83.48, both printed for Bộ Công Thương 2024, are two rates: one filing in 100,000 parts them", () => {
    expect(rateOf(rateDefinitions.RATE_EMC_FULL, 83_485, 100_000, 2).percent).toBe(83.49);
    expect(rateOf(rateDefinitions.RATE_EMC_FULL, 83_484, 100_000, 2).percent).toBe(83.48);
  });
});

describe("rounding", () => {
  test.each([
    { numerator: 1, denominator: 200, digits: 0, percent: 1 },
    { numerator: 1, denominator: 201, digits: 0, percent: 0 },
    { numerator: 2_001, denominator: 20_000, digits: 2, percent: 10.01 },
    { numerator: 201, denominator: 200, digits: 0, percent: 101 },
    { numerator: 1_005, denominator: 100_000, digits: 2, percent: 1.01 },
    { numerator: 1, denominator: 3, digits: 2, percent: 33.33 },
    { numerator: 2, denominator: 3, digits: 2, percent: 66.67 },
    { numerator: 0, denominator: 3, digits: 2, percent: 0 },
  ])("$numerator of $denominator with $digits decimals is $percent %, half up", ({ numerator, denominator, digits, percent }) => {
    expect(rateOf(rateDefinitions.RATE_VPCP, numerator, denominator, digits).percent).toBe(percent);
  });

  test("nothing to divide by is no rate, and not 0 %", () => {
    expect(rateOf(rateDefinitions.RATE_VPCP, 0, 0, 2).percent).toBeNull();
  });

  test("a rate above 100 % is shown as it is", () => {
    expect(rateOf(rateDefinitions.RATE_VPCP, 3, 2, 1).percent).toBe(150);
  });

  test("what is no count is refused", () => {
    expect(() => rateOf(rateDefinitions.RATE_VPCP, 1.5, 2, 1)).toThrow(RangeError);
    expect(() => rateOf(rateDefinitions.RATE_VPCP, -1, 2, 1)).toThrow(RangeError);
  });
});

describe("definitions", () => {
  test("every definition names itself, its version and its source, and says both halves in both languages", () => {
    for (const [id, definition] of Object.entries(rateDefinitions)) {
      expect(definition.id).toBe(id);
      expect(definition.version).toBeGreaterThanOrEqual(1);
      for (const text of [definition.nameVi, definition.nameEn, definition.numeratorVi, definition.numeratorEn, definition.denominatorVi, definition.denominatorEn, definition.source]) expect(text).not.toBe("");
    }
  });

  test("dividing by what was carried over gives another rate: the definition says columns 4 and 5", () => {
    const { c4, c5, c6 } = { c4: 60, c5: 40, c6: 20 };
    expect(rateOf(rateDefinitions.RATE_VPCP, c4, c4 + c5, 1).percent).toBe(60);
    expect(rateOf(rateDefinitions.RATE_VPCP, c4, c4 + c5 + c6, 1).percent).toBe(50);
    expect(rateDefinitions.RATE_VPCP.denominatorEn).toContain("without those carried over");
  });
});
