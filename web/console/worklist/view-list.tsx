import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "react";
import type { ListColumn, ListSort, SavedViewView, SubscriptionList } from "../../../worker/worklist/contract.ts";
import { shippedViews, type ShippedViewId } from "../../../worker/worklist/shipped-views.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { hasRole } from "../../shared/session/use-session.ts";
import { DeleteView } from "./delete-view.tsx";
import { KeepView } from "./keep-view.tsx";

const viewNames: Record<ShippedViewId, () => string> = {
  inbox: m.view_inbox, mine: m.view_mine, due: m.view_due, awaiting: m.view_awaiting, explained: m.view_explained, dismissals: m.view_dismissals,
  appeals: m.view_appeals, regressed: m.view_regressed, snoozed: m.view_snoozed, risk: m.view_risk, open: m.view_open,
};
/** Views of the authority's own work say nothing to the people of a tenant. */
const forTenants: readonly ShippedViewId[] = ["awaiting", "explained", "appeals", "regressed", "risk", "open"];

type Shown = { query: string; sort: ListSort; columns?: readonly ListColumn[] };
type Props = { session: SessionView; q: string; sort: ListSort; columns: readonly ListColumn[]; show: (view: Shown) => void };

/** The views the platform comes with, one's own and those that colleagues share. The one on screen is marked; what is on screen can be saved. */
export function ViewList({ session, q, sort, columns, show }: Props) {
  const path = `/v1/t/${session.tenant.code}/views`;
  const [saved, reload] = useRemote<{ views: SavedViewView[] }>(path);
  const [dialog, setDialog] = useState<{ kind: "edit" | "delete"; view: SavedViewView } | { kind: "new" } | null>(null);
  /** The view last opened: its owner may change what is on screen and then have the view take it. */
  const [openedId, setOpenedId] = useState<string | null>(null);
  const views = saved.state === "ready" ? saved.value.views : [];
  const shipped = shippedViews.filter(({ id }) => session.tenant.kind === "authority" || forTenants.includes(id));

  // Those that the list comes with leave the columns as they are.
  const isShown = (view: Shown) => view.query === q && view.sort === sort && (view.columns === undefined || view.columns.join() === columns.join());
  const matching = [...views, ...shipped].filter(isShown);
  const current = matching.find(({ id }) => id === openedId) ?? matching[0] ?? null;
  const onScreen = views.find(({ id }) => id === current?.id);
  const own = views.find(({ id, isOwn }) => isOwn && id === (onScreen?.id ?? openedId));
  const open = (id: string, view: Shown) => (setOpenedId(id), show(view));
  const closed = (id?: string) => (setDialog(null), reload(), id !== undefined && setOpenedId(id));
  return (
    <nav className="views" aria-label={m.views()}>
      <ul>
        {shipped.map((view) => <li key={view.id}><Tab isCurrent={current?.id === view.id} press={() => open(view.id, view)}>{viewNames[view.id]()}</Tab></li>)}
        {views.map((view) => (
          <li key={view.id}>
            <Tab isCurrent={current?.id === view.id} press={() => open(view.id, view)}>
              {!view.isUnderstood && <><Icon name="triangle" /><span className="spoken-only">{m.view_not_understood()}</span> </>}
              {view.name}
              {!view.isOwn && <span className="view-owner"> · {m.view_shared_by({ name: view.owner.name })}</span>}
              {view.isOwn && view.isShared && <span className="view-owner"> · {m.view_is_shared()}</span>}
            </Tab>
          </li>
        ))}
      </ul>
      <div className="view-actions">
        <Button kind="quiet" opensDialog onPress={() => setDialog({ kind: "new" })}>{m.view_save()}</Button>
        {own && <Button kind="quiet" icon="pen" opensDialog onPress={() => setDialog({ kind: "edit", view: own })}>{m.view_edit({ name: own.name })}</Button>}
        {current && <Subscribe key={current.id} tenant={session.tenant.code} view={current.id} />}
        {own && <Button kind="quiet" icon="cross" opensDialog onPress={() => setDialog({ kind: "delete", view: own })}>{m.view_delete({ name: own.name })}</Button>}
      </div>
      {saved.state === "failed" && <ErrorState error={saved.error} retry={reload} />}
      {onScreen && !onScreen.isUnderstood && <Notice tone="attention" title={m.view_not_understood()}><p>{onScreen.isOwn ? m.view_not_understood_own() : m.view_not_understood_theirs({ name: onScreen.owner.name })}</p></Notice>}
      {(dialog?.kind === "new" || dialog?.kind === "edit") && <KeepView path={path} kept={dialog.kind === "edit" ? dialog.view : null} shown={{ query: q, sort, columns }} mayShare={hasRole(session, "supervisor", "administrator")} close={closed} />}
      {dialog?.kind === "delete" && <DeleteView path={path} view={dialog.view} close={closed} />}
    </nav>
  );
}

/** Of a row of tabs that is longer than the screen, the one on screen is never out of it. */
function Tab({ isCurrent, press, children }: { isCurrent: boolean; press: () => void; children: ComponentChildren }) {
  const tab = useRef<HTMLButtonElement>(null);
  useEffect(() => void (isCurrent && tab.current?.scrollIntoView({ block: "nearest", inline: "nearest" })), [isCurrent]);
  return <button ref={tab} type="button" className="view-tab" aria-current={isCurrent ? "true" : undefined} onClick={press}>{children}</button>;
}

/** Whether one is told on working days what is new in the view, and the way to turn it. */
function Subscribe({ tenant, view }: { tenant: string; view: string }) {
  const address = `/v1/t/${tenant}/view-subscriptions`;
  const [remote, reload] = useRemote<SubscriptionList>(address);
  const [error, setError] = useState<ApiError | null>(null);
  const isTold = remote.state === "ready" && remote.value.subscriptions.some((one) => one.view === view);
  const turn = () =>
    void callApi(`${address}/${view}`, { method: isTold ? "DELETE" : "PUT" }).then(
      () => (setError(null), announce(isTold ? m.view_digest_stopped() : m.view_digest_started()), reload()),
      (failed: ApiError) => (setError(failed), reload()),
    );
  return (
    <>
      {remote.state === "ready" && <Button kind="quiet" icon="bell" onPress={turn}>{isTold ? m.view_digest_stop() : m.view_digest()}</Button>}
      {error && <ErrorState error={error} />}
    </>
  );
}
