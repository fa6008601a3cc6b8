import type { FormField, FormPackage, Locale } from "./contract.ts";
import { findPointerOfRef, memberAt, namesOf } from "./field-paths.ts";
import { showInvisible } from "./show-invisible.ts";

/**
 * Names this exact way of writing. A change of one character in any transcript is a new version: then this file is kept under its
 * old name beside the new one, so that every signature can be shown again as it was seen.
 */
export const RENDERER = "transcript@1.0.0";

export type Transcribed = {
  pkg: FormPackage;
  revision: number;
  locale: Locale;
  answers: unknown;
  act: "submit" | "amend";
  tenantName: string;
};

/**
 * The text a person reads and signs, and whose SHA-256 is in the signature as `view.dig` (GFS-1 §1.4). Every line is made here: a
 * label, a colon and a value, or a heading; a value of several lines stands below its label, each line behind `  | `.
 * Numbers are plain digits without grouping, because 1.234 is two different numbers in two countries. Days stay YYYY-MM-DD.
 * Texts stand in “quotation marks” unless they are plain codes or days; the code of an option stands in brackets after its label. NFC, LF, a final line feed.
 * Depends on nothing but its argument.
 */
export function transcript(transcribed: Transcribed): string {
  const { pkg, revision, locale, answers, act, tenantName } = transcribed;
  const words = wordsOf[locale];
  const page: Page = { pkg, locale, words, textOf: (key) => showInvisible(pkg.i18n[locale][key] ?? key) };
  const lines = [
    `${words.tenant}: ${showInvisible(tenantName)}`,
    `${words.form}: ${page.textOf(pkg.title_key)}`,
    `${words.edition}: ${pkg.id}, ${words.revision} ${revision}`,
    `${words.act}: ${words.acts[act]} (${act})`,
    ...pkg.layout.pages.flatMap(({ title_key, sections }) => [
      "",
      `== ${page.textOf(title_key)} ==`,
      ...sections.flatMap((section) => [
        ...(section.title_key === undefined ? [] : [`-- ${page.textOf(section.title_key)} --`]),
        ...section.fields.flatMap((field) => fieldLines(page, field, answers, "")),
      ]),
    ]),
  ];
  return `${lines.join("\n")}\n`.normalize("NFC");
}

type Words = (typeof wordsOf)[Locale];
type Page = { pkg: FormPackage; locale: Locale; words: Words; textOf: (key: string) => string };

/** `scope` is the answer or the row that holds the field; `above` the pointer of that row's group. */
function fieldLines(page: Page, field: FormField, scope: unknown, above: string): string[] {
  const pointer = findPointerOfRef(field.ref) ?? field.ref;
  const label = page.textOf(`label:${pointer}`);
  const value = memberAt(scope, namesOf(pointer.slice(above.length)));
  if (!Array.isArray(value)) return valueLines(page, label, pointer, value);
  if (value.length === 0) return [`${label}: ${page.words.noRows}`];
  const rows = value.flatMap((row: unknown, i) => {
    const heading = `${page.words.row} ${i + 1}/${value.length}`;
    if (!field.columns) return valueLines(page, heading, pointer, row);
    return [heading, ...field.columns.flatMap((column) => fieldLines(page, column, row, pointer)).map((line) => `  ${line}`)];
  });
  return [`${label}:`, ...rows];
}

function valueLines(page: Page, label: string, pointer: string, value: unknown): string[] {
  if (typeof value === "string" && value.includes("\n")) {
    return [`${label}:`, ...value.split("\n").map((line) => `  | ${showInvisible(line)}`)];
  }
  return [`${label}: ${wordingOf(page, pointer, value)}`];
}

function wordingOf({ pkg, locale, words }: Page, pointer: string, value: unknown): string {
  if (value === undefined) return words.notAnswered;
  if (value === null) return words.noNumber;
  if (value === "") return words.empty;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return `${words[`${value}`]} (${value})`;
  if (typeof value !== "string") return showInvisible(JSON.stringify(value));
  const option = pkg.i18n[locale][`code:${pointer}=${value}`];
  if (option !== undefined) return `${showInvisible(option)} (${showInvisible(value)})`;
  return plainCode.test(value) ? value : `“${showInvisible(value)}”`;
}

const plainCode = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const wordsOf = {
  vi: {
    tenant: "Đơn vị",
    form: "Biểu mẫu",
    edition: "Mã biểu mẫu",
    revision: "bản",
    act: "Việc ký",
    row: "Dòng",
    acts: { submit: "Nộp", amend: "Nộp bản sửa, thay bản đã nộp" },
    notAnswered: "(không trả lời)",
    noNumber: "(không có số liệu)",
    empty: "(để trống)",
    noRows: "(không có dòng nào)",
    true: "Có",
    false: "Không",
  },
  en: {
    tenant: "Unit",
    form: "Form",
    edition: "Form code",
    revision: "revision",
    act: "Act signed",
    row: "Row",
    acts: { submit: "Submit", amend: "Submit a correction that replaces the earlier one" },
    notAnswered: "(not answered)",
    noNumber: "(no number given)",
    empty: "(left empty)",
    noRows: "(no rows)",
    true: "Yes",
    false: "No",
  },
} as const;
