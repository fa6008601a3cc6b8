import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { draftId } from "../report/draft-store.ts";

/** Without a network: the reports whose drafts this device keeps, which can be gone on with. */
export function KeptDrafts({ session, drafts }: { session: SessionView; drafts: readonly string[] }) {
  const own = drafts.filter((id) => id.startsWith(draftId(session, "", "").slice(0, -1))).map((id) => id.split("/").slice(2));
  const reports = own.filter((parts) => parts.length === 2 && parts[0] !== "explanation" && parts[0] !== "appeal") as [string, string][];
  if (reports.length === 0) return null;
  return (
    <>
      <h2>{m.kept_drafts()}</h2>
      <ul>
        {reports.map(([reportType, period]) => <li key={`${reportType}/${period}`}><a href={`/fill/reports/${reportType}/${period}`}>{reportTypeName(reportType)}, {formatPeriod(period)}</a></li>)}
      </ul>
    </>
  );
}
