import type { FieldsReport, ServicesReport } from "../forms/contract.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import type { SignedReport } from "../submissions/report-queries.ts";
import type { ReportFacts } from "./facts.ts";

/**
 * What the signed document says, read from its exact bytes; it was checked against its form when it was accepted. Throws,
 * without a word of its content, when it is no report on this form.
 */
export function toReportFacts(signed: SignedReport, formId: string): ReportFacts {
  const { jti, digest, receivedAt, firstReceivedAt } = signed;
  const answers = answersOf(signed);
  const head = { jti, digest, receivedAt, firstReceivedAt, from: answers.from, to: answers.to };
  if (formId === "ii06a") return { ...head, kind: "fields", rows: (answers as FieldsReport).rows };
  if (formId === "services-report") return { ...head, kind: "services", rows: (answers as ServicesReport).rows };
  throw new Error(`The rules read no reports on the form ${formId}`);
}

function answersOf({ jti, jws }: SignedReport): FieldsReport | ServicesReport {
  try {
    const payload = signedClaims<{ data: FieldsReport | ServicesReport }>(jws);
    if (!Array.isArray(payload.data.rows)) throw new TypeError();
    return payload.data;
  } catch {
    throw new Error(`The submission ${jti} is not readable as a report`);
  }
}
