import type { OfficerView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { SelectField } from "../../shared/components/field.tsx";
import { WhenReady } from "../../shared/components/states.tsx";

/** The people of the authority who judge; whether one of them can do the next thing, the server says. */
export function AssigneeField({ id, value, onChange }: { id: string; value: string; onChange: (officer: string) => void }) {
  const [officers, reload] = useRemote<{ officers: OfficerView[] }>("/v1/t/VN/officers");
  return (
    <WhenReady remote={officers} retry={reload}>
      {({ officers: all }) => {
        const judges = all.filter(({ roles }) => roles.includes("auditor") || roles.includes("supervisor"));
        return <SelectField id={id} label={m.move_assignee()} value={value} onChange={onChange} options={[{ value: "", label: m.move_assignee_nobody() }, ...judges.map((officer) => ({ value: officer.id, label: `${officer.name} · ${officer.unit}` }))]} />;
      }}
    </WhenReady>
  );
}
