import { useMemo, useState } from "react";
import type { FacetsView, ListColumn } from "../../../worker/worklist/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { EmptyState, ErrorState, LoadingState } from "../../shared/components/states.tsx";
import { useMedia } from "../../shared/look/use-media.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { DiscrepancyPanel } from "../discrepancies/discrepancy-panel.tsx";
import { UndoOffer } from "../discrepancies/undo-offer.tsx";
import { referenceOf } from "../discrepancies/reference.ts";
import { useNeighbours } from "../discrepancies/use-neighbours.ts";
import { useAgainWhenOnline } from "../use-again-when-online.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { FacetPanel } from "./facet-panel.tsx";
import { GroupList } from "./group-list.tsx";
import { HiddenSnoozed } from "./hidden-snoozed.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { AuditBanner, LastAudit } from "./last-audit.tsx";
import { QueryBox } from "./query-box.tsx";
import { SearchProgress } from "./search-progress.tsx";
import { useKeysSwitch } from "./use-keys-switch.ts";
import { useListKeys } from "./use-list-keys.ts";
import { useListPages } from "./use-list-pages.ts";
import { useSelection } from "./use-selection.ts";
import { listPath } from "../../shared/discrepancies/list-path.ts";
import { DEFAULT_QUERY, useWorklistAddress } from "./use-worklist-address.ts";
import { ViewList } from "./view-list.tsx";
import { WorklistGrid } from "./worklist-grid.tsx";
import { WorklistTools } from "./worklist-tools.tsx";

/** The list that auditors live in and agencies answer from: one query, its counts, its rows, and the evidence beside it. */
export function WorklistPage({ session }: { session: SessionView }) {
  usePageTitle(m.console_discrepancies());
  const list = useWorklistAddress();
  const isAuthority = session.tenant.kind === "authority";
  const pages = useListPages(listPath(session), list.q, list.sort);
  const [facets, reloadFacets] = useRemote<FacetsView>(`${listPath(session, "/facets")}?${new URLSearchParams({ q: list.q })}`);
  const [round, setRound] = useState(0);
  const [active, setActive] = useState<string | null>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isOn, setOn] = useKeysSwitch();
  const isWide = useMedia("(min-width: 90rem)");

  const order = useMemo(() => pages.rows.map(referenceOf), [pages.rows]);
  const neighbours = useNeighbours(pages.rows, list.opened);
  const selection = useSelection(order, questionOf(list));
  const chooses = isAuthority && hasRole(session, "auditor", "supervisor") ? selection : null;
  const columns = useMemo(() => list.columns.filter((column) => isOffered(column, isAuthority) && (list.opened === null || narrow.includes(column))), [list.columns, isAuthority, list.opened]);
  useListKeys({ list, order, active, setActive, neighbours, selection: chooses, showHelp: () => setHelpOpen(true), isOn });
  useAgainWhenOnline(pages.error ? { state: "failed", error: pages.error } : { state: "loading" }, pages.reload);

  const changed = () => (pages.reload(), reloadFacets(), setRound((before) => before + 1));
  const total = facets.state === "ready" && !facets.value.isCapped ? facets.value.total : null;
  const atLeast = facets.state === "ready" && facets.value.isCapped ? facets.value.total : null;
  const refused = pages.error?.code === "query-invalid" ? (pages.error.errors ?? []).map(({ message }) => (message ?? "").replace(/^\d+ /, "")) : [];
  const facetPanel = <FacetPanel q={list.q} setQuery={list.setQuery} facets={facets} isAuthority={isAuthority} />;
  return (
    <div className={list.opened ? "desk with-panel" : "desk"}>
      <section className="desk-list" aria-labelledby="list-title">
        <div className="desk-head">
          <h1 id="list-title" tabIndex={-1}>{m.console_discrepancies()}</h1>
          <WorklistTools session={session} list={list} total={total} atLeast={atLeast} offered={(column) => isOffered(column, isAuthority)} showKeys={() => setHelpOpen(true)} />
        </div>
        <AuditBanner session={session} />
        <ViewList session={session} q={list.q} sort={list.sort} columns={list.columns} show={list.show} />
        <QueryBox q={list.q} setQuery={list.setQuery} refused={refused} />
        <HiddenSnoozed key={round} session={session} q={list.q} setQuery={list.setQuery} />
        {chooses && (chooses.chosen.length > 0 || chooses.isAllMatching) && <BulkBar session={session} q={list.q} total={total} rows={pages.rows} selection={chooses} done={changed} />}
        <div className={isWide && !list.opened ? "worklist-split" : undefined}>
          {isWide && !list.opened ? facetPanel : <details className="facet-fold"><summary>{m.facets()}</summary>{facetPanel}</details>}
          <div className={pages.isStale ? "stale" : undefined} aria-busy={pages.isStale || pages.isLoadingMore}>
            {list.group ? <GroupList session={session} list={list} round={round} selectAll={chooses && ((q) => (chooses.selectAllOf(questionOf({ sort: list.sort, q })), list.show({ query: q, sort: list.sort })))} /> : rows()}
          </div>
        </div>
      </section>
      {list.opened && <DiscrepancyPanel key={list.opened} reference={list.opened} neighbours={neighbours} session={session} open={list.open} changed={changed} />}
      <UndoOffer />
      {isHelpOpen && <KeysDialog isOn={isOn} setOn={setOn} close={() => setHelpOpen(false)} />}
    </div>
  );

  function rows() {
    if (pages.isLoading) return <LoadingState lines={8} />;
    if (pages.error && pages.rows.length === 0) return refused.length > 0 ? <Button icon="cross" onPress={() => list.setQuery(DEFAULT_QUERY)}>{m.filter_clear()}</Button> : <ErrorState error={pages.error} retry={pages.reload} />;
    const progress = <SearchProgress search={pages.search} found={pages.rows.length} stop={pages.stop} goOn={pages.goOn} />;
    if (pages.rows.length === 0 && pages.search) return progress;
    if (pages.rows.length === 0) {
      return (
        <EmptyState title={list.q === DEFAULT_QUERY ? m.list_nothing_open() : m.list_empty_title()}>
          <LastAudit session={session} />
          {list.q !== DEFAULT_QUERY && <Button icon="cross" onPress={() => list.setQuery(DEFAULT_QUERY)}>{m.filter_clear()}</Button>}
        </EmptyState>
      );
    }
    return (
      <>
        <WorklistGrid rows={pages.rows} total={total} columns={columns} opened={list.opened} active={active} setActive={setActive} open={list.open} selection={chooses} more={pages.more} />
        {pages.isLoadingMore && !pages.search && <LoadingState lines={2} />}
        {pages.error && <ErrorState error={pages.error} retry={pages.goOn} />}
        {progress}
      </>
    );
  }
}

/** What a selection is of: with another question it starts anew. */
function questionOf({ sort, q }: { sort: string; q: string }): string {
  return `${sort} ${q}`;
}

/** Beside an open panel there is room for these. */
const narrow: readonly ListColumn[] = ["severity", "state", "tenant", "subject", "difference"];

/** Whose discrepancy it is says nothing to a tenant, who is its own only one. */
function isOffered(column: ListColumn, isAuthority: boolean): boolean {
  return isAuthority || column !== "tenant";
}
