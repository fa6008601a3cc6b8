import { useState } from "react";
import type { DiscrepancyDetail, TransitionRequest } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { daysGiven } from "../../../worker/audit/days-given.ts";
import { formatDay } from "../../shared/locale/format-moment.ts";
import { useKeptAnswers } from "../../shared/components/use-kept-answers.ts";

const SHORTEST = 10;
type Props = { detail: DiscrepancyDetail; session: SessionView; busy: boolean; error: ApiError | null; close: () => void; send: (request: TransitionRequest) => Promise<boolean> };

/** The question to the tenant, and by when it is to be answered; without a day the one that its severity gives. */
export function AskDialog({ detail, session, busy, error, close, send }: Props) {
  const [{ question, dueOn }, change, forget] = useKeptAnswers(`ask/${session.officer.id}/${detail.id}`, { question: "", dueOn: "" });
  const [isTried, setTried] = useState(false);
  const isTooShort = question.trim().length < SHORTEST;
  const submit = async () => {
    setTried(true);
    if (isTooShort) document.getElementById("ask-question")?.focus();
    else if (await send({ transition: "ask", question: question.trim(), ...(dueOn ? { dueOn } : {}) })) forget();
  };
  return (
    <Dialog title={m.ask_title()} onClose={close} actions={<><Button kind="primary" busy={busy} onPress={() => void submit()}>{m.ask_send()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      {error && <ErrorState error={error} />}
      <TextField id="ask-question" label={m.ask_question()} hint={m.ask_question_hint()} error={isTried && isTooShort ? m.ask_too_short({ count: SHORTEST }) : undefined} rows={5} maxLength={2000} value={question} onChange={(text) => change({ question: text, dueOn })} />
      <TextField id="ask-due" label={m.ask_due()} hint={m.ask_due_hint({ day: formatDay(detail.daysGiven.explain), days: daysGiven[detail.severity].explain })} type="date" value={dueOn} onChange={(day) => change({ question, dueOn: day })} />
    </Dialog>
  );
}
