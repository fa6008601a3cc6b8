import type { PolicyValue } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { CheckField, TextField } from "../../shared/components/field.tsx";

type Value = PolicyValue<"identity-provider">;

export function IdentityProviderValue({ value }: { value: Value }) {
  return value ? <p><span className="code">{value.issuer}</span> · <span className="code">{value.clientId}</span></p> : <p>{m.policy_provider_none()}</p>;
}

/** None, or where the tenant's people sign in and under which name the provider knows this platform. */
export function IdentityProviderEditor({ value, onChange }: { value: Value; onChange: (value: Value) => void }) {
  return (
    <>
      <CheckField id="provider-on" label={m.policy_provider_on()} checked={value !== null} onChange={(isOn) => onChange(isOn ? { issuer: "https://", clientId: "" } : null)} />
      {value && (
        <>
          <TextField id="provider-issuer" label={m.policy_provider_issuer()} hint={m.policy_provider_issuer_hint()} value={value.issuer} onChange={(issuer) => onChange({ ...value, issuer: issuer.trim() })} maxLength={200} />
          <TextField id="provider-client" label={m.policy_provider_client()} hint={m.policy_provider_client_hint()} value={value.clientId} onChange={(clientId) => onChange({ ...value, clientId: clientId.trim() })} maxLength={200} />
        </>
      )}
    </>
  );
}
