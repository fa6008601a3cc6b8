import type { FieldsReport, PrintedRatesReport, ServicesReport } from "../forms/contract.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import type { ReportMark } from "./obligation-contract.ts";

/** Whether a report says nothing (no rows, or no number in any) or 0 in every cell: complete both, and both worth a look. Null is neither, or no report on a known form. */
export function markOf(jws: string): ReportMark | null {
  const data = answersOf(jws);
  if (!data) return null;
  // A printed rate is a number that stands there as text, and its counts are often not printed.
  if (data.rows.some((row) => "printed" in row)) return null;
  const numbers = data.rows.flatMap((row) => Object.values(row).filter((value) => typeof value === "number" || value === null));
  const given = numbers.filter((value) => value !== null);
  if (given.length === 0) return "empty";
  return given.every((value) => value === 0) ? "all-zero" : null;
}

function answersOf(jws: string): FieldsReport | ServicesReport | PrintedRatesReport | null {
  try {
    const { data } = signedClaims<{ data: FieldsReport | ServicesReport | PrintedRatesReport }>(jws);
    return Array.isArray(data.rows) ? data : null;
  } catch {
    return null;
  }
}
