import { useState } from "react";
import { BULK_CHUNK, bulkTransitions, type BulkPreview, type BulkView } from "../../../worker/review/bulk-contract.ts";
import type { UnsignedRequest } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { Button, ButtonLink } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { MoveFields } from "../discrepancies/move-fields.tsx";
import { misfitsOf, nothingWritten, requestOf, type Written } from "../discrepancies/typed-move.ts";
import { offerUndo, UndoOffer, withdrawUndo } from "../discrepancies/undo-offer.tsx";
import { BulkRefused } from "./bulk-refused.tsx";
import { OrderProgress } from "./order-progress.tsx";
import { useOrder } from "./use-order.ts";

/** Which ones: named with the versions that were seen, or all that a query matches. */
export type Chosen = { items: readonly { tenant: string; id: string; version: number }[] } | { q: string };
type Move = (typeof bulkTransitions)[number];
type Props = { session: SessionView; chosen: Chosen; close: (hasMoved: boolean) => void; /** The list is read again. */ changed: () => void };
const SHORTEST_QUESTION = 10;

/**
 * One unsigned move for many, in three steps: what to do, what it would do, how it goes. Nothing is moved before the preview was seen; the order
 * goes on by itself when the page is left.
 */
export function BulkDialog({ session, chosen, close, changed }: Props) {
  const [move, setMove] = useState<Move>("acknowledge");
  const [written, setWritten] = useState<Written>({ ...nothingWritten, assignee: session.officer.id });
  const [isTried, setTried] = useState(false);
  const [preview, setPreview] = useState<BulkPreview | null>(null);
  const [given, setGiven] = useState<BulkView | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const looked = useOrder(given?.id ?? null, given);
  const watch = { ...looked, stop: () => looked.stop().finally(() => (withdrawUndo(), changed())) };

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
  const start = () =>
    run(async () => {
      const askedAt = performance.now();
      const order = await callApi<BulkView>("/v1/discrepancies/bulk", { method: "POST", body: body() });
      setGiven(order);
      withdrawUndo();
      if (order.startsIn !== null) offerUndo(`${transitionNames[move]()} (${formatCount(order.total)})`, askedAt, () => callOff(order.id, changed), true);
      else if (order.moved > 0 && order.total <= BULK_CHUNK) offerUndo(`${transitionNames[move]()} (${formatCount(order.moved)})`, askedAt, () => takeBack(order.id, changed));
    });
  const actions = given ? <><Button kind="primary" onPress={() => close(true)}>{m.close()}</Button><ButtonLink kind="quiet" href="/console/orders">{m.orders()}</ButtonLink></>
    : preview ? <><Button kind="primary" busy={isBusy} disabled={preview.movable === 0} onPress={start}>{m.bulk_start({ count: formatCount(preview.movable) })}</Button><Button onPress={() => setPreview(null)}>{m.bulk_back()}</Button></>
    : <><Button kind="primary" busy={isBusy} onPress={look}>{m.bulk_preview()}</Button><Button onPress={() => close(false)}>{m.cancel()}</Button></>;
  return (
    <Dialog title={m.bulk_title()} onClose={() => !isBusy && close(given !== null)} actions={actions}>
      {error && <ErrorState error={error} />}
      {given ? <><OrderProgress watch={watch} />{given.startsIn === null && <UndoOffer />}</> : preview ? (
        <>
          <p>{m.bulk_would({ move: transitionNames[move](), movable: formatCount(preview.movable), total: formatCount(preview.total) })}</p>
          <BulkRefused refused={preview.refused} />
          <p className="soft small">{m.bulk_manifest()} <span className="code">{preview.manifest}</span></p>
        </>
      ) : (
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

/** Takes the whole order back; says how many of it could be. */
async function takeBack(order: string, changed: () => void): Promise<string> {
  const undone = await callApi<BulkView>(`/v1/discrepancies/bulk/${order}/undo`, { method: "POST" }).finally(changed);
  return m.undo_many_done({ moved: formatCount(undone.moved), refused: formatCount(undone.refused) });
}

/** Stops an order that has not begun; says what became of it, should it have begun all the same. */
async function callOff(order: string, changed: () => void): Promise<string> {
  const { moved, refused, notMoved } = await callApi<BulkView>(`/v1/discrepancies/bulk/${order}/stop`, { method: "POST" }).finally(changed);
  return moved + refused === 0 ? m.order_taken_back() : m.order_stopped_counts({ moved: formatCount(moved), refused: formatCount(refused), notMoved: formatCount(notMoved) });
}
