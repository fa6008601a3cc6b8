import { describe, expect, test } from "vitest";
import { Problem } from "../../../worker/kernel/problem.ts";
import { requireCountersignature, type Countersigner } from "../../../worker/submissions/require-countersignature.ts";

type Earlier = NonNullable<Parameters<typeof requireCountersignature>[1]>;
const earlier: Earlier = {
  jti: "j", digest: "D", act: "submit", signerId: "off_clerk", signerTenantId: "H26", formId: "ii06a", formRevision: 1, amendedByJti: null, needsHead: 1, headAct: null,
  isContested: 0, confirmedByJti: null, confirmerId: null, countersignature: null, refSignerId: null,
};
const claims = { act: "approve" as const, ref: { jti: "j", dig: "D" }, form: { id: "ii06a", rev: 1, dig: "F" } };
const head: Countersigner = { id: "off_head", tenantId: "H26", roles: ["head"], accounts: ["off_head"] };

function verdict(change: Partial<Earlier>, signer: Countersigner = head, act: "approve" | "reject" = "approve", at: "unit" | "decision" = "unit"): string {
  try {
    return requireCountersignature({ ...claims, act }, { ...earlier, ...change }, at, signer);
  } catch (error) {
    return error instanceof Problem ? error.code : "no problem";
  }
}

describe("a signature over an earlier one", () => {
  test("is the head's word for the unit where the report waits for it", () => {
    expect(verdict({})).toBe("agency");
    expect(verdict({}, head, "reject")).toBe("agency");
  });

  test("attack 29: two accounts of a person are one, whichever of them signed or confirmed before", () => {
    const twin = { ...head, accounts: ["off_head", "off_clerk"] };
    expect(verdict({}, twin)).toBe("self-approval");
    expect(verdict({ signerId: "off_other" }, twin)).toBe("agency");
    expect(verdict({ signerId: "off_other", isContested: 1, confirmedByJti: "c", confirmerId: "off_clerk" }, twin)).toBe("self-approval");
    expect(verdict({ isContested: 1, countersignature: "agency", refSignerId: "off_clerk" }, twin)).toBe("self-approval");
  });

  test("confirms what is contested before anything else is said about it", () => {
    const clerk = { id: "off_clerk", tenantId: "H26", roles: ["officer"] as const, accounts: ["off_clerk"] };
    expect(verdict({ isContested: 1 }, clerk)).toBe("confirmation");
    expect(verdict({ isContested: 1 }, head)).toBe("confirmation");
    expect(verdict({ isContested: 1 }, head, "reject")).toBe("ref-conflict");
    expect(verdict({ isContested: 1 }, { ...clerk, id: "off_other", accounts: ["off_other"] })).toBe("not-permitted");
    expect(verdict({ isContested: 1, confirmedByJti: "c", confirmerId: "off_head" })).toBe("self-approval");
    expect(verdict({ isContested: 1, confirmedByJti: "c", confirmerId: "off_clerk" })).toBe("agency");
  });

  test("is refused where there is nothing to sign over", () => {
    expect(verdict({ needsHead: 0 })).toBe("ref-conflict");
    expect(verdict({ headAct: "approve" })).toBe("ref-conflict");
    expect(verdict({ amendedByJti: "n" })).toBe("ref-conflict");
    expect(verdict({ digest: "E" })).toBe("ref-conflict");
    expect(verdict({ formRevision: 2 })).toBe("ref-conflict");
    expect(verdict({ act: "reject" })).toBe("ref-conflict");
  });

  test("over a decision is another person's of the authority, and over a unit's document never the authority's", () => {
    const decision = { signerTenantId: "VN", signerId: "off_auditor", formId: "ii06a", needsHead: 0, isContested: 1 };
    const judge = { id: "off_judge", tenantId: "VN", roles: ["auditor"] as const, accounts: ["off_judge"] };
    expect(verdict(decision, judge, "approve", "decision")).toBe("confirmation");
    expect(verdict(decision, { ...judge, id: "off_auditor" }, "approve", "decision")).toBe("self-approval");
    expect(verdict(decision, { ...judge, accounts: ["off_judge", "off_auditor"] }, "approve", "decision")).toBe("self-approval");
    expect(verdict(decision, judge, "reject", "decision")).toBe("ref-conflict");
    expect(verdict(decision, head)).toBe("ref-conflict");
    expect(verdict({ isContested: 1 }, judge, "approve", "decision")).toBe("ref-conflict");
  });
});
