import type { Silence } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatDay } from "../../shared/locale/format-moment.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { AboutNumbers } from "../about-numbers.tsx";
import { DataTable, type DataColumn } from "../data-table.tsx";
import { WindowPage } from "../window-page.tsx";

type Reporter = Silence["late"][number];

/** Who owed and gave nothing, who can still come in time, who listed services without numbers, who came late. */
export function SilencePage() {
  return (
    <WindowPage title={m.national_silence()} lead={m.national_silence_lead()}>
      {({ window }) => <OneWindow window={window.id} />}
    </WindowPage>
  );
}

function OneWindow({ window }: { window: string }) {
  const [remote, reload] = useRemote<Silence>(`/v1/statistics/silence?window=${encodeURIComponent(window)}`);
  return (
    <WhenReady remote={remote} retry={reload}>
      {(silence) => (
        <>
          <AboutNumbers {...silence} />
          <h2>{m.national_missing()}</h2>
          {silence.missing.length === 0 ? <EmptyState title={m.national_missing_none()} /> : (
            <DataTable caption={m.national_missing()} file={`missing-reports-${window}`} rows={silence.missing} rowKey={({ code }) => code} columns={[...who<Silence["missing"][number]>(window), { id: "audited", title: m.national_state(), value: ({ audited }) => (audited ? m.national_missing_audited() : m.national_missing_waiting()) }]} />
          )}
          {silence.waiting.length > 0 && (
            <>
              <h2>{m.national_waiting()}</h2>
              <DataTable caption={m.national_waiting()} file={`waiting-reports-${window}`} rows={silence.waiting} rowKey={({ code }) => code} columns={who<Reporter>(window)} />
            </>
          )}
          <h2>{m.national_numberless()}</h2>
          {silence.withoutNumbers.length === 0 ? <EmptyState title={m.national_numberless_none()} /> : (
            <DataTable
              caption={m.national_numberless()} file={`without-numbers-${window}`} rows={silence.withoutNumbers} rowKey={({ code }) => code} first={{ id: "without", isDown: true }}
              columns={[...who<Silence["withoutNumbers"][number]>(window), { id: "services", title: m.national_services_listed(), isCount: true, isSortable: true, value: ({ services }) => services }, { id: "without", title: m.statistics_without_counts(), isCount: true, isSortable: true, value: ({ withoutCounts }) => withoutCounts }]}
            />
          )}
          <h2>{m.national_late()}</h2>
          {silence.late.length === 0 ? <EmptyState title={m.national_late_none()} /> : <DataTable caption={m.national_late()} file={`late-reports-${window}`} rows={silence.late} rowKey={({ code }) => code} columns={who<Reporter>(window)} />}
          {silence.byExtension.length > 0 && (
            <>
              <h2>{m.national_by_extension()}</h2>
              <DataTable caption={m.national_by_extension()} file={`by-extension-${window}`} rows={silence.byExtension} rowKey={({ code }) => code} columns={who<Reporter>(window)} />
            </>
          )}
        </>
      )}
    </WhenReady>
  );
}

function who<Row extends Reporter>(window: string): DataColumn<Row>[] {
  return [
    { id: "tenant", title: m.national_tenant(), isRowTitle: true, isSortable: true, value: ({ nameVi, nameEn }) => inLocale(nameVi, nameEn), cell: (row) => <><a href={`/national/t/${row.code}?window=${window}`}>{inLocale(row.nameVi, row.nameEn)}</a> <span className="soft code">{row.code}</span></> },
    { id: "due", title: m.national_due(), value: ({ dueOn }) => formatDay(dueOn) },
    { id: "extended", title: m.national_extended_to(), value: ({ extendedTo }) => (extendedTo ? formatDay(extendedTo) : m.national_not_extended()) },
  ];
}
