import { useState } from "react";
import { dismissalReasons } from "../../../worker/forms/contract.ts";
import { SHORTEST_COMMENT, type DiscrepancyDetail, type TransitionRequest, type UnsignedRequest } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { dismissalReasonNames, transitionNames } from "../../shared/discrepancies/words.ts";
import { AssigneeField } from "./assignee-field.tsx";
import { fieldsOf, isShown, misfitsOf, nothingWritten, requestOf, type FieldName } from "./typed-move.ts";
import { useKeptAnswers } from "./use-kept-answers.ts";

type Props = { detail: DiscrepancyDetail; session: SessionView; transition: UnsignedRequest["transition"]; busy: boolean; error: ApiError | null; close: () => void; send: (request: TransitionRequest) => Promise<boolean> };

const snoozeKinds = { "next-run": m.snooze_next_run, day: m.snooze_day, difference: m.snooze_difference, severity: m.snooze_severity } as const;

/** An unsigned move that asks for something: a reason in words, a person, a day. What was written waits when the dialog closes. */
export function TypedMoveDialog({ detail, session, transition, busy, error, close, send }: Props) {
  const [written, write, forget] = useKeptAnswers(`${transition}/${session.officer.id}/${detail.id}`, { ...nothingWritten, assignee: detail.assignee?.id ?? session.officer.id });
  const [isTried, setTried] = useState(false);
  const wrong = misfitsOf(transition, written);
  const submit = async () => {
    setTried(true);
    if (wrong[0]) document.getElementById(`move-${wrong[0]}`)?.focus();
    else if (await send(requestOf(transition, written))) forget();
  };
  const given = (name: FieldName) => ({ id: `move-${name}`, value: written[name], onChange: (value: string) => write({ ...written, [name]: value }) });
  const errorOf = (name: FieldName, text: string) => (isTried && wrong.includes(name) ? text : undefined);
  const fields: Record<FieldName, () => preact.JSX.Element> = {
    comment: () => <TextField {...given("comment")} label={m.move_comment()} hint={m.move_comment_hint({ count: SHORTEST_COMMENT })} error={errorOf("comment", m.move_comment_short({ count: SHORTEST_COMMENT }))} rows={4} maxLength={2000} />,
    reason: () => <SelectField {...given("reason")} label={m.move_reason()} options={dismissalReasons.map((reason) => ({ value: reason, label: dismissalReasonNames[reason]() }))} />,
    duplicateOf: () => <TextField {...given("duplicateOf")} label={m.move_duplicate()} hint={m.move_duplicate_hint()} error={errorOf("duplicateOf", m.move_duplicate_missing())} maxLength={40} />,
    assignee: () => <AssigneeField {...given("assignee")} />,
    dueOn: () => <TextField {...given("dueOn")} label={transition === "snooze" ? m.snooze_day_label() : m.move_due()} error={errorOf("dueOn", m.move_due_missing())} type="date" />,
    snooze: () => <SelectField {...given("snooze")} label={m.snooze_until()} options={Object.entries(snoozeKinds).map(([value, name]) => ({ value, label: name() }))} />,
    over: () => <TextField {...given("over")} label={m.snooze_over_label()} error={errorOf("over", m.snooze_over_wrong())} maxLength={9} />,
  };
  return (
    <Dialog title={transitionNames[transition]()} onClose={close} actions={<><Button kind="primary" busy={busy} onPress={() => void submit()}>{m.move_send()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      {error && <ErrorState error={error} />}
      {fieldsOf[transition]?.filter((name) => isShown(name, written, transition)).map((name) => <div key={name}>{fields[name]()}</div>)}
    </Dialog>
  );
}
