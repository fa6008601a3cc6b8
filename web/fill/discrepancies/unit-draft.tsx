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

type Props = { address: string; /** Nothing else can be done with what is written. */ isOnlyWay: boolean; written: Record<string, string>; take: (answers: Record<string, string>) => void };

/** The draft that the unit's people share: whoever writes hands it on, whoever signs takes it. Nothing is overwritten unseen. */
export function UnitDraft({ address, isOnlyWay, written, take }: Props) {
  const [remote, reload] = useRemote<DraftView>(address);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const [before, setBefore] = useState<Record<string, string> | null>(null);
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
        {version > 0 && <Button kind="quiet" icon="download" onPress={() => (setBefore(written), take(answers as Record<string, string>), announce(m.draft_taken()))}>{m.draft_take()}</Button>}
        {before && <Button kind="quiet" icon="back" onPress={() => (take(before), setBefore(null))}>{m.draft_restore()}</Button>}
        <Button kind={isOnlyWay ? "primary" : "quiet"} busy={busy} onPress={() => void keep()}>{m.draft_keep()}</Button>
      </div>
    </div>
  );
}
