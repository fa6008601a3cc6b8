import type { SubmissionView } from "../../../worker/submissions/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Table } from "../../shared/components/table.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { formatMoment, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { standingLook } from "../../signing/standing-text.ts";

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
          { id: "worth", title: m.standing_title(), cell: (submission) => <SubmissionTag submission={submission} /> },
          { id: "at", title: m.sent_at(), cell: (submission) => formatMoment(submission.receivedAt) },
          { id: "by", title: m.sent_by(), cell: (submission) => submission.signer.name ?? m.signer_of_other_tenant() },
          { id: "index", title: m.log_index(), isCount: true, cell: (submission) => submission.logIndex },
        ]}
      />
    </>
  );
}

/** Where it stands: waiting or returned before it counts, else what its signature is worth. */
function SubmissionTag({ submission }: { submission: SubmissionView }) {
  if (submission.agency.state === "waiting" && !submission.amendedBy) return <Tag tone="attention" icon="pen" text={m.due_state_waits_for_head()} />;
  if (submission.agency.state === "refused") return <Tag tone="bad" icon="back" text={m.due_state_rejected()} />;
  // Here a word is enough; the receipt says the rest.
  const look = standingLook(submission);
  return <Tag {...look} text={submission.standing === "VALID_KEY_RETIRED" ? m.standing_valid() : look.text} />;
}

export function whatOf(submission: Pick<SubmissionView, "reportType" | "period" | "act" | "form" | "over">): string {
  const { act, over } = submission;
  const report = filedName(submission);
  if (act === "amend") return m.sent_amendment({ report });
  if (!over) return report;
  if (act === "reject") return m.sent_rejection({ report });
  return over.countersignature === "agency" ? m.sent_approval({ report }) : m.sent_confirmation({ report });
}

function filedName({ reportType, period, form }: Pick<SubmissionView, "reportType" | "period" | "form">): string {
  if (reportType !== null && period !== null) return `${reportTypeName(reportType)}, ${formatPeriod(period)}`;
  return ownNames[form.id]?.() ?? form.id;
}

const ownNames: Readonly<Record<string, () => string>> = {
  explanation: m.sent_explanation,
  decision: m.sent_decision,
  "decision-manifest": m.sent_decision_manifest,
  appeal: m.sent_appeal,
  "extension-request": m.sent_extension,
  "extension-decision": m.sent_extension_decision,
};
