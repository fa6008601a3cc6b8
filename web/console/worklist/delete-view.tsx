import { useState } from "react";
import type { SavedViewView } from "../../../worker/worklist/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { ErrorState } from "../../shared/components/states.tsx";

/** Asks once more, and says who else loses it: a deleted view does not come back. */
export function DeleteView({ path, view, close }: { path: string; view: SavedViewView; close: () => void }) {
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const remove = () => {
    setBusy(true);
    callApi(`${path}/${view.id}`, { method: "DELETE" })
      .then(() => (announce(m.view_deleted({ name: view.name })), close()))
      .catch((failed: ApiError) => (setError(failed), setBusy(false)));
  };
  return (
    <Dialog title={m.view_delete({ name: view.name })} onClose={close} actions={<><Button kind="danger" busy={isBusy} onPress={remove}>{m.view_delete_yes()}</Button><Button kind="quiet" onPress={close}>{m.cancel()}</Button></>}>
      {error && <ErrorState error={error} />}
      <p>{view.isShared ? m.view_delete_shared() : m.view_delete_text()}</p>
    </Dialog>
  );
}
