import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ATTACHED_RENDERER, attachedTranscript, type Attached } from "../../../worker/forms/attached-transcript.ts";
import { RENDERER, transcript, type Transcribed } from "../../../worker/forms/transcript.ts";
import { firstEdition } from "./editions/first-edition.ts";
import { explanation, onFirstEdition } from "./sample-answers.ts";

const filled: Transcribed = { pkg: firstEdition("explanation"), answers: onFirstEdition(explanation()), revision: 1, locale: "vi", act: "submit", tenantName: "Ủy ban nhân dân thành phố Hà Nội" };
const files: Attached[] = [
  { name: "Sổ tiếp nhận tháng 3.xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", size: 18_240, dig: "A".repeat(43) },
  { name: "Công văn 12.pdf", type: "application/pdf", size: 104_857, dig: "B".repeat(43) },
];
const golden = (name: string) => readFileSync(new URL(`./transcripts/${name}.txt`, import.meta.url), "utf8");

describe("transcript@1.1.0 writes for ever what it writes today", () => {
  test.each<[string, Partial<Transcribed>]>([
    ["explanation-attached-vi", {}],
    ["appeal-attached-en", { pkg: firstEdition("appeal"), locale: "en", answers: { discrepancy: "dis_01980000-0000-7000-8000-00000000000d", text: "The source was not complete.", evidence: "The register of March, attached." } }],
  ])("%s", (name, change) => {
    const { text, renderer } = attachedTranscript({ ...filled, ...change }, files);
    expect([ATTACHED_RENDERER, renderer]).toEqual(["transcript@1.1.0", "transcript@1.1.0"]);
    expect(text).toBe(golden(name));
  });
});

test("without files it is transcript@1.0.0, to the byte", () => {
  expect(attachedTranscript(filled, [])).toEqual({ text: transcript(filled), renderer: RENDERER });
  expect(attachedTranscript(filled, files).text.startsWith(transcript(filled))).toBe(true);
});

test("a name cannot look like a line of ours", () => {
  const { text } = attachedTranscript(filled, [{ ...files[1]!, name: "a\n== x ==\u202efdp.pdf" }]);
  expect(text).toContain("Tệp 1/1: “a⟦U+000A⟧== x ==⟦U+202E⟧fdp.pdf”\n");
});
