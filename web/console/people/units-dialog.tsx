import { useState } from "react";
import type { PersonView } from "../../../worker/sign-in/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import type { PersonDialogProps } from "./roles-dialog.tsx";
import { useChange } from "./use-change.ts";

/** The units an auditor belongs or belonged to, one a line. */
export function UnitsDialog({ person, address, close, changed }: PersonDialogProps) {
  const [text, setText] = useState(person.units.map(({ unit, until }) => [unit, until].filter(Boolean).join(" ")).join("\n"));
  const [isWrong, setWrong] = useState(false);
  const change = useChange(() => (close(), changed()));
  const save = () => {
    const units = parseUnits(text);
    setWrong(units === null);
    if (units) void change.send(`${address}/people/${person.id}/units`, { method: "PUT", body: { units } }, m.people_units_kept());
  };
  return (
    <Dialog title={m.people_units_title({ name: person.name })} onClose={close} actions={<><Button kind="primary" busy={change.busy} onPress={save}>{m.people_units()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      <p>{m.people_units_text()}</p>
      <TextField id="person-units" label={m.people_units()} hint={m.people_units_example()} value={text} onChange={setText} rows={4} error={isWrong ? m.people_units_wrong() : undefined} />
      {change.error && <ErrorState error={change.error} />}
    </Dialog>
  );
}

function parseUnits(text: string): PersonView["units"] | null {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const parsed = lines.map((line) => /^([A-Z]\w{1,2}(?:-\d{4})?)(?:\s+(\d{4}-\d{2}-\d{2}))?$/.exec(line.toUpperCase()));
  return parsed.every((parts) => parts !== null) ? parsed.map((parts) => ({ unit: parts[1]!, until: parts[2] ?? null })) : null;
}
