import type { MergerView } from "../../../worker/directory/contract.ts";
import type { TenantTable } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { AboutNumbers } from "../about-numbers.tsx";
import { Definitions } from "../definitions.tsx";
import { ChooseRate, RateMeaning, useChosenRate } from "../tenants/choose-rate.tsx";
import { LeagueTable } from "../tenants/league-table.tsx";
import { rankRows } from "../tenants/rank-rows.ts";
import { WindowPage, type Chosen } from "../window-page.tsx";
import { LAST_DAY_OF_63, tilesOf34, tilesOf63 } from "./tiles.ts";
import { TileMap } from "./tile-map.tsx";

/** The provinces as tiles, in the borders of the window's last day or in today's. */
export function MapPage() {
  return (
    <WindowPage title={m.national_map()} lead={m.national_map_lead()} hasView>
      {(chosen) => <OneWindow {...chosen} />}
    </WindowPage>
  );
}

function OneWindow({ window, view }: Chosen) {
  const isOld = view === "as-was" && window.to <= LAST_DAY_OF_63;
  const shownView: MergerView = isOld ? "as-was" : "as-now";
  const [remote, reload] = useRemote<TenantTable>(`/v1/statistics/tenants?window=${encodeURIComponent(window.id)}&view=${shownView}`);
  return <WhenReady remote={remote} retry={reload}>{(table) => <Provinces table={table} isOld={isOld} />}</WhenReady>;
}

function Provinces({ table, isOld }: { table: TenantTable; isOld: boolean }) {
  const provinces = table.tenants.filter(({ kind }) => kind === "province");
  const { chosen, options } = useChosenRate({ tenants: provinces, definitions: table.definitions });
  if (!chosen) return <EmptyState title={m.national_map_none()} />;
  return (
    <>
      <AboutNumbers {...table} />
      <div className="choices"><ChooseRate chosen={chosen} options={options} /></div>
      <RateMeaning {...chosen} />
      <TileMap tiles={isOld ? tilesOf63 : tilesOf34} rows={provinces} chosen={chosen} window={table.window.id} title={isOld ? m.national_map_63() : m.national_map_34()} />
      <LeagueTable rows={provinces} ranks={rankRows(provinces, chosen)} chosen={chosen} series={null} window={table.window.id} view={table.view} />
      <Definitions definitions={[chosen.definition]} />
    </>
  );
}
