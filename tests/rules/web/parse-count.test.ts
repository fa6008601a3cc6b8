import { describe, expect, test } from "vitest";
import { parseCount } from "../../../web/shared/locale/parse-count.ts";

describe("a count that somebody typed or pasted", () => {
  test.each([["1234", 1234], ["1.234", 1234], ["1,234", 1234], ["1 234 567", 1234567], ["12.345.678", 12345678], [" 0 ", 0], ["007", 7]])("%j is %i", (text, count) => {
    expect(parseCount(text)).toBe(count);
  });

  test.each(["12,5", "1.23", "1.234,5", "1.234,567", "-3", "+3", "1e3", "abc", "1.2345", "١٢"])("%j is no count", (text) => {
    expect(parseCount(text)).toBeNaN();
  });

  test.each(["", "   "])("%j is nothing, which is not 0", (text) => {
    expect(parseCount(text)).toBeNull();
  });
});
