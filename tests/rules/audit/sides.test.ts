import { describe, expect, test } from "vitest";
import { sidesOf } from "../../../worker/audit/contract.ts";
import { signalRules } from "../../../worker/audit/rules/signal-rules.ts";

describe("what a finding holds beside each other", () => {
  test.each(signalRules)("$id counts filings that nobody reports", ({ id }) => {
    expect(sidesOf(id, "filings-flagged")).toBe("count");
  });

  test("two numbers where a report could have given one: there alone nothing is 'no number given'", () => {
    expect(sidesOf("R07", "filings-online")).toBe("both");
    expect(sidesOf("R26", "filings-synced")).toBe("both");
    expect(sidesOf("R30", "running-numbers")).toBe("both");
  });

  test("no number for a late report, a signature or a missing reason", () => {
    expect(["R12", "R46", "R41", "R54"].map((id) => sidesOf(id as "R46", id === "R12" ? "report" : "signature"))).toEqual(["none", "none", "none", "none"]);
  });
});
