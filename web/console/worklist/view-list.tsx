import { useState } from "react";
import type { ListColumn, ListSort, SavedViewView, SubscriptionList } from "../../../worker/worklist/contract.ts";
import { shippedViews, type ShippedViewId } from "../../../worker/worklist/shipped-views.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { errorText } from "../../shared/remote/problem-texts.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { CheckField, TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { hasRole } from "../../shared/session/use-session.ts";

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
  const [editing, setEditing] = useState<SavedViewView | "new" | null>(null);
  /** The view last opened: its owner may change the query on screen and then have the view take it. */
  const [openedId, setOpenedId] = useState<string | null>(null);
  const subscriptions = `/v1/t/${session.tenant.code}/view-subscriptions`;
  const [subscribed, reloadSubscribed] = useRemote<SubscriptionList>(subscriptions);
  const isAuthority = session.tenant.kind === "authority";
  const views = saved.state === "ready" ? saved.value.views : [];
  const isShown = (view: Shown) => view.query === q && view.sort === sort;
  const tab = (key: string, name: string, view: Shown, note?: string) => (
    <li key={key}><button type="button" className="view-tab" aria-current={isShown(view) ? "true" : undefined} title={note} onClick={() => (setOpenedId(key), show(view))}>{name}</button></li>
  );
  const own = views.find((view) => view.isOwn && isShown(view));
  const edited = views.find((view) => view.isOwn && view.id === openedId) ?? own;
  const current = views.find(isShown) ?? shippedViews.find(isShown);
  const isTold = current !== undefined && subscribed.state === "ready" && subscribed.value.subscriptions.some(({ view }) => view === current.id);
  const tell = (id: string) =>
    void callApi(`${subscriptions}/${id}`, { method: isTold ? "DELETE" : "PUT" }).then(
      () => (announce(isTold ? m.view_digest_stopped() : m.view_digest_started()), reloadSubscribed()),
      (error: ApiError) => (announce(errorText(error)), reloadSubscribed()),
    );
  const remove = (view: SavedViewView) =>
    void callApi(`${path}/${view.id}`, { method: "DELETE" }).then(() => (announce(m.view_deleted({ name: view.name })), reload()), () => reload());
  return (
    <nav className="views" aria-label={m.views()}>
      <ul>
        {shippedViews.filter(({ id }) => isAuthority || forTenants.includes(id)).map((view) => tab(view.id, viewNames[view.id](), view))}
        {views.map((view) => tab(view.id, view.name, view, view.isOwn ? undefined : m.view_shared_by({ name: view.owner.name })))}
      </ul>
      <div className="view-actions">
        <Button kind="quiet" onPress={() => setEditing("new")}>{m.view_save()}</Button>
        {edited && <Button kind="quiet" onPress={() => setEditing(edited)}>{m.view_edit({ name: edited.name })}</Button>}
        {current && subscribed.state === "ready" && <Button kind="quiet" icon="bell" onPress={() => tell(current.id)}>{isTold ? m.view_digest_stop() : m.view_digest()}</Button>}
        {own && <Button kind="quiet" icon="cross" onPress={() => remove(own)}>{m.view_delete()}</Button>}
      </div>
      {editing && <KeepView path={path} kept={editing === "new" ? null : editing} shown={{ query: q, sort, columns }} mayShare={hasRole(session, "supervisor", "administrator")} close={() => (setEditing(null), reload())} />}
    </nav>
  );
}

type KeepProps = { path: string; kept: SavedViewView | null; shown: Required<Shown>; mayShare: boolean; close: () => void };

/** A new view of what is on screen, or one's own changed: its name, who sees it, and what it shows only where that is asked for. */
function KeepView({ path, kept, shown, mayShare, close }: KeepProps) {
  const [name, setName] = useState(kept?.name ?? "");
  const [isShared, setShared] = useState(kept?.isShared ?? false);
  const [isTaken, setTaken] = useState(kept === null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const { query, sort, columns } = isTaken || !kept ? shown : kept;
  const save = () => {
    if (name.trim() === "") return setMissing(true);
    setBusy(true);
    const body = { query, sort, columns, name: name.trim().normalize("NFC"), isShared: mayShare && isShared };
    callApi(kept ? `${path}/${kept.id}` : path, kept ? { method: "PUT", body, ifMatch: kept.version } : { method: "POST", body })
      .then(() => (announce(m.view_saved({ name })), close()))
      .catch((failed: ApiError) => (setError(failed), setBusy(false)));
  };
  return (
    <Dialog title={kept ? m.view_edit({ name: kept.name }) : m.view_save()} onClose={close} actions={<><Button kind="primary" busy={isBusy} onPress={save}>{m.save()}</Button><Button kind="quiet" onPress={close}>{m.cancel()}</Button></>}>
      {error && <ErrorState error={error} />}
      <TextField id="view-name" label={m.view_name()} value={name} onChange={setName} maxLength={80} {...(isMissing && name.trim() === "" ? { error: m.view_name_missing() } : {})} />
      {kept && <CheckField id="view-take" label={m.view_take()} checked={isTaken} onChange={setTaken} />}
      <p className="soft small"><span className="code">{query}</span></p>
      {mayShare && <CheckField id="view-shared" label={m.view_share()} checked={isShared} onChange={setShared} />}
    </Dialog>
  );
}
