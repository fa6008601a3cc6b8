import { useState } from "react";
import type { ReportingRow, Timing } from "../../../worker/submissions/obligation-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import type { IconName } from "../../shared/components/icon.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { Tag, type Tone } from "../../shared/components/tag.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatDay, formatMoment, formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { saveRows } from "./save-reporting.ts";
import { DocumentDialog } from "./document-dialog.tsx";
import { RequestExtension } from "../../shared/extensions/request-extension.tsx";

type Row = ReportingRow & { nameVi?: string; nameEn?: string; closedOn?: string | null };

const looks: Record<Timing, { tone: Tone; icon: IconName; text: () => string }> = {
  "on-time": { tone: "good", icon: "check", text: m.reporting_on_time },
  "on-time-by-extension": { tone: "note", icon: "check", text: m.reporting_extended },
  late: { tone: "attention", icon: "clock", text: m.reporting_late },
  open: { tone: "calm", icon: "clock", text: m.reporting_open },
  missing: { tone: "bad", icon: "octagon", text: m.reporting_missing },
};

/** Report by report: owed or not, when it was due, when it came, and the signed document behind it. */
export function ReportingTable({ rows, hasTenants, session }: { rows: readonly Row[]; hasTenants: boolean; session: SessionView }) {
  const [shown, setShown] = useState<Row | null>(null);
  const [asking, setAsking] = useState<Row | null>(null);
  const isHead = hasRole(session, "head") && !hasTenants && session.tenant.kind !== "authority";
  const columns: Column<Row>[] = [
    hasTenants
      ? { id: "tenant", title: m.column_tenant(), isRowTitle: true, cell: (row) => <>{inLocale(row.nameVi ?? "", row.nameEn ?? "")} <span className="code small soft">{row.tenant}</span>{row.closedOn && <p className="small">{m.reporting_closed({ day: formatDay(row.closedOn) })}</p>}<OwnDays row={row} /></> }
      : { id: "report", title: m.reporting_type(), isRowTitle: true, cell: (row) => <>{reportTypeName(row.reportType)}<br /><span className="small soft">{formatPeriod(row.period)} · {formatWindow(row)}</span><OwnDays row={row} /></> },
    { id: "due", title: m.reporting_due(), cell: ({ dueOn, extendedTo, unconfirmed }) => <>{formatDay(dueOn)}{extendedTo && <p className="small">{m.extension_granted({ day: formatDay(extendedTo) })}</p>}{unconfirmed.length > 0 && <p className="small"><Tag tone="attention" icon="triangle" text={m.calendar_unconfirmed({ days: unconfirmed.map(formatDay).join(", ") })} /></p>}</> },
    { id: "state", title: m.reporting_state(), cell: ({ timing, isOwed }) => <><Tag tone={looks[timing].tone} icon={looks[timing].icon} text={looks[timing].text()} />{!isOwed && <p className="small"><Tag tone="attention" icon="triangle" text={m.reporting_not_owed()} /></p>}</> },
    { id: "complete", title: m.reporting_completeness(), cell: ({ filed }) => (filed ? <Completeness filed={filed} /> : "–") },
    { id: "received", title: m.reporting_received_at(), cell: ({ filed }) => (filed ? formatMoment(filed.firstReceivedAt) : "–") },
    {
      id: "document",
      title: m.reporting_document(),
      cell: (row) => (
        <>
          {row.filed && <Button onPress={() => setShown(row)}>{m.reporting_show()}</Button>}
          {isHead && row.timing === "open" && <Button icon="clock" onPress={() => setAsking(row)}>{m.extension_request()}</Button>}
        </>
      ),
    },
  ];
  return (
    <>
      <div className="actions"><Button kind="quiet" icon="download" onPress={() => void saveRows(rows)}>{m.reporting_save()}</Button></div>
      <Table caption={m.console_reporting()} columns={columns} rows={rows} rowKey={({ tenant, reportType, period }) => `${tenant} ${reportType} ${period}`} />
      {shown?.filed && <DocumentDialog tenant={shown.tenant} jti={shown.filed.jti} close={() => setShown(null)} />}
      {asking && <RequestExtension report={{ reportType: asking.reportType, period: asking.period, dueOn: asking.extendedTo ?? asking.dueOn }} session={session} keyAddress="/console/keys" close={() => setAsking(null)} />}
    </>
  );
}

/** Whether every number is given and every signature holds, and what is worth a look. */
function Completeness({ filed: { isComplete, unanswered, isContested, mark } }: { filed: NonNullable<Row["filed"]> }) {
  const flags = [
    ...(mark === "empty" ? [m.reporting_empty_mark()] : unanswered > 0 ? [m.reporting_unanswered({ count: unanswered })] : []),
    ...(isContested ? [m.reporting_contested()] : []),
    ...(mark === "all-zero" ? [m.reporting_zero_mark()] : []),
  ];
  return <>{isComplete && <Tag tone="good" icon="check" text={m.reporting_is_complete()} />}{flags.map((text) => <p key={text} className="small"><Tag tone="attention" icon="triangle" text={text} /></p>)}</>;
}

/** A tenant that merged within the window reports its own days of it. */
function OwnDays({ row }: { row: Row }) {
  return row.from === row.window.from && row.to === row.window.to ? null : <p className="small">{m.reporting_own_days({ window: formatWindow(row) })}</p>;
}
