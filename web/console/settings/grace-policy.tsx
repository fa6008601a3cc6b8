import { m } from "../../words/m.ts";
import { SelectField } from "../../shared/components/field.tsx";

const choices = [0, 6, 12, 24, 48, 72, 168] as const;

export function GraceValue({ value }: { value: number }) {
  return <p>{m.policy_grace_hours({ count: value })}</p>;
}

/** The steps that make a difference: a working day, a weekend, a week. */
export function GraceEditor({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const offered = [...new Set([...choices, value])].sort((a, b) => a - b);
  return <SelectField id="crl-grace" label={m.policy_grace_field()} value={String(value)} onChange={(hours) => onChange(Number(hours))} options={offered.map((hours) => ({ value: String(hours), label: m.policy_grace_hours({ count: hours }) }))} />;
}
