import { useEffect, useRef } from "react";
import type { DiscrepancyList } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { usePageTitle } from "../use-page-title.ts";
import { DiscrepancyPanel } from "./discrepancy-panel.tsx";
import { DiscrepancyTable } from "./discrepancy-table.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { LastRun } from "./last-run.tsx";
import { OpenCounts } from "./open-counts.tsx";
import { listAddress, useListFilters } from "./use-list-filters.ts";
import { useListKeys } from "./use-list-keys.ts";

/** The list that auditors live in: filters in the address, one page of rows, and the evidence beside it. */
export function DiscrepanciesPage({ session }: { session: SessionView }) {
  usePageTitle(m.console_discrepancies());
  const list = useListFilters();
  const [remote, reload] = useRemote<DiscrepancyList>(listAddress(session, list.filters, list.cursor));
  const isAuthority = session.tenant.kind === "authority";
  const rows = remote.state === "ready" ? remote.value.discrepancies : [];
  useListKeys({ rows, opened: list.opened, open: list.open });
  useReturnFocus(list.opened);
  return (
    <div className={list.opened ? "desk with-panel" : "desk"}>
      <section className="desk-list" aria-labelledby="list-title">
        <div className="desk-head">
          <h1 id="list-title">{m.console_discrepancies()}</h1>
          {isAuthority && <OpenCounts filters={list.filters} setFilter={list.setFilter} />}
        </div>
        <FilterBar filters={list.filters} setFilter={list.setFilter} clear={list.clear} isAuthority={isAuthority} />
        <WhenReady remote={remote} retry={reload}>
          {(page) =>
            page.discrepancies.length === 0 ? (
              <EmptyState title={m.list_empty_title()}>
                <LastRun session={session} />
              </EmptyState>
            ) : (
              <>
                <DiscrepancyTable rows={page.discrepancies} opened={list.opened} open={list.open} isAuthority={isAuthority} />
                <nav className="pages" aria-label={m.list_pages()}>
                  {list.cursor && <Button onPress={() => list.goTo(null)}>{m.list_first_page()}</Button>}
                  {page.next && <Button icon="next" onPress={() => list.goTo(page.next)}>{m.list_next_page()}</Button>}
                </nav>
                <p className="soft small keys-hint">{m.list_keys_hint()}</p>
              </>
            )
          }
        </WhenReady>
      </section>
      {list.opened && <DiscrepancyPanel key={list.opened} reference={list.opened} session={session} close={() => list.open(null)} changed={reload} />}
    </div>
  );
}

/** When the panel closes, the focus goes back to the row it was opened from. */
function useReturnFocus(opened: string | null): void {
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (opened === null && before.current) document.getElementById(`row-${before.current}`)?.focus();
    before.current = opened;
  }, [opened]);
}
