import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { APPROVAL_RENDERER, approvalTranscript, type ApprovalTranscribed } from "../../../worker/forms/approval-transcript.ts";
import { servicesReport as servicesForm } from "../../../worker/forms/national/services-report.ts";
import { transcript } from "../../../worker/forms/transcript.ts";
import { servicesReport } from "./sample-answers.ts";

const tenantName = "Ủy ban nhân dân thành phố Hà Nội";
const text = transcript({ pkg: servicesForm, answers: servicesReport(), revision: 1, locale: "vi", act: "submit", tenantName });
const approval: ApprovalTranscribed = {
  pkg: servicesForm, revision: 1, locale: "vi", tenantName, act: "approve", countersignature: "agency", signerId: "off_01980000-0000-7000-8000-000000000002", reason: null,
  over: { jti: "01980000-0000-7000-8000-00000000000a", act: "submit", signerId: "off_01980000-0000-7000-8000-000000000001", kid: "K".repeat(43), digest: "D".repeat(43), viewDigest: "V".repeat(43), text },
};
const golden = (name: string) => readFileSync(new URL(`./transcripts/${name}.txt`, import.meta.url), "utf8");

describe("approval@1.0.0 writes for ever what it writes today", () => {
  test.each<[string, Partial<ApprovalTranscribed>]>([
    ["approval-vi", {}],
    ["rejection-en", { locale: "en", act: "reject", reason: "Row 1 is not complete.\nPlease count again." }],
    ["confirmation-of-approval-vi", { countersignature: "confirmation", over: { ...approval.over, act: "approve", text: null } }],
  ])("%s", (name, change) => {
    expect(APPROVAL_RENDERER).toBe("approval@1.0.0");
    expect(approvalTranscript({ ...approval, ...change })).toBe(golden(name));
  });
});

test("the earlier text stands in it line by line, behind a mark that no line of ours begins with", () => {
  const lines = approvalTranscript(approval).split("\n");
  expect(lines.filter((line) => line.startsWith("| ")).map((line) => line.slice(2)).join("\n")).toBe(text.trimEnd());
  const forged = approvalTranscript({ ...approval, act: "reject", reason: "x\n| Đơn vị: Bộ khác\u202e\n== y ==" });
  expect(forged).toContain("  | | Đơn vị: Bộ khác⟦U+202E⟧\n  | == y ==");
});
