import { useState } from "react";
import type { AvailableTransition, DiscrepancyDetail, TransitionRequest } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { AskDialog } from "./ask-dialog.tsx";
import { DecideDialog, type Outcome } from "./decide-dialog.tsx";

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
  const open = (transition: AvailableTransition | null) => (setDialog(transition), setState(calm));
  const done = (transition: TransitionRequest["transition"]) => {
    open(null);
    announce(m.move_done({ move: transitionNames[transition]() }));
    moved();
  };
  const refused = (error: ApiError) => {
    const isOutdated = error.code === "version-conflict";
    setState({ busy: false, error: isOutdated ? null : error, isOutdated });
    if (!isOutdated) return;
    setDialog(null);
    moved();
  };
  const send = async (request: TransitionRequest): Promise<boolean> => {
    setState({ ...calm, busy: true });
    try {
      await callApi(`/v1/t/${detail.tenant.code}/discrepancies/${detail.id}/transitions`, { method: "POST", body: request, ifMatch: detail.version });
      done(request.transition);
      return true;
    } catch (error) {
      refused(error as ApiError);
      return false;
    }
  };
  const press = (transition: AvailableTransition) => (transition.id === "acknowledge" ? void send({ transition: "acknowledge" }) : open(transition));
  const shared = { detail, session, close: () => open(null) };
  return (
    <section aria-labelledby="panel-moves">
      <h3 id="panel-moves" className="spoken-only">{m.panel_moves()}</h3>
      {state.isOutdated && <Notice tone="attention" isUrgent title={m.move_outdated_title()}><p>{m.move_outdated_text()}</p></Notice>}
      {state.error && !dialog && <ErrorState error={state.error} retry={() => (setState(calm), moved())} />}
      {detail.available_transitions.length === 0 && <p className="soft">{m.moves_none()}</p>}
      <div className="actions moves">
        {detail.available_transitions.map((transition, index) =>
          transition.id === "explain" ? (
            <a key={transition.id} className="button primary" href={`/fill/discrepancies/${detail.id}`}>{transitionNames.explain()}</a>
          ) : (
            <Button key={transition.id} kind={index === 0 ? "primary" : "secondary"} {...(transition.signed ? { icon: "lock" as const } : {})} busy={state.busy} onPress={() => press(transition)}>
              {transitionNames[transition.id]()}
            </Button>
          ),
        )}
      </div>
      {dialog?.id === "ask" && <AskDialog {...shared} busy={state.busy} error={state.error} send={send} />}
      {dialog?.form === "decision" && <DecideDialog {...shared} transition={dialog.id as Outcome} done={() => done(dialog.id)} refused={refused} />}
    </section>
  );
}
