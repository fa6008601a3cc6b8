import { useState } from "react";
import type { ListColumn, ListSort, SavedViewView } from "../../../worker/worklist/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { CheckField, TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { columnLooks } from "./columns.tsx";

type Props = { path: string; kept: SavedViewView | null; shown: { query: string; sort: ListSort; columns: readonly ListColumn[] }; mayShare: boolean; close: (savedId?: string) => void };

/** A new view of what is on screen, or one's own changed: its name, who sees it, and what it shows only where that is asked for. */
export function KeepView({ path, kept, shown, mayShare, close }: Props) {
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
    callApi<SavedViewView>(kept ? `${path}/${kept.id}` : path, kept ? { method: "PUT", body, ifMatch: kept.version } : { method: "POST", body })
      .then(({ id }) => (announce(m.view_saved({ name: body.name })), close(id)))
      .catch((failed: ApiError) => (setError(failed), setBusy(false)));
  };
  return (
    <Dialog title={kept ? m.view_edit({ name: kept.name }) : m.view_save()} onClose={close} actions={<><Button kind="primary" busy={isBusy} onPress={save}>{m.save()}</Button><Button kind="quiet" onPress={() => close()}>{m.cancel()}</Button></>}>
      {error && <ErrorState error={error} />}
      <TextField id="view-name" label={m.view_name()} value={name} onChange={setName} maxLength={80} {...(isMissing && name.trim() === "" ? { error: m.view_name_missing() } : {})} />
      {kept && <CheckField id="view-take" label={m.view_take()} checked={isTaken} onChange={setTaken} />}
      <p className="soft small"><span className="code">{query}</span></p>
      <p className="soft small">{columns.map((column) => columnLooks[column].title()).join(" · ")}</p>
      {mayShare && <CheckField id="view-shared" label={m.view_share()} checked={isShared} onChange={setShared} />}
    </Dialog>
  );
}
