import { describe, expect, test } from "vitest";
import { comparisonOf, flagOf, freeTextOf, toggleValue, valuesOf, withComparison, withFlag, withFreeText, withValues } from "../../../web/console/worklist/edit-query.ts";

describe("editing the text of the query box", () => {
  test("a facet adds its value, a second press takes it away", () => {
    expect(toggleValue("state:open", "rule", "R07")).toBe("state:open rule:R07");
    expect(toggleValue("state:open rule:R07 đất", "rule", "R09")).toBe("state:open rule:R07|R09 đất");
    expect(toggleValue("state:open rule:R07|R09", "rule", "R07")).toBe("state:open rule:R09");
    expect(toggleValue("rule:R09 state:open", "rule", "R09")).toBe("state:open");
  });

  test("one state stands instead of all open ones, and without any it is all open ones again", () => {
    expect(toggleValue("state:open sev:high", "state", "EXPLAINED")).toBe("state:EXPLAINED sev:high");
    expect(toggleValue("state:EXPLAINED", "state", "UPHELD")).toBe("state:EXPLAINED|UPHELD");
    expect(toggleValue("state:EXPLAINED", "state", "EXPLAINED")).toBe("state:open");
  });

  test("what is asked not to be there stays", () => {
    expect(withValues("-tenant:H26 tenant:H29", "tenant", [])).toBe("-tenant:H26");
    expect(valuesOf("-tenant:H26 tenant:H29", "tenant")).toEqual([{ operator: "=", value: "H29" }]);
  });

  test("comparisons, flags and free text", () => {
    expect(comparisonOf("delta%:>20", "delta%")).toEqual({ operator: ">", value: "20" });
    expect(withComparison("delta%:>20", "delta%", ">=", "5")).toBe("delta%:>=5");
    expect(withComparison("state:open delta%:>20", "delta%", ">", " ")).toBe("state:open");
    expect([flagOf("snoozed", "snoozed"), flagOf("-snoozed", "snoozed"), flagOf("", "snoozed")]).toEqual(["yes", "no", "any"]);
    expect(withFlag("state:open snoozed", "snoozed", "no")).toBe("state:open -snoozed");
    expect(freeTextOf('state:open đất "đai"')).toBe("đất đai");
    expect(withFreeText("state:open đất", "khai sinh")).toBe("state:open khai sinh");
  });
});
