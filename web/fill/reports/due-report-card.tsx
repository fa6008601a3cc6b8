import type { ComponentChildren } from "preact";
import type { DueReport } from "../../../worker/submissions/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import type { IconName } from "../../shared/components/icon.tsx";
import { Tag, type Tone } from "../../shared/components/tag.tsx";
import { daysUntil, formatDay, formatMoment, formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { draftId } from "../report/draft-store.ts";
import { serverNow } from "../../shared/remote/server-clock.ts";

const looks: Record<DueReport["state"], { tone: Tone; icon: IconName; text: () => string }> = {
  open: { tone: "note", icon: "clock", text: m.due_state_open },
  overdue: { tone: "bad", icon: "octagon", text: m.due_state_overdue },
  "waits-for-head": { tone: "attention", icon: "pen", text: m.due_state_waits_for_head },
  rejected: { tone: "bad", icon: "back", text: m.due_state_rejected },
  filed: { tone: "good", icon: "check", text: m.due_state_filed },
  "filed-late": { tone: "attention", icon: "check", text: m.due_state_filed_late },
};

/** One report that is owed: which days it covers, until when, where it stands, and the next step. */
export function DueReportCard({ session, report, drafts, children }: { session: SessionView; report: DueReport; drafts: readonly string[]; /** What can be done about its deadline. */ children?: ComponentChildren }) {
  const { reportType, period, dueOn, filed, pending } = report;
  const left = daysUntil(dueOn, serverNow());
  const hasDraft = drafts.includes(draftId(session, reportType, period));
  const address = `/fill/reports/${reportType}/${period}`;
  const look = looks[report.state];
  return (
    <section className="card due-report" aria-label={`${reportTypeName(reportType)}, ${formatPeriod(period)}`}>
      <div className="due-report-head">
        <h3>{reportTypeName(reportType)}, {formatPeriod(period)}</h3>
        <Tag tone={look.tone} icon={look.icon} text={look.text()} />
        {filed && pending && <Tag tone={looks[pending.state].tone} icon={looks[pending.state].icon} text={looks[pending.state].text()} />}
      </div>
      <dl className="facts">
        <dt>{m.report_window()}</dt>
        <dd>{formatWindow(report)}</dd>
        <dt>{m.report_deadline()}</dt>
        <dd>
          {formatDay(dueOn)} {!filed && <span className="soft">({left < 0 ? m.days_over({ days: -left }) : left === 0 ? m.due_is_today() : m.days_left({ days: left })})</span>}
        </dd>
        {filed && (
          <>
            <dt>{m.filed_at()}</dt>
            <dd>{formatMoment(filed.receivedAt)}</dd>
          </>
        )}
        {pending && (
          <>
            <dt>{pending.state === "rejected" ? m.returned_report() : m.waits_since()}</dt>
            <dd>{formatMoment(pending.receivedAt)}</dd>
          </>
        )}
      </dl>
      <div className="actions">
        {pending?.state === "waits-for-head" && <ButtonLink kind={hasRole(session, "head") ? "primary" : "quiet"} icon="pen" href={hasRole(session, "head") ? `/fill/approvals/${pending.jti}` : `/fill/submissions/${pending.jti}`}>{hasRole(session, "head") ? m.approval_open() : m.see_signed()}</ButtonLink>}
        {pending?.rejection && <ButtonLink href={`/fill/submissions/${pending.rejection}`}>{m.see_rejection()}</ButtonLink>}
        {pending && <ButtonLink kind={pending.state === "rejected" ? "primary" : "quiet"} icon="pen" href={address}>{hasDraft ? m.continue_amendment() : m.amend_filed()}</ButtonLink>}
        {!filed && !pending && <ButtonLink kind="primary" icon="pen" href={address}>{hasDraft ? m.continue_draft() : m.fill_in()}</ButtonLink>}
        {filed && <ButtonLink href={`/fill/submissions/${filed.jti}`}>{m.see_receipt()}</ButtonLink>}
        {filed && !pending && <ButtonLink kind="quiet" icon="pen" href={address}>{hasDraft ? m.continue_amendment() : m.amend_filed()}</ButtonLink>}
      </div>
      {children}
    </section>
  );
}
