import type { FieldRow } from "../../forms/contract.ts";
import type { AuditFacts } from "../facts.ts";

/** What the field of a row is called: as the catalogue has it, or else as the report does. */
export function fieldName(facts: AuditFacts, row: Pick<FieldRow, "field" | "name">): { subjectNameVi: string; subjectNameEn: string } {
  const field = facts.services.find((service) => service.field.code === row.field)?.field;
  return { subjectNameVi: field?.nameVi ?? row.name, subjectNameEn: field?.nameEn ?? row.name };
}
