import { useState } from "react";
import type { DiscrepancyDetail, TransitionRequest, UnsignedRequest } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { loadPanelWords } from "../../words/load-panel-words.ts";
import { later } from "../../shared/remote/later.tsx";
import { MoveFields } from "./move-fields.tsx";
import { misfitsOf, nothingWritten, requestOf } from "./typed-move.ts";
import { useKeptAnswers } from "../../shared/components/use-kept-answers.ts";

const ToDecide = later(async () => (await import("../../shared/discrepancies/record/to-decide.tsx")).ToDecide, loadPanelWords);

type Props = { detail: DiscrepancyDetail; session: SessionView; transition: UnsignedRequest["transition"]; busy: boolean; error: ApiError | null; close: () => void; send: (request: TransitionRequest) => Promise<boolean> };

/** An unsigned move that asks for something: a reason in words, a person, a day. What was written waits when the dialog closes. */
export function TypedMoveDialog({ detail, session, transition, busy, error, close, send }: Props) {
  const wish = transition === "grant-extension" ? detail.events.findLast((event) => event.transition === "request-extension") : undefined;
  const [written, write, forget] = useKeptAnswers(`${transition}/${session.officer.id}/${detail.id}`, { ...nothingWritten, assignee: detail.assignee?.id ?? session.officer.id, dueOn: wish?.wishedOn ?? "" });
  const [isTried, setTried] = useState(false);
  const wrong = misfitsOf(transition, written);
  const submit = async () => {
    setTried(true);
    if (wrong[0]) document.getElementById(`move-${wrong[0]}`)?.focus();
    else if (await send(requestOf(transition, written))) forget();
  };
  return (
    <Dialog title={transitionNames[transition]()} onClose={close} actions={<><Button kind="primary" busy={busy} onPress={() => void submit()}>{m.move_send()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      {error && <ErrorState error={error} />}
      {(transition === "grant-extension" || transition === "deny-extension") && <ToDecide detail={detail} />}
      <MoveFields transition={transition} written={written} write={write} wrong={isTried ? wrong : []} wishedOn={wish?.wishedOn ?? null} />
    </Dialog>
  );
}
