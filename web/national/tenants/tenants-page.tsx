import type { RateSeries, TenantTable } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { foldForSearch } from "../../../worker/kernel/fold-for-search.ts";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { AboutNumbers } from "../about-numbers.tsx";
import { Definitions } from "../definitions.tsx";
import { useQuery } from "../../shared/place/place.ts";
import { WindowPage, type Chosen } from "../window-page.tsx";
import { ChooseRate, RateMeaning, useChosenRate } from "./choose-rate.tsx";
import { LeagueTable } from "./league-table.tsx";
import { rankRows } from "./rank-rows.ts";
import { SmallMultiples } from "./small-multiples.tsx";

/** Ministries and provinces by the rate the reader chooses; as a table or as small pictures over time. */
export function TenantsPage() {
  return (
    <WindowPage title={m.national_tenants()} lead={m.national_tenants_lead()} hasView>
      {(chosen) => <OneWindow {...chosen} />}
    </WindowPage>
  );
}

function OneWindow({ window, view }: Chosen) {
  const [remote, reload] = useRemote<TenantTable>(`/v1/statistics/tenants?window=${encodeURIComponent(window.id)}&view=${view}`);
  return <WhenReady remote={remote} retry={reload}>{(table) => <League table={table} />}</WhenReady>;
}

function League({ table }: { table: TenantTable }) {
  const [query, change] = useQuery();
  const { chosen, options } = useChosenRate(table);
  const address = chosen && `/v1/statistics/series?window=${table.window.id}&rate=${chosen.definition.id}&side=${chosen.side}&view=${table.view}`;
  const [series] = useRemote<RateSeries>(address);
  if (!chosen) return <EmptyState title={m.statistics_none()} />;
  const kind = query.get("kind");
  const group = table.tenants.filter((row) => kind === null || row.kind === kind);
  const sought = foldForSearch(query.get("q") ?? "");
  // The place is that of the whole group, whoever is looked for.
  const rows = group.filter((row) => sought === "" || foldForSearch([row.nameVi, row.nameEn, row.code, ...row.members].join(" ")).includes(sought));
  const look = query.get("look") ?? "table";
  const overTime = series.state === "ready" ? series.value : null;
  return (
    <>
      <AboutNumbers {...table} />
      <div className="choices">
        <ChooseRate chosen={chosen} options={options} />
        <SelectField id="kind" label={m.statistics_group()} value={kind ?? ""} onChange={(value) => change({ kind: value })} options={[{ value: "", label: m.national_everybody() }, { value: "ministry", label: m.statistics_ministries() }, { value: "province", label: m.statistics_provinces() }]} />
        <SelectField id="look" label={m.national_look()} value={look} onChange={(value) => change({ look: value === "table" ? null : value })} options={[{ value: "table", label: m.national_look_table() }, { value: "small", label: m.national_look_small() }]} />
        <TextField id="tenant-search" type="search" label={m.national_tenant_search()} value={query.get("q") ?? ""} maxLength={60} onChange={(value) => change({ q: value })} />
      </div>
      <RateMeaning {...chosen} />
      {sought !== "" && <p role="status" className="small">{m.national_found_of({ found: formatCount(rows.length), total: formatCount(group.length) })}</p>}
      {rows.length === 0 ? <EmptyState title={m.nothing_found()} /> : look === "small" ? <SmallMultiples rows={rows} chosen={chosen} series={overTime} /> : <LeagueTable rows={rows} ranks={rankRows(group, chosen)} chosen={chosen} series={series.state === "loading" ? "loading" : overTime} window={table.window.id} view={table.view} />}
      {table.view === "as-now" && <p className="soft small">{m.national_as_now_note()}</p>}
      <Definitions definitions={[chosen.definition]} />
    </>
  );
}
