import type { PersonView } from "../../../worker/sign-in/contract.ts";
import { m } from "../../words/m.ts";
import { Table, type Column } from "../../shared/components/table.tsx";
import { formatDay, formatMoment } from "../../shared/locale/format-moment.ts";
import { roleNames } from "../../shared/session/role-names.ts";
import { OpenLinks } from "./open-links.tsx";
import { PersonActions } from "./person-actions.tsx";

export type PeopleProps = { self: string; address: string; isAuthority: boolean; isAppointing: boolean; provider: string | null; changed: () => void };

/** The people with their roles, their ways in, their open links, and what the reader may do. */
export function PersonTable({ people, ...props }: PeopleProps & { people: readonly PersonView[] }) {
  const columns: Column<PersonView>[] = [
    { id: "name", title: m.people_name(), isRowTitle: true, cell: (person) => <>{person.name}<br /><span className="soft small">{person.unit}</span></> },
    { id: "roles", title: m.people_roles(), cell: (person) => <Roles person={person} /> },
    { id: "ways", title: m.people_ways(), cell: (person) => <Ways person={person} /> },
    { id: "actions", title: m.people_actions(), cell: (person) => <><OpenLinks person={person} {...props} /><PersonActions person={person} {...props} /></> },
  ];
  return <Table caption={m.console_people()} columns={columns} rows={people} rowKey={(person) => person.id} />;
}

function Roles({ person }: { person: PersonView }) {
  return (
    <>
      {person.roles.length === 0 ? <span className="soft">{m.people_no_role()}</span> : person.roles.map((role) => roleNames[role]()).join(", ")}
      {person.units.length > 0 && (
        <ul className="history small">
          {person.units.map(({ unit, until }) => <li key={unit}>{until ? m.people_unit_until({ unit, day: formatDay(until) }) : m.people_unit_still({ unit })}</li>)}
        </ul>
      )}
    </>
  );
}

function Ways({ person }: { person: PersonView }) {
  return (
    <>
      {m.people_passkeys({ count: person.passkeys })}
      {person.accounts.length > 0 && <><br />{m.people_accounts({ count: person.accounts.length })}</>}
      <br />
      <span className="soft small">{person.lastSignInAt ? m.people_last({ moment: formatMoment(person.lastSignInAt) }) : m.people_never()}</span>
    </>
  );
}
