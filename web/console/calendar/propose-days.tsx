import { useState } from "react";
import type { HolidayList } from "../../../worker/directory/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { callApi } from "../../shared/remote/call-api.ts";
import { useAct } from "../use-act.ts";
import { dayKindNames } from "./calendar-names.ts";
import { obstacleText } from "./obstacle-text.ts";

type Row = { key: number; day: string; kind: keyof typeof dayKindNames; nameVi: string; nameEn: string };

/** Days off and swapped days as a decision says; begins with the year's days that nobody has confirmed. */
export function ProposeDays({ year, unconfirmed, close, done }: { year: string; unconfirmed: HolidayList["holidays"]; close: () => void; done: () => void }) {
  const [rows, setRows] = useState<Row[]>(() => (unconfirmed.length > 0 ? unconfirmed.map(({ confirmed: _, ...day }, key) => ({ key, ...day })) : [newRow(0)]));
  const [basis, setBasis] = useState("");
  const { busy, error, act } = useAct();
  const change = (key: number, wish: Partial<Row>) => setRows(rows.map((row) => (row.key === key ? { ...row, ...wish } : row)));
  const add = () => setRows([...rows, newRow(Math.max(-1, ...rows.map(({ key }) => key)) + 1)]);
  const send = () => act(async () => {
    const days = rows.map(({ key: _, nameVi, nameEn, ...day }) => ({ ...day, nameVi: nameVi.trim(), nameEn: nameEn.trim() }));
    await callApi("/v1/calendar-changes", { method: "POST", body: { kind: "days", days, basis: basis.trim() } });
    done();
    return m.calendar_proposed();
  });
  const at = (pointer: string) => { const code = error?.errors.find((one) => one.pointer === pointer)?.code; return code && (obstacleText(code) ?? m.calendar_field_needed()); };
  return (
    <Dialog title={m.calendar_propose_days()} onClose={close} actions={<><Button kind="primary" busy={busy} disabled={rows.length === 0} onPress={() => void send()}>{m.calendar_propose()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      <p>{m.calendar_days_hint()}</p>
      {unconfirmed.length > 0 && <p>{m.calendar_days_prefilled({ year })}</p>}
      {error && error.errors.length === 0 && <ErrorState error={error} />}
      {rows.map(({ key, day, kind, nameVi, nameEn }, place) => (
        <fieldset key={key} className="day-row">
          <legend>{m.calendar_day_number({ number: place + 1 })}</legend>
          <TextField id={`day-${key}`} type="date" label={m.calendar_day()} value={day} onChange={(value) => change(key, { day: value })} error={at(`/days/${place}/day`)} />
          <SelectField id={`kind-${key}`} label={m.calendar_day_kind()} value={kind} onChange={(value) => change(key, { kind: value as Row["kind"] })} options={Object.entries(dayKindNames).map(([value, name]) => ({ value, label: name() }))} />
          <TextField id={`name-vi-${key}`} label={m.calendar_name_vi()} value={nameVi} maxLength={100} onChange={(value) => change(key, { nameVi: value })} error={at(`/days/${place}/nameVi`)} />
          <TextField id={`name-en-${key}`} label={m.calendar_name_en()} value={nameEn} maxLength={100} onChange={(value) => change(key, { nameEn: value })} error={at(`/days/${place}/nameEn`)} />
          <Button kind="quiet" icon="cross" label={m.calendar_remove_day_number({ number: place + 1 })} onPress={() => setRows(rows.filter((row) => row.key !== key))}>{m.calendar_remove_day()}</Button>
        </fieldset>
      ))}
      <div className="actions"><Button disabled={rows.length >= 60} onPress={add}>{m.calendar_add_day()}</Button></div>
      <TextField id="days-basis" rows={2} label={m.calendar_basis()} hint={m.calendar_basis_hint()} maxLength={500} value={basis} onChange={setBasis} error={at("/basis")} />
    </Dialog>
  );
}

const newRow = (key: number): Row => ({ key, day: "", kind: "holiday", nameVi: "", nameEn: "" });
