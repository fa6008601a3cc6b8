import type { SubmissionView } from "../../../worker/submissions/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Table } from "../../shared/components/table.tsx";
import { formatMoment, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";

/** Everything the unit has signed and sent, the newest first, each with its receipt. */
export function FiledList({ tenant }: { tenant: string }) {
  const [filed] = useRemote<{ submissions: SubmissionView[]; next: string | null }>(`/v1/t/${tenant}/submissions`);
  if (filed.state !== "ready" || filed.value.submissions.length === 0) return null;
  return (
    <>
      <h2>{m.sent_heading()}</h2>
      <Table<SubmissionView>
        caption={m.sent_heading()}
        rows={filed.value.submissions}
        rowKey={(submission) => submission.jti}
        columns={[
          { id: "what", title: m.sent_what(), isRowTitle: true, cell: (submission) => <a href={`/fill/submissions/${submission.jti}`}>{whatOf(submission)}</a> },
          { id: "at", title: m.sent_at(), cell: (submission) => formatMoment(submission.receivedAt) },
          { id: "by", title: m.sent_by(), cell: (submission) => submission.signer.name ?? m.signer_of_other_tenant() },
          { id: "index", title: m.log_index(), isCount: true, cell: (submission) => submission.logIndex },
        ]}
      />
    </>
  );
}

export function whatOf({ reportType, period, act, form }: Pick<SubmissionView, "reportType" | "period" | "act" | "form">): string {
  if (reportType === null || period === null) return form.id === "explanation" ? m.sent_explanation() : form.id === "decision" ? m.sent_decision() : form.id;
  const report = `${reportTypeName(reportType)}, ${formatPeriod(period)}`;
  return act === "amend" ? m.sent_amendment({ report }) : report;
}
