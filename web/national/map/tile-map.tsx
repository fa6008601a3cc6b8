import { useRef, useState } from "react";
import type { TenantRow } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatCount, formatPercent } from "../../shared/locale/format-count.ts";
import { findRate } from "../rate.tsx";
import type { ChosenRate } from "../tenants/choose-rate.tsx";
import { nextTile } from "./next-tile.ts";
import type { Tile } from "./tiles.ts";

/** Steps of the colour scale, in percent. The number stands on every tile: the colour only repeats it. */
const steps = [20, 40, 60, 80] as const;
const stepOf = (percent: number | null) => (percent === null ? "none" : String(steps.filter((step) => percent >= step).length));

/** One stop of the Tab key; arrows walk from tile to tile, Enter opens the province. */
export function TileMap({ tiles, rows, chosen, window, title }: { tiles: readonly Tile[]; rows: readonly TenantRow[]; chosen: ChosenRate; window: string; title: string }) {
  const [current, setCurrent] = useState(() => tiles.find(({ code }) => code === "H26")!.code);
  const box = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent) => {
    const next = nextTile(tiles, current, event.key);
    if (!next) return;
    event.preventDefault();
    setCurrent(next.code);
    box.current?.querySelector<HTMLElement>(`[data-code="${next.code}"]`)?.focus();
  };
  return (
    <figure className="map">
      <figcaption>{title} <span className="soft small screen-only">{m.national_map_keys()}</span></figcaption>
      <div className={`tiles columns-${Math.max(...tiles.map(({ column }) => column))}`} role="group" aria-label={title} ref={box} onKeyDown={walk}>
        {tiles.map((tile) => {
          const row = rows.find(({ code }) => code === tile.code || code === `${tile.code}-2025`);
          const rate = row ? findRate(row.rates, chosen.definition.id, chosen.side) : null;
          const name = row ? inLocale(row.nameVi, row.nameEn) : tile.short;
          const said = rate ? `${name}: ${formatPercent(rate.percent, rate.decimals)}, ${formatCount(rate.numerator)} / ${formatCount(rate.denominator)}` : `${name}: ${m.national_no_rate()}`;
          return (
            <a
              key={tile.code} href={`/national/t/${row?.code ?? tile.code}?window=${window}`} data-code={tile.code} tabIndex={tile.code === current ? 0 : -1}
              className={`tile column-${tile.column} row-${tile.row} step-${stepOf(rate?.percent ?? null)}`} aria-label={said} title={said} onFocus={() => setCurrent(tile.code)}
            >
              <span className="tile-short" aria-hidden="true">{tile.short}</span>
              <span className="tile-name" aria-hidden="true">{name.replace(/^Thành phố /, "")}</span>
              <strong aria-hidden="true">{formatPercent(rate?.percent ?? null, 0)}</strong>
            </a>
          );
        })}
      </div>
      <ul className="map-legend" aria-label={m.national_map_legend()}>
        {["0–20 %", "20–40 %", "40–60 %", "60–80 %", "80–100 %"].map((text, step) => <li key={text}><span className={`swatch step-${step}`} aria-hidden="true" /> {text}</li>)}
        <li><span className="swatch step-none" aria-hidden="true" /> {m.national_no_rate()}</li>
      </ul>
    </figure>
  );
}
