import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FormPackage } from "../../../worker/forms/contract.ts";
import { decision as decisionForm } from "../../../worker/forms/national/decision.ts";
import { explanation as explanationForm } from "../../../worker/forms/national/explanation.ts";
import { ii06a } from "../../../worker/forms/national/ii06a.ts";
import { printedRates as printedForm } from "../../../worker/forms/national/printed-rates.ts";
import { servicesReport as servicesForm } from "../../../worker/forms/national/services-report.ts";
import { canonicalText } from "../../../worker/forms/package-digest.ts";
import { RENDERER, transcript, type Transcribed } from "../../../worker/forms/transcript.ts";
import { firstEdition } from "./editions/first-edition.ts";
import { decision, explanation, fieldRow, fieldsReport, onFirstEdition, printedRates, servicesReport } from "./sample-answers.ts";

const signing = (pkg: FormPackage, answers: unknown, change: Partial<Transcribed> = {}): Transcribed => ({
  pkg,
  answers,
  revision: 1,
  locale: "vi",
  act: "submit",
  tenantName: "Ủy ban nhân dân thành phố Hà Nội",
  ...change,
});
const golden = (name: string) => readFileSync(new URL(`./transcripts/${name}.txt`, import.meta.url), "utf8");

describe("transcript@1.0.0 writes for ever what it writes today", () => {
  test.each([
    ["ii06a-vi", signing(ii06a, fieldsReport(fieldRow(), fieldRow("ho-tich", "Hộ tịch")))],
    ["ii06a-en", signing(ii06a, fieldsReport(), { locale: "en", act: "amend", tenantName: "People's Committee of Hà Nội" })],
    ["services-report-vi", signing(servicesForm, servicesReport())],
    ["printed-rates-vi", signing(printedForm, printedRates())],
    ["explanation-vi", signing(firstEdition("explanation"), onFirstEdition(explanation()))],
    ["decision-en", signing(firstEdition("decision"), onFirstEdition(decision()), { locale: "en" })],
    ["explanation-2-vi", signing(explanationForm, explanation(), { revision: 2 })],
    ["decision-2-en", signing(decisionForm, decision(), { revision: 2, locale: "en" })],
  ])("%s", (name, transcribed) => {
    expect(RENDERER).toBe("transcript@1.0.0");
    expect(transcript(transcribed)).toBe(golden(name));
  });

  test("and the same from the package as stored, whose members are in another order", () => {
    const stored = JSON.parse(canonicalText(ii06a)) as FormPackage;
    expect(Object.keys(stored)).not.toEqual(Object.keys(ii06a));
    expect(transcript(signing(stored, fieldsReport()))).toBe(transcript(signing(ii06a, fieldsReport())));
  });
});

test("every number is there, plain and ungrouped", () => {
  const row = Object.fromEntries(Object.entries(fieldRow()).map(([name, value], i) => [name, typeof value === "number" ? 123_456_780 + i : value]));
  const lines = transcript(signing(ii06a, { ...fieldsReport(), rows: [row] }));
  for (const value of Object.values(row)) expect(lines).toContain(`: ${typeof value === "number" ? String(value) : ""}`);
  expect(lines).not.toMatch(/\d[.,\s]\d{3}/);
});

describe("none, nothing and not answered are three things", () => {
  const linesOf = (answers: unknown, pkg: FormPackage, locale: "vi" | "en") => transcript(signing(pkg, answers, { locale })).split("\n");

  test("no number given", () => {
    expect(linesOf(servicesReport(), servicesForm, "vi")).toContain("  (4) Hồ sơ tiếp nhận trực tuyến: (không có số liệu)");
    expect(linesOf(servicesReport(), servicesForm, "en")).toContain("  (4) Filings received online: (no number given)");
    expect(linesOf(servicesReport(), servicesForm, "vi")).toContain("  (5) Tổng số hồ sơ tiếp nhận: 0");
  });

  test("left empty", () => {
    expect(linesOf({ ...decision(), text: "" }, decisionForm, "vi")).toContain("Diễn giải: (để trống)");
  });

  test("not answered, no rows", () => {
    expect(linesOf({ rows: [] }, ii06a, "vi")).toContain("Từ ngày: (không trả lời)");
    expect(linesOf({ rows: [] }, ii06a, "en")).toContain("Filings received and resolved (unit: filings): (no rows)");
  });

  test("words that look like one of these stand in quotation marks", () => {
    expect(linesOf({ ...decision(), text: "(left empty)" }, decisionForm, "en")).toContain("Comment: “(left empty)”");
  });
});

describe("a text cannot look like something else", () => {
  const show = (text: string) => transcript(signing(explanationForm, { ...explanation(), text }));

  test.each([
    ["reversed text", "số \u202e001", "⟦U+202E⟧"],
    ["isolated text", "a\u2066b", "⟦U+2066⟧"],
    ["a zero-width space", "1\u200b0", "⟦U+200B⟧"],
    ["a byte order mark", "a\ufeffb", "⟦U+FEFF⟧"],
    ["a soft hyphen", "a\u00adb", "⟦U+00AD⟧"],
    ["a carriage return that would begin the line anew", "a\rGiải trình", "⟦U+000D⟧"],
    ["a line separator", "a\u2028b", "⟦U+2028⟧"],
    ["an escape sequence of a terminal", "a\u001b[2Kb", "⟦U+001B⟧"],
    ["a blank letter", "a\u3164b", "⟦U+3164⟧"],
    ["a tag", "a\u{e0041}b", "⟦U+E0041⟧"],
    ["a space that is none", "a\u00a0b", "⟦U+00A0⟧"],
    ["our own mark", "⟦U+202E⟧", "⟦U+27E6⟧U+202E⟧"],
    ["a pile of accents over other lines", "a\u0332\u0333\u0333", "⟦U+0333⟧⟦U+0333⟧"],
    ["half a character", "a\ud83d", "⟦U+D83D⟧"],
  ])("%s", (_, text, mark) => {
    expect(show(text)).toContain(mark);
  });

  test("Vietnamese letters stay as they are", () => {
    const alphabet = "Thủy, Thuỷ: ăâđêôơư ẠẢẤẦẨẪẬẮẰẲẴẶ ửữựỳỵỷỹ";
    expect(show(alphabet)).toContain(`“${alphabet}”`);
  });

  test("a line inside a value does not begin like a line of the form", () => {
    const lines = show("đúng\nMã chênh lệch: dis_khác\n== Kỳ báo cáo ==").split("\n");
    expect(lines.slice(-6)).toEqual(["Giải trình:", "  | đúng", "  | Mã chênh lệch: dis_khác", "  | == Kỳ báo cáo ==", "Số mà đơn vị cho là đúng: (không trả lời)", ""]);
  });

  test("nor does the name of a unit or a label", () => {
    const pkg = { ...explanationForm, i18n: { ...explanationForm.i18n, vi: { ...explanationForm.i18n.vi, "label:/text": "Giải trình\nSố: 1\u202e" } } };
    const text = transcript(signing(pkg, explanation(), { tenantName: "Hà Nội\nBiểu mẫu: khác" }));
    expect(text.split("\n")[0]).toBe("Đơn vị: Hà Nội⟦U+000A⟧Biểu mẫu: khác");
    expect(text).toContain("Giải trình⟦U+000A⟧Số: 1⟦U+202E⟧:");
  });

  test("whatever is written in it, the lines of the form stay the same", () => {
    const shape = (text: string) =>
      show(text)
        .split("\n")
        .filter((line) => !line.startsWith("  | "))
        .map((line) => line.split(":")[0]);
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
        expect(shape(text)).toEqual(shape("x"));
        expect(show(text)).toBe(show(text).normalize("NFC"));
      }),
      { numRuns: 500 },
    );
  });
});

test("two different reports never read the same", () => {
  const text = fc.string({ unit: "binary", maxLength: 20 }).map((raw) => raw.toWellFormed().normalize("NFC"));
  fc.assert(
    fc.property(text, text, (one, other) => {
      fc.pre(one !== other);
      const show = (written: string) => transcript(signing(explanationForm, { ...explanation(), text: written }));
      expect(show(one)).not.toBe(show(other));
    }),
    { numRuns: 500 },
  );
});
