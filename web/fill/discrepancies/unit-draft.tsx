import { useState } from "react";
import type { DraftView } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";

type Props = { address: string; written: Record<string, string>; take: (answers: Record<string, string>) => void };

/** The draft that the unit's people share: whoever writes hands it on, whoever signs takes it. Nothing is overwritten unseen. */
export function UnitDraft({ address, written, take }: Props) {
  const [remote, reload] = useRemote<DraftView>(address);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  if (remote.state !== "ready") return null;
  const { version, answers, writtenBy, writtenAt } = remote.value;
  const keep = async () => {
    setBusy(true);
    setError(null);
    try {
      await callApi(address, { method: "PUT", body: { answers: written }, ifMatch: version });
      announce(m.draft_kept());
    } catch (caught) {
      setError(caught as ApiError);
    }
    setBusy(false);
    reload();
  };
  return (
    <div className="unit-draft">
      {error && <ErrorState error={error} />}
      {writtenBy && <p className="small soft">{m.draft_by({ name: writtenBy.name ?? writtenBy.id, when: formatMoment(writtenAt!) })}</p>}
      <div className="actions">
        {version > 0 && <Button kind="quiet" icon="download" onPress={() => take(answers as Record<string, string>)}>{m.draft_take()}</Button>}
        <Button kind="quiet" busy={busy} onPress={() => void keep()}>{m.draft_keep()}</Button>
      </div>
    </div>
  );
}
