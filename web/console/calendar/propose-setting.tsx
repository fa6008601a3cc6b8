import { useState } from "react";
import type { ReportTypeList } from "../../../worker/directory/contract.ts";
import { cutOffRules, firstMonthsOf, listWindowsOfYear, type CutOffRule } from "../../../worker/kernel/windows.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { formatDay, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { dayOf } from "../day-of.ts";
import { useAct } from "../use-act.ts";
import { ruleNames } from "./calendar-names.ts";
import { obstacleText } from "./obstacle-text.ts";

type Type = ReportTypeList["reportTypes"][number];

/** Another cut-off rule or deadline for a report type, from a period on that has not begun. */
export function ProposeSetting({ types, first, close, done }: { types: readonly Type[]; first: string; close: () => void; done: () => void }) {
  const [chosen, setChosen] = useState(first);
  const type = types.find(({ id }) => id === chosen)!;
  const boundaries = boundariesOf(type, dayOf(Date.now()));
  const now = type.settings.at(-1)!;
  const [validFrom, setValidFrom] = useState("");
  const [rule, setRule] = useState<CutOffRule>(now.cutOffRule);
  const [days, setDays] = useState(String(now.deadlineWorkingDays));
  const [basis, setBasis] = useState("");
  const { busy, error, act } = useAct();
  const from = boundaries.some(({ value }) => value === validFrom) ? validFrom : boundaries[0]!.value;
  const send = () => act(async () => {
    await callApi("/v1/calendar-changes", { method: "POST", body: { kind: "setting", reportType: chosen, validFrom: from, cutOffRule: rule, deadlineWorkingDays: Number(days), basis: basis.trim() } });
    done();
    return m.calendar_proposed();
  });
  const at = (pointer: string) => { const code = error?.errors.find((one) => one.pointer === pointer)?.code; return code && (obstacleText(code) ?? m.calendar_field_needed()); };
  return (
    <Dialog title={m.calendar_propose_setting()} onClose={close} actions={<><Button kind="primary" busy={busy} onPress={() => void send()}>{m.calendar_propose()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      <p>{m.calendar_setting_hint()}</p>
      {error && error.errors.length === 0 && <ErrorState error={error} />}
      <SelectField id="change-type" label={m.reporting_type()} value={chosen} onChange={setChosen} options={types.map(({ id }) => ({ value: id, label: reportTypeName(id) }))} error={at("/reportType")} />
      <SelectField id="change-from" label={m.calendar_from_period()} value={from} onChange={setValidFrom} options={boundaries} error={at("/validFrom")} />
      <SelectField id="change-rule" label={m.calendar_rule()} value={rule} onChange={(value) => setRule(value as CutOffRule)} options={cutOffRules.map((value) => ({ value, label: ruleNames[value]() }))} error={at("/cutOffRule")} />
      <TextField id="change-days" label={m.calendar_deadline_days()} value={days} onChange={setDays} maxLength={2} error={at("/deadlineWorkingDays")} />
      <TextField id="change-basis" rows={2} label={m.calendar_basis()} hint={m.calendar_basis_hint()} maxLength={500} value={basis} onChange={setBasis} error={at("/basis")} />
    </Dialog>
  );
}

/** The next periods at which a rule of the type may begin: those whose window has not begun. */
function boundariesOf({ periodKind, settings }: Type, today: string): { value: string; label: string }[] {
  const year = Number(today.slice(0, 4));
  return [year, year + 1, year + 2]
    .flatMap((one) => listWindowsOfYear(periodKind, settings, one).map((window, place) => ({ window, value: `${one}-${String(firstMonthsOf(periodKind)[place]).padStart(2, "0")}-01` })))
    .filter(({ window, value }) => window.from > today && value >= settings.at(-1)!.validFrom)
    .slice(0, 12)
    .map(({ window, value }) => ({ value, label: m.calendar_period_begins({ period: formatPeriod(window.id), day: formatDay(window.from) }) }));
}
