import { useState } from "react";
import type { DiscrepancyList } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { EmptyState, ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { useAgainWhenOnline } from "../use-again-when-online.ts";
import { usePageTitle } from "../use-page-title.ts";
import { DiscrepancyPanel } from "./discrepancy-panel.tsx";
import { DiscrepancyTable } from "./discrepancy-table.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { LastRun } from "./last-run.tsx";
import { OpenCounts } from "./open-counts.tsx";
import { useLastReady } from "./use-last-ready.ts";
import { listAddress, useListFilters } from "./use-list-filters.ts";
import { useListKeys } from "./use-list-keys.ts";
import { useNeighbours } from "./use-neighbours.ts";

/** The list that auditors live in: filters in the address, one page of rows, and the evidence beside it. */
export function DiscrepanciesPage({ session }: { session: SessionView }) {
  usePageTitle(m.console_discrepancies());
  const list = useListFilters();
  const [remote, reload] = useRemote<DiscrepancyList>(listAddress(session, list.filters, list.cursor));
  const [round, setRound] = useState(0);
  const { shown, isStale } = useLastReady(remote);
  const isAuthority = session.tenant.kind === "authority";
  const rows = shown.state === "ready" ? shown.value.discrepancies : [];
  const neighbours = useNeighbours(rows, list.opened);
  useListKeys({ rows, neighbours, opened: list.opened, open: list.open });
  useAgainWhenOnline(remote, reload);
  const changed = () => (reload(), setRound((before) => before + 1));
  const clear = <Button icon="cross" onPress={list.clear}>{m.filter_clear()}</Button>;
  return (
    <div className={list.opened ? "desk with-panel" : "desk"}>
      <section className="desk-list" aria-labelledby="list-title">
        <div className="desk-head">
          <h1 id="list-title" tabIndex={-1}>{m.console_discrepancies()}</h1>
          {isAuthority && <OpenCounts round={round} filters={list.filters} setFilter={list.setFilter} />}
        </div>
        <FilterBar filters={list.filters} setFilter={list.setFilter} clear={list.clear} isAuthority={isAuthority} isFolded={list.opened !== null} />
        <div className={isStale ? "stale" : undefined} aria-busy={isStale}>
          {shown.state === "failed" && shown.error.code === "query-invalid" ? (
            <><ErrorState error={shown.error} />{clear}</>
          ) : (
            <WhenReady remote={shown} retry={reload}>
              {(page) =>
                page.discrepancies.length === 0 ? (
                  <EmptyState title={list.isFiltered ? m.list_empty_title() : m.list_nothing_open()}>
                    <LastRun session={session} />
                    {list.isFiltered && clear}
                  </EmptyState>
                ) : (
                  <>
                    <DiscrepancyTable rows={page.discrepancies} opened={list.opened} open={list.open} isAuthority={isAuthority} />
                    <nav className="pages" aria-label={m.list_pages()}>
                      {list.cursor && <Button onPress={() => list.goTo(null)}>{m.list_first_page()}</Button>}
                      {page.next && <Button icon="next" onPress={() => list.goTo(page.next)}>{m.list_next_page()}</Button>}
                      <p className="soft small keys-hint">{m.list_keys_hint()}</p>
                    </nav>
                  </>
                )
              }
            </WhenReady>
          )}
        </div>
      </section>
      {list.opened && <DiscrepancyPanel key={list.opened} reference={list.opened} neighbours={neighbours} session={session} open={list.open} changed={changed} />}
    </div>
  );
}
