import { useState } from "react";
import type { Role } from "../../../worker/kernel/context.ts";
import type { PersonView } from "../../../worker/sign-in/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import type { PeopleProps } from "./person-table.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { useChange } from "./use-change.ts";

export type PersonDialogProps = PeopleProps & { person: PersonView; close: () => void };

export function RolesDialog({ person, address, isAuthority, isAppointing, close, changed }: PersonDialogProps) {
  const [roles, setRoles] = useState<Role[]>(person.roles);
  const change = useChange(() => (close(), changed()));
  const save = () => void change.send(`${address}/people/${person.id}/roles`, { method: "PUT", body: { roles } }, m.people_roles_changed());
  return (
    <Dialog title={`${m.people_change_roles()}: ${person.name}`} onClose={close} actions={<><Button kind="primary" busy={change.busy} onPress={save}>{m.people_change_roles()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      <p>{m.people_roles_rule()}</p>
      <RoleChoice id={`roles-${person.id}`} roles={roles} isAuthority={isAuthority} isAppointing={isAppointing} change={setRoles} />
      {change.error && <ErrorState error={change.error} />}
    </Dialog>
  );
}
