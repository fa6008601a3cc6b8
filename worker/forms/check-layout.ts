import type { Finding } from "../kernel/problem.ts";
import type { FormField, FormPackage } from "./contract.ts";
import { findPointerOfRef, listFieldPaths, type FieldPath } from "./field-paths.ts";

/**
 * Why a layout may not be published. Every field stands in it exactly once, members of a repeating group as its columns: what the
 * layout leaves out, the transcript would not show. Codes: `layout-ref` (no such field, or not at its place), `layout-twice`,
 * `layout-missing` (at the field's pointer under `/data`).
 */
export function checkLayout(pkg: FormPackage): Finding[] {
  const fields = new Map(
    listFieldPaths(pkg.data)
      .filter(isShown)
      .map((field) => [field.pointer, field]),
  );
  const seen = new Set<string>();
  const findings = pkg.layout.pages.flatMap((page, p) =>
    page.sections.flatMap((section, s) => checkFields(section.fields, "", `/layout/pages/${p}/sections/${s}/fields`, fields, seen)),
  );
  const missing = [...fields.keys()].filter((pointer) => !seen.has(pointer)).map((pointer) => ({ pointer: `/data${pointer}`, code: "layout-missing" }));
  return [...findings, ...missing];
}

function checkFields(shown: readonly FormField[], group: string, at: string, fields: ReadonlyMap<string, FieldPath>, seen: Set<string>): Finding[] {
  return shown.flatMap((field, i) => {
    const pointer = findPointerOfRef(field.ref);
    const known = pointer === null ? undefined : fields.get(pointer);
    if (pointer === null || !known || known.group !== group) return [{ pointer: `${at}/${i}/ref`, code: "layout-ref" }];
    if (seen.has(pointer)) return [{ pointer: `${at}/${i}/ref`, code: "layout-twice" }];
    seen.add(pointer);
    return checkFields(field.columns ?? [], pointer, `${at}/${i}/columns`, fields, seen);
  });
}

/** An object is only a bracket around its members. */
function isShown({ schema }: FieldPath): boolean {
  return schema.type !== "object";
}
