import { useState } from "react";
import type { HolidayList, ReportTypeList, ReportWindowList } from "../../../worker/directory/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { SelectField } from "../../shared/components/field.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatDay, formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { dayOf } from "../day-of.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { useAgainWhenOnline } from "../use-again-when-online.ts";
import { CalendarChanges } from "./calendar-changes.tsx";
import { ruleNames } from "./calendar-names.ts";

type ReportWindow = ReportWindowList["windows"][number];
type Holiday = HolidayList["holidays"][number];

/** From the first year with days off to the next one. */
export const yearOptions = (): { value: string; label: string }[] => {
  const next = Number(dayOf(Date.now()).slice(0, 4)) + 1;
  return Array.from({ length: next - 2015 }, (_, i) => String(next - i)).map((value) => ({ value, label: value }));
};

/** Which days each report of a year covers, when it is due, which days are off, and which of these nobody has confirmed yet. The authority changes it here. */
export function CalendarPage({ session }: { session: SessionView | null }) {
  usePageTitle(m.console_calendar());
  const [types, reloadTypes] = useRemote<ReportTypeList>("/v1/report-types");
  const [year, setYear] = useState(dayOf(Date.now()).slice(0, 4));
  const [chosen, setChosen] = useState<string | null>(null);
  const [edition, setEdition] = useState(0);
  useAgainWhenOnline(types, reloadTypes);
  const isAuthority = session?.tenant.kind === "authority" && hasRole(session, "auditor", "supervisor", "operator");
  return (
    <>
      <h1>{m.console_calendar()}</h1>
      <p className="soft">{m.calendar_lead()}</p>
      <WhenReady remote={types} retry={reloadTypes}>
        {({ reportTypes }) => {
          const type = reportTypes.find(({ id }) => id === chosen) ?? reportTypes[0]!;
          return (
            <>
              <div className="runs-head">
                <SelectField id="calendar-type" label={m.reporting_type()} value={type.id} onChange={setChosen} options={reportTypes.map(({ id }) => ({ value: id, label: reportTypeName(id) }))} />
                <SelectField id="calendar-year" label={m.reporting_year()} value={year} onChange={setYear} options={yearOptions()} />
              </div>
              <h2>{m.calendar_settings()}</h2>
              <ul>{type.settings.map(({ validFrom, cutOffRule, deadlineWorkingDays, basis }) => <li key={validFrom}>{m.calendar_since({ day: formatDay(validFrom) })}: {ruleNames[cutOffRule]()} · {m.calendar_working_days({ count: deadlineWorkingDays })}{basis && ` · ${basis}`}</li>)}</ul>
              {isAuthority && <CalendarChanges session={session} types={reportTypes} type={type.id} year={year} changed={() => (reloadTypes(), setEdition(edition + 1))} />}
              <Windows key={`windows ${edition}`} type={type.id} year={year} />
              <Days key={`days ${edition}`} year={year} />
            </>
          );
        }}
      </WhenReady>
    </>
  );
}

function Windows({ type, year }: { type: string; year: string }) {
  const [remote, reload] = useRemote<ReportWindowList>(`/v1/report-types/${type}/windows?year=${year}`);
  return (
    <section>
      <h2>{m.calendar_windows()}</h2>
      <WhenReady remote={remote} retry={reload}>{({ windows }) => <Table caption={m.calendar_windows()} columns={windowColumns()} rows={windows} rowKey={({ id }) => id} />}</WhenReady>
    </section>
  );
}

const windowColumns = (): Column<ReportWindow>[] => [
  { id: "period", title: m.column_period(), isRowTitle: true, cell: ({ id }) => formatPeriod(id) },
  { id: "window", title: m.calendar_window(), cell: (window) => formatWindow(window) },
  { id: "rule", title: m.calendar_rule(), cell: ({ cutOffRule }) => ruleNames[cutOffRule]() },
  { id: "due", title: m.calendar_due(), cell: ({ dueOn, deadlineWorkingDays, unconfirmed }) => <>{formatDay(dueOn)} <span className="small soft">({m.calendar_working_days({ count: deadlineWorkingDays })})</span>{unconfirmed.length > 0 && <p className="small"><Tag tone="attention" icon="triangle" text={m.calendar_unconfirmed({ days: unconfirmed.map(formatDay).join(", ") })} /></p>}</> },
];

function Days({ year }: { year: string }) {
  const [remote, reload] = useRemote<HolidayList>(`/v1/holidays?year=${year}`);
  return (
    <section>
      <h2>{m.calendar_holidays()}</h2>
      <WhenReady remote={remote} retry={reload}>
        {({ isKnown, holidays }) => {
          const open = holidays.filter(({ confirmed }) => !confirmed).length;
          return (
            <>
              {!isKnown && <Notice tone="attention" title={m.calendar_unknown_year({ year })} />}
              {open > 0 && <Notice tone="attention" title={m.calendar_some_unconfirmed({ count: open, year })} />}
              {holidays.length > 0 && <Table caption={m.calendar_holidays()} columns={dayColumns()} rows={holidays} rowKey={({ day }) => day} />}
            </>
          );
        }}
      </WhenReady>
    </section>
  );
}

const dayColumns = (): Column<Holiday>[] => [
  { id: "day", title: m.calendar_day(), isRowTitle: true, cell: ({ day }) => formatDay(day) },
  { id: "name", title: m.calendar_name(), cell: ({ nameVi, nameEn }) => inLocale(nameVi, nameEn) },
  { id: "kind", title: m.calendar_day_kind(), cell: ({ kind }) => (kind === "swap" ? m.calendar_swap() : m.calendar_holiday()) },
  { id: "confirmed", title: m.calendar_standing(), cell: ({ confirmed }) => (confirmed ? <Tag tone="good" icon="check" text={m.calendar_confirmed()} /> : <Tag tone="attention" icon="triangle" text={m.calendar_not_confirmed()} />) },
];
