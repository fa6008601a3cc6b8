import { describe, expect, test } from "vitest";
import { requireChain } from "../../../worker/submissions/require-chain.ts";

const digest = "d".repeat(43);
const first = { digest, formId: "ii06a", reportTypeId: "ii06a-month", periodId: "2026-03", amendedByJti: null, refJti: null };
const form = { id: "ii06a", rev: 1, dig: digest };
const period = { reportType: "ii06a-month", period: "2026-03" };
const ref = { jti: "jti-1", dig: digest };
type Chain = Parameters<typeof requireChain>[0];

function verdict(chain: Chain): string {
  try {
    requireChain(chain);
    return "fits";
  } catch (error) {
    return (error as { code: string }).code;
  }
}
const submit = (change: Partial<Chain> = {}): Chain => ({ claims: { act: "submit", form }, period, referred: null, firstOfPeriod: null, ...change });
const amend = (change: Partial<Chain> = {}): Chain => ({ claims: { act: "amend", form, ref }, period, referred: first, firstOfPeriod: "jti-1", ...change });

describe("a period's chain of reports", () => {
  test("begins with one report, and only one", () => {
    expect(verdict(submit())).toBe("fits");
    expect(verdict(submit({ firstOfPeriod: "jti-1" }))).toBe("report-exists");
  });

  test("a first report refers to none", () => {
    expect(verdict(submit({ claims: { act: "submit", form, ref }, referred: first }))).toBe("ref-conflict");
  });

  test("an amendment names the newest report by its id and its digest", () => {
    expect(verdict(amend())).toBe("fits");
    expect(verdict(amend({ claims: { act: "amend", form } }))).toBe("ref-conflict");
    expect(verdict(amend({ referred: null }))).toBe("ref-conflict");
    expect(verdict(amend({ claims: { act: "amend", form, ref: { jti: "jti-1", dig: "e".repeat(43) } } }))).toBe("ref-conflict");
  });

  test("an amendment of what was amended already would be a fork", () => {
    expect(verdict(amend({ referred: { ...first, amendedByJti: "jti-2" } }))).toBe("ref-conflict");
    expect(verdict(amend({ referred: { ...first, refJti: "jti-0" } }))).toBe("ref-conflict");
  });

  test.each<[string, Partial<NonNullable<Chain["referred"]>>]>([
    ["form", { formId: "services-report" }],
    ["report type", { reportTypeId: "ii06a-quarter" }],
    ["period", { periodId: "2026-02" }],
    ["kind of document", { reportTypeId: null, periodId: null }],
  ])("an amendment stays with its %s", (_, change) => {
    expect(verdict(amend({ referred: { ...first, ...change } }))).toBe("ref-conflict");
  });

  test("what is no report has no period and no first of it", () => {
    expect(verdict(submit({ period: null, firstOfPeriod: null }))).toBe("fits");
  });
});
