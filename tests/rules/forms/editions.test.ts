import { describe, expect, test } from "vitest";
import { checkAnswers } from "../../../worker/forms/check-answers.ts";
import { checkPackage } from "../../../worker/forms/check-package.ts";
import { appeal as appealForm } from "../../../worker/forms/national/appeal.ts";
import { decision as decisionForm } from "../../../worker/forms/national/decision.ts";
import { explanation as explanationForm } from "../../../worker/forms/national/explanation.ts";
import { digestPackage } from "../../../worker/forms/package-digest.ts";
import { firstEdition } from "./editions/first-edition.ts";
import { appeal, decision, explanation, onFirstEdition } from "./sample-answers.ts";

const digests = {
  explanation: "Zd7PEEauWOzl7eXRXj2CE-6akPjTrIFE9X5ssPsL3Mc",
  decision: "KjO8nAIBqnRCKaiDyDNDynfhe214TpAA_ArMm5n8iYg",
  appeal: "kaTiDOzkI77WKnmemJuNO2bbNdzeNjRft-qn4lsF9hE",
} as const;

describe.each([["explanation", explanationForm, explanation()], ["decision", decisionForm, decision()], ["appeal", appealForm, appeal()]] as const)("the form of the %s", (id, form, answers) => {
  test("names the edition it took the place of, whose bytes are those that were signed on", async () => {
    expect((await digestPackage(firstEdition(id))).digest).toBe(digests[id]);
    expect(form.meta.supersedes).toBe(digests[id]);
  });

  test("what was signed on the first edition still holds there, and not on the second", () => {
    expect(checkPackage(firstEdition(id))).toEqual([]);
    expect(checkAnswers(firstEdition(id), onFirstEdition(answers))).toEqual({ errors: [], warnings: [] });
    expect(checkAnswers(form, onFirstEdition(answers)).errors).toEqual([{ pointer: "/matter", code: "required" }]);
    expect(checkAnswers(form, answers)).toEqual({ errors: [], warnings: [] });
  });
});
