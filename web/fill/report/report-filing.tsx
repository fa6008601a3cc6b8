import { useEffect, useMemo, useState } from "react";
import type { Finding } from "../../../worker/kernel/problem.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { ErrorSummary } from "../../shared/components/error-summary.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { formatDay, formatMoment, formatWindow } from "../../shared/locale/format-moment.ts";
import { goTo } from "../../shared/place/place.ts";
import { checkDraft } from "./draft-answers.ts";
import { draftId } from "./draft-store.ts";
import { toFaults, toSummaryLines } from "./finding-texts.ts";
import { hasEntries, takesNoNumber, textOf } from "./form-columns.ts";
import { ReportEditor } from "./report-editor.tsx";
import { ReviewStep } from "./review-step.tsx";
import { useReportDraft } from "./use-report-draft.ts";
import type { Starting } from "./use-starting-draft.ts";

/** The two steps of a report: the table, and what is signed. Both show the same draft, so going back loses nothing. */
export function ReportFiling({ session, starting, isReview }: { session: SessionView; starting: Starting; isReview: boolean }) {
  const { form, due } = starting;
  const { reportType, period, from, to } = starting.draft.head;
  const editing = useReportDraft(draftId(session, reportType, period), starting.draft, starting.savedAt);
  const [attempt, setAttempt] = useState<{ round: number; errors: readonly Finding[] }>({ round: 0, errors: [] });
  const faults = useMemo(() => toFaults(attempt.errors), [attempt]);
  const address = `/fill/reports/${encodeURIComponent(reportType)}/${encodeURIComponent(period)}`;
  const verdict = isReview ? checkDraft(form.package, editing.draft) : null;

  const review = () => {
    const { errors } = checkDraft(form.package, editing.draft);
    setAttempt({ round: attempt.round + 1, errors });
    if (errors.length === 0) goTo(`${address}/review`);
  };
  useEffect(() => {
    if (verdict && verdict.errors.length > 0) goTo(address, "replace");
  }, [verdict?.errors.length]);

  if (verdict && verdict.errors.length === 0) return <ReviewStep session={session} form={form} editing={editing} warnings={verdict.warnings} back={address} />;
  return (
    <>
      <dl className="facts">
        <dt>{m.report_window()}</dt>
        <dd>{formatWindow({ from, to })}</dd>
        {due && (
          <>
            <dt>{m.report_deadline()}</dt>
            <dd>{formatDay(due.dueOn)}</dd>
          </>
        )}
      </dl>
      {editing.draft.amends && <Notice tone="note" title={m.amend_title()}><p>{m.amend_text()}</p></Notice>}
      {starting.isFiledMeanwhile && <Notice tone="attention" title={m.filed_meanwhile_title()}><p>{m.filed_meanwhile_text()}</p></Notice>}
      {attempt.errors.length > 0 && <ErrorSummary key={attempt.round} lines={toSummaryLines(form.package, editing.draft, attempt.errors)} />}
      <p>{takesNoNumber(form.package) && !hasEntries(form.package) ? m.services_hint() : textOf(form.package, "hint:rows")}</p>
      <ReportEditor pkg={form.package} editing={editing} faults={faults} />
      <div className="actions step-end">
        <Button kind="primary" icon="next" onPress={review}>{m.to_review()}</Button>
        <p className="soft small" role="status">{editing.savedAt === null ? m.draft_kept_by_itself() : m.draft_saved({ when: formatMoment(editing.savedAt) })}</p>
      </div>
    </>
  );
}
