import type { FieldsReport, PrintedRatesReport, ServicesReport } from "../forms/contract.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import type { ReportMark } from "./obligation-contract.ts";

/** `unanswered`: how many of the numbers that the report asks for were left as "no number given". */
export type JudgedAnswers = { unanswered: number; mark: ReportMark | null };

/**
 * What a report's answers say beyond its numbers. A printed rate stands there as text, and its counts are often not printed: nothing of
 * it is unanswered. Anything that is no report on a known form is neither marked nor unanswered.
 */
export function judgeAnswers(answers: unknown): JudgedAnswers {
  const { rows } = answers as Partial<FieldsReport | ServicesReport | PrintedRatesReport>;
  if (!Array.isArray(rows) || rows.some((row) => "printed" in row)) return { unanswered: 0, mark: null };
  const numbers = rows.flatMap((row) => Object.values(row).filter((value) => typeof value === "number" || value === null));
  const given = numbers.filter((value) => value !== null);
  const mark = given.length === 0 ? "empty" : given.every((value) => value === 0) ? "all-zero" : null;
  return { unanswered: numbers.length - given.length, mark };
}

/** The same of a stored report, for those that came before it was kept with them. */
export function judgeStored(jws: string): JudgedAnswers {
  try {
    return judgeAnswers(signedClaims<{ data: unknown }>(jws).data ?? {});
  } catch {
    return { unanswered: 0, mark: null };
  }
}
