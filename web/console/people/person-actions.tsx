import { useState } from "react";
import type { PersonView } from "../../../worker/sign-in/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { AccountsDialog } from "./accounts-dialog.tsx";
import { EndPerson } from "./end-person.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import type { PeopleProps } from "./person-table.tsx";
import { RolesDialog } from "./roles-dialog.tsx";
import { UnitsDialog } from "./units-dialog.tsx";

/** What one may do about somebody else; about oneself, others decide. */
export function PersonActions({ person, ...props }: PeopleProps & { person: PersonView }) {
  const [dialog, setDialog] = useState<"roles" | "link" | "units" | "accounts" | "end" | null>(null);
  if (person.id === props.self) return <p className="soft small">{m.people_self()}</p>;
  const shown = { person, ...props, close: () => setDialog(null) };
  const action = (which: NonNullable<typeof dialog>, text: string, kind: "secondary" | "danger" = "secondary") => <Button kind={kind} label={`${text}: ${person.name}`} onPress={() => setDialog(which)}>{text}</Button>;
  return (
    <div className="actions">
      {action("link", m.people_link())}
      {action("roles", m.people_change_roles())}
      {(props.provider !== null || person.accounts.length > 0) && action("accounts", m.people_bound())}
      {props.isAuthority && action("units", m.people_units())}
      {action("end", m.people_end(), "danger")}
      {dialog === "roles" && <RolesDialog {...shown} />}
      {dialog === "link" && <LinkDialog {...shown} />}
      {dialog === "units" && <UnitsDialog {...shown} />}
      {dialog === "accounts" && <AccountsDialog {...shown} />}
      {dialog === "end" && <EndPerson {...shown} />}
    </div>
  );
}
