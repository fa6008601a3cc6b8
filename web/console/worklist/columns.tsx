import type { ComponentChildren } from "preact";
import type { DiscrepancyView, ListColumn } from "../../../worker/worklist/contract.ts";
import { m } from "../../words/m.ts";
import { Icon } from "../../shared/components/icon.tsx";
import { SeverityTag, Tag } from "../../shared/components/tag.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatCount, formatPercent } from "../../shared/locale/format-count.ts";
import { daysUntil, formatDay, formatPeriod } from "../../shared/locale/format-moment.ts";
import { ruleNames, stateLooks } from "../../shared/discrepancies/words.ts";
import { ActualSide, ReportedSide } from "../../shared/discrepancies/sides.tsx";
import { Difference } from "../../shared/discrepancies/difference.tsx";
import { DueDay } from "../discrepancies/due-day.tsx";

export type ColumnLook = { title: () => string; cell: (row: DiscrepancyView) => ComponentChildren; isCount?: true; /** Its share of the width, in the units of CSS grid. */ width: string };

const none = <span className="soft">–</span>;

/** How each column of the list is headed and filled. */
export const columnLooks: Record<ListColumn, ColumnLook> = {
  severity: { title: m.column_severity, width: "8.125rem", cell: ({ severity }) => <SeverityTag severity={severity} /> },
  state: { title: m.column_state, width: "8.25rem", cell: (row) => <StateCell row={row} /> },
  tenant: { title: m.column_tenant, width: "minmax(5.5rem, 1fr)", cell: ({ tenant }) => inLocale(tenant.nameVi, tenant.nameEn) },
  subject: { title: m.column_subject, width: "minmax(10rem, 2.5fr)", cell: (row) => <SubjectCell row={row} /> },
  rule: { title: m.column_rule, width: "minmax(10rem, 1fr)", cell: ({ rule }) => <><span className="code">{rule}</span> {ruleNames[rule]()}</> },
  period: { title: m.column_period, width: "5rem", cell: ({ period }) => formatPeriod(period) },
  reported: { title: m.column_reported, width: "5rem", isCount: true, cell: (row) => <ReportedSide row={row} /> },
  actual: { title: m.column_actual, width: "4.75rem", isCount: true, cell: (row) => <ActualSide row={row} /> },
  difference: { title: m.column_difference, width: "6.75rem", isCount: true, cell: (row) => <Difference row={row} /> },
  percent: { title: m.column_percent, width: "6rem", isCount: true, cell: ({ measure, difference, actual }) => (difference === null || !actual || measure === "printed-rate" ? none : formatPercent((difference / actual) * 100, 1)) },
  due: { title: m.column_due, width: "6.25rem", cell: (row) => <DueDay row={row} /> },
  age: { title: m.column_age, width: "6.5rem", isCount: true, cell: ({ openedAt }) => m.days_count({ days: formatCount(-daysUntil(openedAt.slice(0, 10), Date.now())) }) },
  assignee: { title: m.column_assignee, width: "9rem", cell: ({ assignee }) => assignee?.name ?? <span className="soft">{m.nobody()}</span> },
  signature: { title: m.column_signature, width: "9rem", cell: (row) => <SignatureCell row={row} /> },
  seen: { title: m.column_seen, width: "5.5rem", isCount: true, cell: ({ timesSeen }) => formatCount(timesSeen) },
  repeat: { title: m.column_repeat, width: "6rem", isCount: true, cell: ({ timesBefore }) => formatCount(timesBefore) },
  moved: { title: m.column_moved, width: "7.5rem", cell: ({ movedAt }) => formatDay(movedAt.slice(0, 10)) },
};

function StateCell({ row }: { row: DiscrepancyView }) {
  const { text, tone, icon } = stateLooks[row.state];
  return (
    <span className="cell-tags">
      <Tag tone={tone} icon={icon} text={text()} />
      {row.snoozed && <Tag icon="clock" text={m.tag_snoozed()} />}
      {row.timesRegressed > 0 && <Tag tone="attention" icon="triangle" text={m.tag_regressed()} />}
    </span>
  );
}

function SubjectCell({ row }: { row: DiscrepancyView }) {
  return (
    <>
      <span className="cell-title">{row.subject ? inLocale(row.subject.nameVi, row.subject.nameEn) : m.subject_whole_unit()}</span>
      <span className="soft small cell-rule">
        {row.subject && <span className="code">{row.subject.code} · </span>}
        {ruleNames[row.rule]()}
      </span>
    </>
  );
}

/** The badge of the document the numbers were held against, and of what was decided. A contested signature is said, never only coloured. */
function SignatureCell({ row: { document, isMoveContested } }: { row: DiscrepancyView }) {
  if (isMoveContested) return <Tag tone="bad" icon="octagon" text={m.tag_move_contested()} />;
  if (document === null) return <span className="soft">{m.signature_none()}</span>;
  return document.isContested ? <Tag tone="bad" icon="octagon" text={m.signature_contested()} /> : <span><Icon name="check" /> {m.signature_signed()}</span>;
}
