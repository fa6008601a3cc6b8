import type { FormField, FormPackage } from "../../../worker/forms/contract.ts";
import { findPointerOfRef } from "../../../worker/forms/field-paths.ts";
import { currentLocale } from "../../shared/locale/current-locale.ts";

export type CountColumn = { name: string; label: string; hint: string | undefined };

/** The columns of the report's table that are typed, in the order of the form, with its own words. */
export function listCountColumns(pkg: FormPackage): CountColumn[] {
  return columnsOf(pkg).filter((column) => column.widget === "count").map((column) => ({ name: nameOf(column), label: labelOf(pkg, nameOf(column)), hint: column.hint_key && textOf(pkg, column.hint_key) }));
}

/** The columns that are texts: codes and names that stand in the form already, and what somebody writes into an entry. */
export function listTextColumns(pkg: FormPackage): string[] {
  return columnsOf(pkg).filter((column) => column.widget !== "count").map(nameOf);
}

/** Whether the rows are entries, which whoever fills in the form adds and takes away. */
export function hasEntries(pkg: FormPackage): boolean {
  return tableOf(pkg)?.widget === "entries";
}

/** Whether a row may say "no number given". */
export function takesNoNumber(pkg: FormPackage): boolean {
  return Object.values(pkg.data.properties?.["rows"]?.items?.properties ?? {}).some((column) => Array.isArray(column.type));
}

export function labelOf(pkg: FormPackage, column: string): string {
  return textOf(pkg, `label:/rows/${column}`);
}

export function textOf(pkg: FormPackage, key: string): string {
  return pkg.i18n[currentLocale()][key] ?? key;
}

export function columnsOf(pkg: FormPackage): readonly FormField[] {
  return tableOf(pkg)?.columns ?? [];
}

function tableOf(pkg: FormPackage): FormField | undefined {
  const fields = pkg.layout.pages.flatMap((page) => page.sections.flatMap((section) => section.fields));
  return fields.find((field) => field.columns);
}

export function nameOf(column: FormField): string {
  return findPointerOfRef(column.ref)?.split("/").at(-1) ?? "";
}
