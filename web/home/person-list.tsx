import type { OfficerView } from "../../worker/tenancy/contract.ts";
import { roleNames } from "../shared/session/role-names.ts";

/** One large target a person: the name, the unit, the roles. */
export function PersonList({ officers, busyId, onEnter }: { officers: readonly OfficerView[]; busyId: string | null; onEnter: (officer: OfficerView) => void }) {
  return (
    <ul className="people">
      {officers.map((officer) => (
        <li key={officer.id}>
          <button type="button" className="person" aria-busy={busyId === officer.id} onClick={() => busyId === null && onEnter(officer)}>
            <strong>{officer.name}</strong>
            <span>{officer.roles.map((role) => roleNames[role]()).join(", ")}</span>
            <span className="soft small">{officer.unit}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
