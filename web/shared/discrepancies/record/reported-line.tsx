import type { DiscrepancyDetail } from "../../../../worker/review/contract.ts";
import type { SubmissionDocumentView } from "../../../../worker/submissions/contract.ts";
import { m } from "../../../words/m.ts";
import { evidenceName, evidenceText } from "./evidence-words.ts";

type Line = Record<string, string | number | null>;

/** The line of the signed report that is about the discrepancy's subject, field by field. Nothing for the unit as a whole, or where the report has no such line. */
export function ReportedLine({ signed, subject }: { signed: SubmissionDocumentView; subject: DiscrepancyDetail["subject"] }) {
  const rows = signed.answers["rows"];
  const line = subject && Array.isArray(rows) ? (rows as Line[]).find((row) => row[subject.kind] === subject.code) : undefined;
  if (!line) return null;
  const columns = Object.entries(line).filter(([name]) => name !== "field" && name !== "service" && name !== "name");
  return (
    <>
      <p className="small"><strong>{m.document_line()}</strong></p>
      <dl className="evidence">{columns.toSorted(byColumn).map(([name, value]) => <div key={name}><dt>{evidenceName(name)}</dt><dd>{evidenceText(name, value)}</dd></div>)}</dl>
    </>
  );
}

/** As the form has them: `c4` before `c10`. */
function byColumn([a]: [string, unknown], [b]: [string, unknown]): number {
  return a.localeCompare(b, "en", { numeric: true });
}
