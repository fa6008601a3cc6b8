import type { Role } from "../../../worker/kernel/context.ts";
import { m } from "../../words/m.ts";
import { CheckField } from "../../shared/components/field.tsx";
import { roleNames } from "../../shared/session/role-names.ts";

const ofTenant: readonly Role[] = ["officer", "head", "administrator"];
const ofAuthority: readonly Role[] = ["auditor", "supervisor", "administrator", "operator", "officer", "head"];

/** Which roles; the server refuses those that nobody holds together, and says which. */
export function RoleChoice({ id, roles, isAuthority, isAppointing, change }: { id: string; roles: readonly Role[]; isAuthority: boolean; isAppointing: boolean; change: (roles: Role[]) => void }) {
  const offered = isAppointing ? (["administrator"] as const) : isAuthority ? ofAuthority : ofTenant;
  return (
    <fieldset className="roles">
      <legend>{m.people_roles()}</legend>
      {offered.map((role) => (
        <CheckField key={role} id={`${id}-${role}`} label={roleNames[role]()} checked={roles.includes(role)} onChange={(isGiven) => change(isGiven ? [...roles, role] : roles.filter((one) => one !== role))} />
      ))}
    </fieldset>
  );
}
