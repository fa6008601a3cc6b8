import type { Finding } from "../kernel/problem.ts";
import { locales, type FormField, type FormPackage, type Locale } from "./contract.ts";
import { listFieldPaths } from "./field-paths.ts";
import { showInvisible } from "./show-invisible.ts";

/**
 * Why the texts may not be published: `text-missing` in one language or both, `text-placeholders` that differ between the
 * languages, `text-markup` (texts are text, never HTML), `text-invisible` (characters that hide or move others), `not-nfc`.
 */
export function checkTexts(pkg: FormPackage): Finding[] {
  const keys = new Set([...listNeededKeys(pkg), ...locales.flatMap((locale) => Object.keys(pkg.i18n[locale]))]);
  return [...keys].flatMap((key) => {
    const findings = locales.flatMap((locale) => checkText(textOf(pkg, locale, key)).map((code) => ({ pointer: pointerOf(locale, key), code })));
    const [first, ...others] = locales.map((locale) => placeholdersOf(textOf(pkg, locale, key) ?? ""));
    return findings.length === 0 && others.some((other) => other !== first) ? [{ pointer: pointerOf("en", key), code: "text-placeholders" }] : findings;
  });
}

/** Every key the form itself asks for: titles, hints, messages, a label for every field, a wording for every code. */
function listNeededKeys({ title_key, layout, logic, data }: FormPackage): string[] {
  const sections = layout.pages.flatMap((page) => page.sections);
  const shown = sections.flatMap((section) => section.fields).flatMap(withColumns);
  const fields = listFieldPaths(data).filter(({ schema }) => schema.type !== "object");
  return [
    title_key,
    ...layout.pages.map((page) => page.title_key),
    ...[...sections.map((section) => section.title_key), ...shown.map((field) => field.hint_key)].filter((key) => key !== undefined),
    ...logic.checks.map((check) => check.message_key),
    ...fields.flatMap(({ pointer, schema }) => [
      `label:${pointer}`,
      ...(schema.type === "string" ? (schema.enum ?? (schema.const === undefined ? [] : [schema.const])).map((option) => `code:${pointer}=${option}`) : []),
    ]),
  ];
}

function withColumns(field: FormField): FormField[] {
  return [field, ...(field.columns ?? []).flatMap(withColumns)];
}

function checkText(text: string | undefined): string[] {
  if (text === undefined || text.trim() === "") return ["text-missing"];
  return [
    ...(/<[a-z!/?]/i.test(text) ? ["text-markup"] : []),
    ...(showInvisible(text) === text ? [] : ["text-invisible"]),
    ...(text.normalize("NFC") === text ? [] : ["not-nfc"]),
  ];
}

function textOf(pkg: FormPackage, locale: Locale, key: string): string | undefined {
  return Object.hasOwn(pkg.i18n[locale], key) ? pkg.i18n[locale][key] : undefined;
}

function placeholdersOf(text: string): string {
  return [...new Set(text.match(/\{[^{}]*\}/g))].sort().join();
}

function pointerOf(locale: string, key: string): string {
  return `/i18n/${locale}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
