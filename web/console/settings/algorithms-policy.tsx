import { defaultAlgorithms, signingAlgorithms, type SigningAlgorithm } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { CheckField } from "../../shared/components/field.tsx";
import { AlgorithmName } from "../../signing/algorithm-name.tsx";

export function AlgorithmsValue({ value }: { value: readonly SigningAlgorithm[] }) {
  return <ul className="history">{value.map((alg) => <li key={alg}><AlgorithmName alg={alg} /></li>)}</ul>;
}

const hints: Partial<Record<SigningAlgorithm, () => string>> = { RS256: m.policy_rs256_hint, ES384: m.policy_es384_hint, Ed25519: m.policy_ed25519_hint };

/** The algorithms beyond the two that nobody can switch off. */
export function AlgorithmsEditor({ value, onChange }: { value: SigningAlgorithm[]; onChange: (value: SigningAlgorithm[]) => void }) {
  const set = (alg: SigningAlgorithm, isOn: boolean) => onChange(signingAlgorithms.filter((one) => (one === alg ? isOn : value.includes(one))));
  return (
    <fieldset>
      <legend>{m.policy_algorithms_also()}</legend>
      {signingAlgorithms.filter((alg) => !defaultAlgorithms.includes(alg)).map((alg) => (
        <CheckField key={alg} id={`algorithm-${alg}`} label={alg} hint={hints[alg]?.() ?? ""} checked={value.includes(alg)} onChange={(isOn) => set(alg, isOn)} />
      ))}
    </fieldset>
  );
}
