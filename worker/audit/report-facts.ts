import type { FieldsReport, PrintedRateRow, PrintedRatesReport, ServicesReport } from "../forms/contract.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import type { SignedReport } from "../submissions/report-queries.ts";
import type { PrintedRate, ReportFacts } from "./facts.ts";

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
  if (formId === "printed-rates") return { ...head, kind: "rates", rows: (answers as PrintedRatesReport).rows.map(toPrintedRate) };
  throw new Error(`The rules read no reports on the form ${formId}`);
}

function toPrintedRate({ id, name, about, period, definition, printed, numerator, denominator, carried, counts, source }: PrintedRateRow): PrintedRate {
  return { id, name, about, period, definition: definition === "none" ? null : definition, printed, numerator, denominator, carriedOver: carried, approximate: counts === "rounded", source };
}

type Answers = FieldsReport | ServicesReport | PrintedRatesReport;

function answersOf({ jti, jws }: SignedReport): Answers {
  try {
    const payload = signedClaims<{ data: Answers }>(jws);
    if (!Array.isArray(payload.data.rows)) throw new TypeError();
    return payload.data;
  } catch {
    throw new Error(`The submission ${jti} is not readable as a report`);
  }
}
