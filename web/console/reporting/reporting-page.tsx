import { useState } from "react";
import { useSearchParams } from "react-router";
import type { MergerView, ReportTypeList, TenantView } from "../../../worker/directory/contract.ts";
import type { ReportingNational, ReportingOfTenant, ReportingYear } from "../../../worker/submissions/obligation-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatDay, formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { yearOptions } from "../calendar/calendar-page.tsx";
import { dayOf } from "../day-of.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { Extensions } from "./extensions.tsx";
import { Figures, percent } from "./figures.tsx";
import { Obligations } from "./obligations.tsx";
import { ReportingTable } from "./reporting-table.tsx";
import { saveSums } from "./save-reporting.ts";
import { Unconfirmed } from "./unconfirmed.tsx";

/** Who owes which report, what came and when; for the authority over all tenants, for a tenant its own. Every number leads to the documents. */
export function ReportingPage({ session }: { session: SessionView }) {
  usePageTitle(m.console_reporting());
  const isAuthority = session.tenant.kind === "authority";
  return (
    <>
      <h1>{m.console_reporting()}</h1>
      <p className="soft">{m.reporting_lead()}</p>
      {isAuthority ? <National session={session} /> : <OwnTenant session={session} />}
    </>
  );
}

function OwnTenant({ session }: { session: SessionView }) {
  const [year, setYear] = useState(dayOf(Date.now()).slice(0, 4));
  const [remote, reload] = useRemote<ReportingOfTenant>(`/v1/t/${session.tenant.code}/reporting?year=${year}`);
  return (
    <>
      <div className="runs-head"><SelectField id="reporting-year" label={m.reporting_year()} value={year} onChange={setYear} options={yearOptions()} /></div>
      <WhenReady remote={remote} retry={reload}>
        {({ figures, rows }) => (
          <>
            <Figures figures={figures} />
            {rows.length === 0 ? <EmptyState title={m.reporting_none()} /> : <ReportingTable rows={rows} hasTenants={false} session={session} />}
          </>
        )}
      </WhenReady>
      <Extensions session={session} />
      <Obligations tenant={session.tenant.code} session={session} />
    </>
  );
}

function National({ session }: { session: SessionView }) {
  const [types, reloadTypes] = useRemote<ReportTypeList>("/v1/report-types");
  const [params, setParams] = useSearchParams();
  const year = params.get("year") ?? dayOf(Date.now()).slice(0, 4);
  const period = params.get("period") ?? "";
  const tenant = params.get("tenant") ?? "";
  const view = params.get("view") === "as-now" ? "as-now" : "as-was";
  const set = (change: Record<string, string>) => setParams({ ...Object.fromEntries(params), ...change });
  return (
    <WhenReady remote={types} retry={reloadTypes}>
      {({ reportTypes }) => {
        const type = reportTypes.find(({ id }) => id === params.get("type")) ?? reportTypes[0]!;
        return (
          <>
            <div className="runs-head">
              <SelectField id="reporting-type" label={m.reporting_type()} value={type.id} onChange={(value) => set({ type: value, period: "", tenant: "" })} options={reportTypes.map(({ id }) => ({ value: id, label: reportTypeName(id) }))} />
              <SelectField id="reporting-year" label={m.reporting_year()} value={year} onChange={(value) => set({ year: value, period: "" })} options={yearOptions()} />
              {tenant === "" && period === "" && <SelectField id="reporting-view" label={m.reporting_view()} value={view} onChange={(value) => set({ view: value })} options={[{ value: "as-was", label: m.reporting_as_was() }, { value: "as-now", label: m.reporting_as_now() }]} />}
            </div>
            {tenant !== "" ? <OneTenant tenant={tenant} year={year} session={session} back={() => set({ tenant: "" })} /> : period === "" ? <OneYear type={type.id} year={year} view={view} choose={(id) => set({ type: type.id, year, period: id })} open={(code) => set({ type: type.id, year, tenant: code })} /> : <OnePeriod type={type.id} period={period} session={session} back={() => set({ period: "" })} />}
            <Extensions session={session} />
            <Obligations tenant={null} session={session} />
          </>
        );
      }}
    </WhenReady>
  );
}

/** Every report of one tenant in the year, of all types: the way from a sum to the documents. */
function OneTenant({ tenant, year, session, back }: { tenant: string; year: string; session: SessionView; back: () => void }) {
  const [remote, reload] = useRemote<ReportingOfTenant>(`/v1/t/${encodeURIComponent(tenant)}/reporting?year=${year}`);
  const [names] = useRemote<TenantView>(`/v1/t/${encodeURIComponent(tenant)}`);
  return (
    <>
      <div className="actions"><Button icon="back" onPress={back}>{m.reporting_all_tenants()}</Button></div>
      <WhenReady remote={remote} retry={reload}>
        {({ figures, rows }) => (
          <>
            <h2>{names.state === "ready" ? inLocale(names.value.nameVi, names.value.nameEn) : tenant} · {year}</h2>
            <Figures figures={figures} />
            {rows.length === 0 ? <EmptyState title={m.reporting_none()} /> : <ReportingTable rows={rows} hasTenants={false} session={session} />}
          </>
        )}
      </WhenReady>
    </>
  );
}

function WithoutTarget({ tenants }: { tenants: ReportingNational["withoutTarget"] }) {
  if (tenants.length === 0) return null;
  return (
    <details>
      <summary>{m.reporting_without_target({ count: tenants.length })}</summary>
      <ul>{tenants.map(({ tenant, nameVi, nameEn }) => <li key={tenant}>{inLocale(nameVi, nameEn)} <span className="code small soft">{tenant}</span></li>)}</ul>
    </details>
  );
}

type PeriodRow = ReportingYear["periods"][number];
type TenantRow = ReportingYear["tenants"][number];

function OneYear({ type, year, view, choose, open }: { type: string; year: string; view: MergerView; choose: (period: string) => void; open: (tenant: string) => void }) {
  const [remote, reload] = useRemote<ReportingYear>(`/v1/reporting/years?reportType=${type}&year=${year}&view=${view}`);
  const periods: Column<PeriodRow>[] = [
    { id: "period", title: m.reporting_period(), isRowTitle: true, cell: ({ id }) => <Button onPress={() => choose(id)}>{formatPeriod(id)}</Button> },
    { id: "window", title: m.calendar_window(), cell: (row) => formatWindow(row) },
    { id: "due", title: m.reporting_due(), cell: ({ dueOn }) => formatDay(dueOn) },
    ...sumColumns<PeriodRow>(),
  ];
  const tenants: Column<TenantRow>[] = [
    { id: "tenant", title: m.column_tenant(), isRowTitle: true, cell: ({ tenant, nameVi, nameEn, closedOn, members }) => <><Button onPress={() => open(tenant)}>{inLocale(nameVi, nameEn)}</Button> <span className="code small soft">{tenant}</span>{closedOn && <p className="small">{m.reporting_closed({ day: formatDay(closedOn) })}</p>}{members.length > 0 && <p className="small">{m.reporting_members({ codes: members.join(", ") })}</p>}</> },
    ...sumColumns<TenantRow>(),
  ];
  return (
    <WhenReady remote={remote} retry={reload}>
      {(found) => (found.tenants.length === 0 ? <EmptyState title={m.reporting_none()} /> : (
        <>
          <Figures figures={found.figures} />
          <h2>{m.reporting_periods()}</h2>
          <Table caption={m.reporting_periods()} columns={periods} rows={found.periods} rowKey={({ id }) => id} />
          <div className="actions"><Button kind="quiet" icon="download" onPress={() => void saveSums(`reporting-periods-${type}-${year}`, "period", found.periods.map(({ id, figures }) => ({ key: id, figures })))}>{m.reporting_save()}</Button></div>
          <h2>{m.reporting_tenants()}</h2>
          <Table caption={m.reporting_tenants()} columns={tenants} rows={found.tenants} rowKey={({ tenant }) => tenant} />
          <div className="actions"><Button kind="quiet" icon="download" onPress={() => void saveSums(`reporting-tenants-${type}-${year}`, "tenant", found.tenants.map(({ tenant, figures }) => ({ key: tenant, figures })))}>{m.reporting_save()}</Button></div>
          <WithoutTarget tenants={found.withoutTarget} />
        </>
      ))}
    </WhenReady>
  );
}

function sumColumns<Row extends { figures: ReportingYear["figures"] }>(): Column<Row>[] {
  return [
    { id: "expected", title: m.reporting_expected(), isCount: true, cell: ({ figures }) => figures.expected },
    { id: "received", title: m.reporting_received(), isCount: true, cell: ({ figures }) => figures.received },
    { id: "extended", title: m.reporting_extended(), isCount: true, cell: ({ figures }) => figures.onTimeByExtension },
    { id: "late", title: m.reporting_late(), isCount: true, cell: ({ figures }) => figures.late },
    { id: "missing", title: m.reporting_missing(), isCount: true, cell: ({ figures }) => figures.missing },
    { id: "rate", title: m.reporting_rate(), isCount: true, cell: ({ figures }) => percent(figures.reportingRate) },
    { id: "timeliness", title: m.reporting_timeliness(), isCount: true, cell: ({ figures }) => percent(figures.timeliness) },
    { id: "completeness", title: m.reporting_completeness(), isCount: true, cell: ({ figures }) => percent(figures.completeness) },
  ];
}

function OnePeriod({ type, period, session, back }: { type: string; period: string; session: SessionView; back: () => void }) {
  const [remote, reload] = useRemote<ReportingNational>(`/v1/reporting?reportType=${type}&period=${period}`);
  return (
    <>
      <div className="actions"><Button icon="back" onPress={back}>{m.reporting_all_periods()}</Button></div>
      <WhenReady remote={remote} retry={reload}>
        {(found) => (
          <>
            <h2>{formatPeriod(found.period)} · {formatWindow(found.window)}</h2>
            <p>{m.reporting_due()}: {formatDay(found.dueOn)}</p>
            <Unconfirmed days={found.unconfirmed} />
            <Figures figures={found.figures} />
            {found.rows.length === 0 ? <EmptyState title={m.reporting_none()} /> : <ReportingTable rows={found.rows} hasTenants session={session} />}
            <WithoutTarget tenants={found.withoutTarget} />
          </>
        )}
      </WhenReady>
    </>
  );
}
