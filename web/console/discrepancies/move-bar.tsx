import { useState } from "react";
import type { AvailableTransition, DiscrepancyDetail, TransitionRequest } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { AskDialog } from "./ask-dialog.tsx";
import { DecideDialog } from "./decide-dialog.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";

type Props = { detail: DiscrepancyDetail; session: SessionView; moved: () => void };

/** The moves open to the reader now. One press for acknowledging; a question or a decision opens its dialog. */
export function MoveBar({ detail, session, moved }: Props) {
  const [dialog, setDialog] = useState<AvailableTransition | null>(null);
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const send = async (request: TransitionRequest) => {
    setState({ busy: true, error: null });
    try {
      await callApi(`/v1/t/${detail.tenant.code}/discrepancies/${detail.id}/transitions`, { method: "POST", body: request, ifMatch: detail.version });
      done(request.transition);
      setState({ busy: false, error: null });
    } catch (error) {
      setState({ busy: false, error: error as ApiError });
    }
  };
  const done = (transition: TransitionRequest["transition"]) => {
    setDialog(null);
    announce(m.move_done({ move: transitionNames[transition]() }));
    moved();
  };
  const press = (transition: AvailableTransition) => (transition.id === "acknowledge" ? void send({ transition: "acknowledge" }) : setDialog(transition));
  if (detail.available_transitions.length === 0) return <p className="soft">{m.moves_none()}</p>;
  return (
    <section aria-labelledby="panel-moves">
      <h3 id="panel-moves" className="spoken-only">{m.panel_moves()}</h3>
      {state.error && !dialog && <ErrorState error={state.error} retry={moved} />}
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
      {dialog?.id === "ask" && <AskDialog busy={state.busy} error={state.error} close={() => setDialog(null)} send={send} />}
      {dialog?.form === "decision" && <DecideDialog detail={detail} session={session} transition={dialog.id as "accept" | "uphold" | "dismiss"} close={() => setDialog(null)} done={() => done(dialog.id)} />}
    </section>
  );
}
