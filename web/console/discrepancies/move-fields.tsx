import { dismissalReasons } from "../../../worker/forms/contract.ts";
import type { TransitionId } from "../../../worker/review/contract.ts";
import { SHORTEST_COMMENT } from "../../../worker/kernel/shortest-comment.ts";
import { m } from "../../words/m.ts";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { dismissalReasonNames } from "../../shared/discrepancies/words.ts";
import { formatDay } from "../../shared/locale/format-moment.ts";
import { AssigneeField } from "./assignee-field.tsx";
import { fieldsOf, isShown, type FieldName, type Written } from "./typed-move.ts";

type Props = { transition: TransitionId; written: Written; write: (written: Written) => void; /** Fields that are named wrong now. */ wrong: readonly FieldName[]; /** The day a unit asks for, where one is answered. */ wishedOn?: string | null };

const snoozeKinds = { "next-run": m.snooze_next_run, day: m.snooze_day, difference: m.snooze_difference, severity: m.snooze_severity } as const;

/** What an unsigned move asks for: a reason in words, a person, a day. */
export function MoveFields({ transition, written, write, wrong, wishedOn }: Props) {
  const given = (name: FieldName) => ({ id: `move-${name}`, value: written[name], onChange: (value: string) => write({ ...written, [name]: value }) });
  const errorOf = (name: FieldName, text: string) => (wrong.includes(name) ? text : undefined);
  const fields: Record<FieldName, () => preact.JSX.Element> = {
    comment: () => <TextField {...given("comment")} label={m.move_comment()} hint={m.move_comment_hint({ count: SHORTEST_COMMENT })} error={errorOf("comment", m.move_comment_short({ count: SHORTEST_COMMENT }))} rows={4} maxLength={2000} />,
    reason: () => <SelectField {...given("reason")} label={m.move_reason()} options={dismissalReasons.map((reason) => ({ value: reason, label: dismissalReasonNames[reason]() }))} />,
    duplicateOf: () => <TextField {...given("duplicateOf")} label={m.move_duplicate()} hint={m.move_duplicate_hint()} error={errorOf("duplicateOf", m.move_duplicate_missing())} maxLength={40} />,
    assignee: () => <AssigneeField {...given("assignee")} />,
    dueOn: () => <TextField {...given("dueOn")} label={transition === "snooze" ? m.snooze_day_label() : transition === "grant-extension" ? m.grant_due() : m.move_due()} hint={transition !== "grant-extension" ? undefined : wishedOn ? m.grant_due_hint({ day: formatDay(wishedOn) }) : m.grant_due_many()} error={errorOf("dueOn", m.move_due_missing())} type="date" />,
    snooze: () => <SelectField {...given("snooze")} label={m.snooze_until()} options={Object.entries(snoozeKinds).map(([value, name]) => ({ value, label: name() }))} />,
    over: () => <TextField {...given("over")} label={m.snooze_over_label()} error={errorOf("over", m.snooze_over_wrong())} maxLength={9} />,
  };
  return <>{fieldsOf[transition]?.filter((name) => isShown(name, written, transition)).map((name) => <div key={name}>{fields[name]()}</div>)}</>;
}
