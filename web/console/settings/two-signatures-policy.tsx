import { m } from "../../words/m.ts";
import { CheckField } from "../../shared/components/field.tsx";
import { namedReportTypes, reportTypeName } from "../../shared/locale/report-type-name.ts";

export function TwoSignaturesValue({ value }: { value: readonly string[] }) {
  if (value.length === 0) return <p>{m.policy_two_signatures_none()}</p>;
  return <ul className="history">{value.map((one) => <li key={one}>{reportTypeName(one)}</li>)}</ul>;
}

/** The report types by name; a form or a type that this page does not know stays as it is until somebody takes it out. */
export function TwoSignaturesEditor({ value, onChange }: { value: string[]; onChange: (value: string[]) => void }) {
  const offered = [...namedReportTypes, ...value.filter((one) => !namedReportTypes.includes(one))];
  const set = (one: string, isOn: boolean) => onChange(offered.filter((other) => (other === one ? isOn : value.includes(other))));
  return (
    <fieldset>
      <legend>{m.policy_two_signatures_for()}</legend>
      {offered.map((one) => <CheckField key={one} id={`two-signatures-${one}`} label={reportTypeName(one)} hint={one} checked={value.includes(one)} onChange={(isOn) => set(one, isOn)} />)}
    </fieldset>
  );
}
