import type { FormPackage } from "../../../worker/forms/contract.ts";
import type { Finding } from "../../../worker/kernel/problem.ts";
import { m } from "../../words/m.ts";
import { currentLocale } from "../locale/current-locale.ts";

/** What is wrong at the place, in the form's own words where its check has some; undefined when nothing is. */
export function findingText(pkg: FormPackage, findings: readonly Finding[], pointer: string): string | undefined {
  const found = findings.find((finding) => finding.pointer === pointer);
  if (!found) return undefined;
  const check = pkg.logic.checks.find(({ id }) => id === found.code);
  return (check && pkg.i18n[currentLocale()][check.message_key]) ?? m.extension_field_needed();
}
