import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import type { PersonDialogProps } from "./roles-dialog.tsx";
import { useChange } from "./use-change.ts";

export function EndPerson({ person, address, close, changed }: PersonDialogProps) {
  const change = useChange(() => (close(), changed()));
  const end = () => void change.send(`${address}/people/${person.id}/end`, { method: "POST" }, m.people_ended());
  return (
    <Dialog title={m.people_end_title({ name: person.name })} onClose={close} actions={<><Button kind="danger" busy={change.busy} onPress={end}>{m.people_end()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      <p>{m.people_end_text()}</p>
      {change.error && <ErrorState error={change.error} />}
    </Dialog>
  );
}
