import { useState } from "react";
import type { AvailableTransition, DiscrepancyDetail, TransitionId, TransitionRequest, TransitionResult, UnsignedRequest } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { TypedMoveDialog } from "./typed-move-dialog.tsx";
import { fieldsOf, nothingWritten, requestOf } from "./typed-move.ts";
import { AskDialog } from "./ask-dialog.tsx";
import { ConfirmDecisionDialog } from "./confirm-decision-dialog.tsx";
import { DecideDialog, type Outcome } from "./decide-dialog.tsx";
import { offerUndo, withdrawUndo } from "./undo-offer.tsx";

type Props = { detail: DiscrepancyDetail; session: SessionView; moved: () => void };
type State = { busy: boolean; error: ApiError | null; isOutdated: boolean };
const calm: State = { busy: false, error: null, isOutdated: false };

/**
 * The moves open to the reader now. One press for acknowledging; a question or a decision opens its dialog. When somebody else was
 * faster, the record is read again, the dialog makes room for it, and what was written waits for the next opening.
 */
export function MoveBar({ detail, session, moved }: Props) {
  const [dialog, setDialog] = useState<AvailableTransition | null>(null);
  const [state, setState] = useState<State>(calm);
  const address = `/v1/t/${detail.tenant.code}/discrepancies/${detail.id}/transitions`;
  const open = (transition: AvailableTransition | null) => (setDialog(transition), setState(calm));
  const done = (transition: TransitionRequest["transition"], isSigned: boolean, undo: { askedAt: number; run: () => Promise<string> } | null) => {
    open(null);
    if (isSigned) withdrawUndo();
    if (undo) offerUndo(transitionNames[transition](), undo.askedAt, undo.run);
    else announce(m.move_done({ move: transitionNames[transition]() }));
    moved();
  };
  const refused = (error: ApiError) => {
    // A run may have written other numbers since: what was signed is about the old ones.
    const isOutdated = error.code === "version-conflict" || error.errors.some(({ code }) => code === "other-record");
    setState({ busy: false, error: isOutdated ? null : error, isOutdated });
    if (!isOutdated) return;
    setDialog(null);
    moved();
  };
  const send = async (request: TransitionRequest): Promise<boolean> => {
    setState({ ...calm, busy: true });
    const askedAt = performance.now();
    try {
      const after = await callConfirmed<TransitionResult>(address, { method: "POST", body: request, ifMatch: detail.version });
      const canUndo = after.available_transitions.some(({ id }) => id === "undo");
      done(request.transition, false, canUndo ? { askedAt, run: () => takeBack(after.version) } : null);
      return true;
    } catch (error) {
      refused(error as ApiError);
      return false;
    }
  };
  const takeBack = async (version: number): Promise<string> => {
    await callApi(address, { method: "POST", body: { transition: "undo" } satisfies TransitionRequest, ifMatch: version }).finally(moved);
    return m.move_done({ move: m.move_undo() });
  };
  const press = (transition: AvailableTransition) => (isOnePress(transition) ? void send(requestOf(transition.id as UnsignedRequest["transition"], nothingWritten)) : open(transition));
  const shared = { detail, session, close: () => open(null) };
  // Undoing is offered where the move was made, while it can be (undo-offer.tsx).
  const offered = detail.available_transitions.filter(({ id }) => id !== "undo");
  const canTake = detail.assignee?.id !== session.officer.id && detail.available_transitions.some(({ id }) => id === "assign");
  // What is only left over because nothing else can be done now is not urged upon anybody.
  return (
    <section aria-labelledby="panel-moves">
      <h3 id="panel-moves" className="spoken-only">{m.panel_moves()}</h3>
      {state.isOutdated && <Notice tone="attention" isUrgent title={m.move_outdated_title()}><p>{m.move_outdated_text()}</p></Notice>}
      {state.error && !dialog && <ErrorState error={state.error} retry={() => (setState(calm), moved())} />}
      {offered.length === 0 && <p className="soft">{m.moves_none()}</p>}
      <div className="actions moves">
        {offered.filter(({ id }) => !isBeside(id)).map((transition, index) => <MoveButton key={transition.id} transition={transition} isFirst={index === 0 && transition.id !== "request-dismissal"} busy={state.busy} press={press} detail={detail} />)}
      </div>
      {offered.some(({ id }) => isBeside(id)) && (
        <div className="actions moves beside" role="group" aria-label={m.moves_more()}>
          {canTake && <Button kind="quiet" icon="check" busy={state.busy} dataKey="move:take" onPress={() => void send({ transition: "assign", assignee: session.officer.id })}>{m.move_take()}</Button>}
          {offered.filter(({ id }) => isBeside(id)).map((transition) => <MoveButton key={transition.id} transition={transition} isFirst={false} busy={state.busy} press={press} detail={detail} />)}
        </div>
      )}
      {dialog?.id === "ask" && <AskDialog {...shared} busy={state.busy} error={state.error} send={send} />}
      {dialog?.id === "confirm-decision" && <ConfirmDecisionDialog {...shared} done={(isLast) => (isLast ? done("confirm-decision", true, null) : (announce(m.move_done({ move: transitionNames["confirm-decision"]() })), moved()))} refused={refused} />}
      {dialog?.form === "decision" && dialog.id !== "confirm-decision" && <DecideDialog {...shared} transition={dialog.id as Outcome} done={() => done(dialog.id, true, null)} refused={refused} />}
      {dialog && dialog.form === null && dialog.id !== "ask" && <TypedMoveDialog {...shared} transition={dialog.id as UnsignedRequest["transition"]} busy={state.busy} error={state.error} send={send} />}
    </section>
  );
}

/** Moves that leave the state as it is stand apart from those that decide something. */
const beside: readonly TransitionId[] = ["assign", "snooze", "wake", "set-due", "request-break-glass", "break-glass"];
const isBeside = (id: TransitionId) => beside.includes(id);
const isOnePress = ({ id, form }: AvailableTransition) => form === null && id !== "ask" && !(id in fieldsOf);

function MoveButton({ transition, isFirst, busy, press, detail }: { transition: AvailableTransition; isFirst: boolean; busy: boolean; press: (transition: AvailableTransition) => void; detail: DiscrepancyDetail }) {
  const name = transitionNames[transition.id]();
  if (isTheUnits(transition.id)) return <a className="button primary" href={`/fill/discrepancies/${detail.id}`}>{name}</a>;
  return (
    <Button kind={isFirst ? "primary" : isBeside(transition.id) ? "quiet" : "secondary"} {...(transition.signed ? { icon: "lock" as const } : {})} busy={busy} dataKey={`move:${transition.id}`} opensDialog={!isOnePress(transition)} onPress={() => press(transition)}>
      {name}
    </Button>
  );
}

/** What the unit's own people do, they do in /fill. */
const isTheUnits = (id: TransitionId) => id === "explain" || id === "file-correction" || id === "appeal" || id === "request-extension";
