import { useState } from "react";
import { MAX_OVERLAP_DAYS, signingAlgorithms, type KeyChallenge } from "../../../worker/signing/contract.ts";
import type { IntegrationView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";

/**
 * The integration's key never comes here: its operator signs the challenge on their own system and the administrator pastes
 * the public key and the proof. docs/api.md shows how the proof is made.
 */
export function RegisterIntegrationKey({ tenant, integrations, registered }: { tenant: string; integrations: readonly IntegrationView[]; registered: () => void }) {
  const [fields, setFields] = useState({ owner: integrations[0]!.id, alg: "ES256", label: "", jwk: "", pop: "", prevPop: "", overlapDays: String(MAX_OVERLAP_DAYS), notAfter: "" });
  const [challenge, setChallenge] = useState<KeyChallenge | null>(null);
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const set = (name: keyof typeof fields) => (value: string) => setFields({ ...fields, [name]: value });
  const attempt = async (work: () => Promise<void>) => {
    setState({ busy: true, error: null });
    try {
      await work();
      setState({ busy: false, error: null });
    } catch (error) {
      setState({ busy: false, error: error instanceof ApiError ? error : new ApiError("body-invalid", 0, String(error)) });
    }
  };
  const askChallenge = () => attempt(async () => setChallenge(await callApi<KeyChallenge>(`/v1/t/${tenant}/key-challenges`, { method: "POST", body: {} })));
  const register = () =>
    attempt(async () => {
      const { owner, alg, label, jwk, pop, prevPop, overlapDays, notAfter } = fields;
      const rotation = prevPop.trim() ? { prevPop: prevPop.trim(), overlapDays: Number(overlapDays) } : {};
      // The day is the last one on which it signs, in Viet Nam.
      const end = notAfter ? { notAfter: `${notAfter}T23:59:59+07:00` } : {};
      await callConfirmed(`/v1/t/${tenant}/keys`, { method: "POST", body: { owner, alg, label, jwk: JSON.parse(jwk) as unknown, pop: pop.trim(), ...rotation, ...end } });
      announce(m.key_registered());
      setFields({ ...fields, jwk: "", pop: "", prevPop: "" });
      setChallenge(null);
      registered();
    });
  return (
    <section className="card" aria-labelledby="integration-key-title">
      <h2 id="integration-key-title">{m.integration_key_title()}</h2>
      <p>{m.integration_key_text()}</p>
      <SelectField id="key-owner" label={m.console_integrations()} value={fields.owner} onChange={set("owner")} options={integrations.map(({ id, name }) => ({ value: id, label: name }))} />
      {!challenge && <Button busy={state.busy} onPress={() => void askChallenge()}>{m.integration_key_challenge()}</Button>}
      {challenge && (
        <>
          <p>{m.integration_key_claims()}</p>
          <pre className="transcript" tabIndex={0}>{JSON.stringify({ ver: 1, aud: challenge.audience, iss: fields.owner, iat: challenge.serverTime, nonce: challenge.nonce, jkt: "…" }, null, 2)}</pre>
          <SelectField id="key-alg" label={m.integration_key_alg()} value={fields.alg} onChange={set("alg")} options={signingAlgorithms.map((alg) => ({ value: alg, label: alg }))} />
          <TextField id="key-label" label={m.key_label()} value={fields.label} onChange={set("label")} maxLength={80} />
          <TextField id="key-jwk" label={m.integration_key_jwk()} rows={4} value={fields.jwk} onChange={set("jwk")} />
          <TextField id="key-pop" label={m.integration_key_pop()} rows={4} value={fields.pop} onChange={set("pop")} />
          <TextField id="key-not-after" type="date" label={m.integration_key_end()} hint={m.integration_key_end_hint()} value={fields.notAfter} onChange={set("notAfter")} />
          <TextField id="key-prev-pop" label={m.integration_key_prev()} hint={m.integration_key_prev_hint()} rows={4} value={fields.prevPop} onChange={set("prevPop")} />
          {fields.prevPop.trim() && (
            <SelectField id="key-overlap" label={m.integration_key_overlap()} value={fields.overlapDays} onChange={set("overlapDays")} options={Array.from({ length: MAX_OVERLAP_DAYS + 1 }, (_, days) => ({ value: String(days), label: String(days) }))} />
          )}
          <Button kind="primary" icon="key" busy={state.busy} disabled={!fields.label || !fields.jwk || !fields.pop} onPress={() => void register()}>{m.key_register()}</Button>
        </>
      )}
      {state.error && <ErrorState error={state.error} />}
    </section>
  );
}
