import { readFileSync } from "node:fs";
import type { FormPackage } from "../../../../worker/forms/contract.ts";

/** The first edition of a form, as it was published: canonical bytes that signatures name for ever. */
export function firstEdition(form: "explanation" | "decision" | "appeal"): FormPackage {
  return JSON.parse(readFileSync(new URL(`./${form}-1.json`, import.meta.url), "utf8")) as FormPackage;
}
