import { useState } from "react";
import { bulkTransitions, type BulkPreview, type BulkView } from "../../../worker/review/bulk-contract.ts";
import type { UnsignedRequest } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { MoveFields } from "../discrepancies/move-fields.tsx";
import { misfitsOf, nothingWritten, requestOf, type Written } from "../discrepancies/typed-move.ts";
import { BulkOutcome } from "./bulk-outcome.tsx";

/** Which ones: named with the versions that were seen, or all that a query matches. */
export type Chosen = { items: readonly { tenant: string; id: string; version: number }[] } | { q: string };
type Move = (typeof bulkTransitions)[number];
const SHORTEST_QUESTION = 10;

/**
 * One move for many, in three steps: what to do, what it would do, how it goes. Nothing is moved before the preview was seen; a connection
 * that breaks loses nothing, because the order is kept and goes on where it stopped.
 */
export function BulkDialog({ session, chosen, close }: { session: SessionView; chosen: Chosen; close: (hasMoved: boolean) => void }) {
  const [move, setMove] = useState<Move>("acknowledge");
  const [written, setWritten] = useState<Written>({ ...nothingWritten, assignee: session.officer.id });
  const [isTried, setTried] = useState(false);
  const [preview, setPreview] = useState<BulkPreview | null>(null);
  const [order, setOrder] = useState<BulkView | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);

  const isQuestionShort = move === "ask" && written.comment.trim().length < SHORTEST_QUESTION;
  const wrong = misfitsOf(move, written);
  const body = () => ({ ...chosen, request: requestFor(move, written) });
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    work().catch((failed: ApiError) => setError(failed)).finally(() => setBusy(false));
  };
  const look = () => {
    setTried(true);
    if (wrong.length === 0 && !isQuestionShort) run(async () => setPreview(await callApi<BulkPreview>("/v1/discrepancies/bulk-preview", { method: "POST", body: body() })));
  };
  const goOn = (from: BulkView | null) =>
    run(async () => {
      let current = from ?? (await callApi<BulkView>("/v1/discrepancies/bulk", { method: "POST", body: body() }));
      setOrder(current);
      while (current.waiting > 0) {
        current = await callApi<BulkView>(`/v1/discrepancies/bulk/${current.id}/continue`, { method: "POST" });
        setOrder(current);
      }
    });
  const isDone = order !== null && order.waiting === 0;
  const actions = isDone ? <Button kind="primary" onPress={() => close(true)}>{m.close()}</Button>
    : order ? <>{error && <Button kind="primary" busy={isBusy} onPress={() => goOn(order)}>{m.bulk_go_on()}</Button>}<Button onPress={() => close(true)}>{m.bulk_later()}</Button></>
    : preview ? <><Button kind="primary" busy={isBusy} disabled={preview.movable === 0} onPress={() => goOn(null)}>{m.bulk_start({ count: formatCount(preview.movable) })}</Button><Button onPress={() => setPreview(null)}>{m.bulk_back()}</Button></>
    : <><Button kind="primary" busy={isBusy} onPress={look}>{m.bulk_preview()}</Button><Button onPress={() => close(false)}>{m.cancel()}</Button></>;
  return (
    <Dialog title={m.bulk_title()} onClose={() => !isBusy && close(order !== null)} actions={actions}>
      {error && <ErrorState error={error} />}
      {preview || order ? <BulkOutcome move={transitionNames[move]()} preview={preview} order={order} /> : (
        <>
          <SelectField id="bulk-move" label={m.bulk_move()} value={move} onChange={(value) => (setMove(value as Move), setTried(false))} options={bulkTransitions.map((one) => ({ value: one, label: transitionNames[one]() }))} />
          {move === "ask" ? (
            <TextField id="bulk-question" label={m.bulk_question()} value={written.comment} onChange={(comment) => setWritten({ ...written, comment })} rows={4} maxLength={2000} {...(isTried && isQuestionShort ? { error: m.bulk_question_short() } : {})} />
          ) : (
            <MoveFields transition={move} written={written} write={setWritten} wrong={isTried ? wrong : []} />
          )}
        </>
      )}
    </Dialog>
  );
}

function requestFor(move: Move, written: Written): UnsignedRequest {
  return move === "ask" ? { transition: "ask", question: written.comment.trim() } : requestOf(move, written);
}
