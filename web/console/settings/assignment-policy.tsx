import type { TenantKind } from "../../../worker/kernel/context.ts";
import type { PolicyValue } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { TextField } from "../../shared/components/field.tsx";

type Assignment = PolicyValue<"review-assignment">;

const kinds = { ministry: m.kind_ministry, agency: m.kind_agency, province: m.kind_province } as const satisfies Partial<Record<TenantKind, () => string>>;
type Kind = keyof typeof kinds;
const kindList = Object.keys(kinds) as Kind[];

export function AssignmentValue({ value }: { value: Assignment }) {
  return (
    <ul className="history">
      {kindList.map((kind) => <li key={kind}>{kinds[kind]()}: {departmentOf(value, kind) || m.policy_assignment_everybody()}</li>)}
      <li>{m.policy_assignment_cap()}: {value.loadCap}</li>
    </ul>
  );
}

/** A department for each kind of unit (empty: every auditor), and how many open discrepancies one auditor has at most. */
export function AssignmentEditor({ value, onChange }: { value: Assignment; onChange: (value: Assignment) => void }) {
  const setDepartment = (kind: Kind, department: string) =>
    onChange({ ...value, teams: [...value.teams.filter((team) => team.kind !== kind), ...(department.trim() ? [{ kind, department }] : [])] });
  return (
    <fieldset>
      <legend>{m.policy_assignment()}</legend>
      {kindList.map((kind) => <TextField key={kind} id={`team-${kind}`} label={kinds[kind]()} hint={m.policy_assignment_hint()} maxLength={200} value={departmentOf(value, kind)} onChange={(department) => setDepartment(kind, department)} />)}
      <TextField id="load-cap" label={m.policy_assignment_cap()} maxLength={6} value={String(value.loadCap)} onChange={(text) => /^[1-9]\d{0,5}$/.test(text) && onChange({ ...value, loadCap: Number(text) })} />
    </fieldset>
  );
}

function departmentOf({ teams }: Assignment, kind: Kind): string {
  return teams.find((team) => team.kind === kind)?.department ?? "";
}
