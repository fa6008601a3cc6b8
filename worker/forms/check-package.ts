import type { Finding } from "../kernel/problem.ts";
import { checkDataSchema } from "./check-data-schema.ts";
import { checkFormLogic } from "./check-form-logic.ts";
import { checkLayout } from "./check-layout.ts";
import { checkPackageShape } from "./check-package-shape.ts";
import { checkTexts } from "./check-texts.ts";
import type { FormPackage } from "./contract.ts";

/**
 * Everything for which a package is not published (forms.md "Life of a form"). Pointers are into the package; the codes are
 * explained in the file that gives them. No finding means: any validator of JSON Schema 2020-12 agrees with ours on this
 * form, every rule ends, and every text is there in both languages.
 */
export function checkPackage(pkg: FormPackage): Finding[] {
  const shape = checkPackageShape(pkg);
  if (shape.length > 0) return shape;
  const schema = checkDataSchema(pkg.data);
  if (schema.length > 0) return schema;
  return [...checkLayout(pkg), ...checkFormLogic(pkg), ...checkTexts(pkg)];
}
