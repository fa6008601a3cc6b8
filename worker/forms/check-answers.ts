import type { Finding } from "../kernel/problem.ts";
import { checkJson } from "./check-json.ts";
import { checkLogic } from "./check-logic.ts";
import { checkSchema } from "./check-schema.ts";
import type { FormPackage } from "./contract.ts";

/** Errors stop the signature; warnings are shown before it and stop nothing. */
export type AnswerFindings = { errors: Finding[]; warnings: Finding[] };

/** More than a person or a program corrects in one go; the rest would only make the refusal long. */
const MAX_FINDINGS = 500;

/**
 * Everything that is wrong with the answers to a form: the same verdict in the browser before signing and in the Worker
 * after. Pointers name the exact member (RFC 6901), also a missing or an unknown one. Codes: the keywords of the form's
 * schema, `unknown-member`, those of check-json.ts, `irrelevant`, `required`, `computed`, and the ids of the form's own checks.
 * Takes any value, never throws, changes nothing.
 */
export function checkAnswers(pkg: FormPackage, answers: unknown): AnswerFindings {
  const unreadable = checkJson(answers);
  if (unreadable.some((finding) => finding.code !== "not-nfc")) return { errors: unreadable.slice(0, MAX_FINDINGS), warnings: [] };
  const misfits = [...unreadable, ...checkSchema(pkg, answers)];
  const logic = checkLogic(pkg, answers, misfits);
  return { errors: [...misfits, ...logic.errors].slice(0, MAX_FINDINGS), warnings: logic.warnings.slice(0, MAX_FINDINGS) };
}
