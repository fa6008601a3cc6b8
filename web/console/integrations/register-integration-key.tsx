import { useState } from "react";
import { MAX_OVERLAP_DAYS, type KeyChallenge, type KeyView } from "../../../worker/signing/contract.ts";
import type { IntegrationView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import { ChainField } from "./chain-field.tsx";
import { ProveCommand } from "./prove-command.tsx";
import { parseProof } from "./parse-proof.ts";
import type { ReadChain } from "./read-chain-files.ts";

type Props = { tenant: string; integrations: readonly IntegrationView[]; keys: readonly KeyView[]; registered: () => void };
type Kind = "bare" | "certificate";

const empty = { printed: "", label: "", notAfter: "", overlapDays: String(MAX_OVERLAP_DAYS) };

/**
 * The integration's key never comes here: its operator runs one command beside the key, and the administrator pastes what it prints. With a certificate
 * the chain is chosen first, because the proof names it.
 */
export function RegisterIntegrationKey({ tenant, integrations, keys, registered }: Props) {
  const [choice, setChoice] = useState<{ owner: string; kind: Kind; old: string }>({ owner: integrations.at(-1)!.id, kind: "bare", old: "" });
  const [chain, setChain] = useState<ReadChain | null>(null);
  const [challenge, setChallenge] = useState<KeyChallenge | null>(null);
  const [fields, setFields] = useState(empty);
  const [state, setState] = useState<{ busy: boolean; isTried: boolean; error: ApiError | null }>({ busy: false, isTried: false, error: null });
  const replaceable = keys.filter(({ ownerId, state: is, replacedBy }) => ownerId === choice.owner && is === "active" && replacedBy === null);
  const old = replaceable.find(({ kid }) => kid === choice.old) ?? null;
  // Another choice is another command: the one that is shown would prove something else.
  const choose = (change: Partial<typeof choice>) => (setChoice({ ...choice, ...change }), setChallenge(null));
  const set = (name: keyof typeof fields) => (value: string) => setFields({ ...fields, [name]: value });
  const proof = parseProof(fields.printed, old !== null);
  const wrong = { printed: proof === null, label: fields.label.trim() === "" };

  const attempt = async (work: () => Promise<void>) => {
    setState({ busy: true, isTried: false, error: null });
    try {
      await work();
      setState({ busy: false, isTried: false, error: null });
    } catch (error) {
      setState({ busy: false, isTried: true, error: error instanceof ApiError ? error : new ApiError("internal", 0, String(error)) });
    }
  };
  const askChallenge = () => attempt(async () => setChallenge(await callApi<KeyChallenge>(`/v1/t/${tenant}/key-challenges`, { method: "POST", body: {} })));
  const register = async () => {
    if (!proof || wrong.label) return setState({ ...state, isTried: true });
    await attempt(async () => {
      const { alg, jwk, pop, prevPop } = proof;
      const key = choice.kind === "certificate" ? { x5c: chain!.x5c } : { jwk };
      const rotation = old ? { prevPop, overlapDays: Number(fields.overlapDays) } : {};
      // The day is the last one on which it signs, in Viet Nam.
      const end = fields.notAfter ? { notAfter: `${fields.notAfter}T23:59:59+07:00` } : {};
      await callConfirmed(`/v1/t/${tenant}/keys`, { method: "POST", body: { owner: choice.owner, alg, label: fields.label.trim(), pop, ...key, ...rotation, ...end } });
      announce(old ? m.integration_key_rotated() : m.integration_key_waits());
      setFields(empty);
      setChallenge(null);
      setChain(null);
      setChoice({ ...choice, old: "" });
      registered();
    });
  };

  return (
    <section className="card" aria-labelledby="integration-key-title">
      <h2 id="integration-key-title">{m.integration_key_title()}</h2>
      <p>{m.integration_key_text()}</p>
      <SelectField id="key-owner" label={m.keys_integration()} value={choice.owner} onChange={(owner) => choose({ owner, old: "" })} options={integrations.map(({ id, name }) => ({ value: id, label: name }))} />
      <SelectField id="key-kind" label={m.integration_key_kind()} value={choice.kind} onChange={(kind) => choose({ kind: kind as Kind })} options={[{ value: "bare", label: m.integration_key_bare() }, { value: "certificate", label: m.integration_key_certificate() }]} />
      {choice.kind === "certificate" && <ChainField chain={chain} onChain={(read) => (setChain(read), setChallenge(null))} />}
      {replaceable.length > 0 && (
        <SelectField id="key-old" label={m.integration_key_replaces()} hint={m.integration_key_replaces_hint()} value={choice.old} onChange={(kid) => choose({ old: kid })} options={[{ value: "", label: m.integration_key_replaces_none() }, ...replaceable.map(({ kid, label }) => ({ value: kid, label: `${label} (${kid.slice(0, 8)}…)` }))]} />
      )}
      {!challenge && <Button busy={state.busy} disabled={choice.kind === "certificate" && chain === null} onPress={() => void askChallenge()}>{m.integration_key_challenge()}</Button>}
      {challenge && (
        <>
          <ProveCommand challenge={challenge} owner={choice.owner} x5t={choice.kind === "certificate" ? chain!.x5t : null} old={old} />
          <TextField id="key-printed" label={m.integration_key_printed()} hint={m.integration_key_printed_hint()} rows={4} value={fields.printed} onChange={set("printed")} error={state.isTried && wrong.printed ? m.integration_key_printed_wrong() : undefined} />
          <TextField id="key-label" label={m.key_label()} value={fields.label} onChange={set("label")} maxLength={80} error={state.isTried && wrong.label ? m.integration_key_label_needed() : undefined} />
          <TextField id="key-not-after" type="date" label={m.integration_key_end()} hint={m.integration_key_end_hint()} value={fields.notAfter} onChange={set("notAfter")} />
          {old && <SelectField id="key-overlap" label={m.integration_key_overlap()} value={fields.overlapDays} onChange={set("overlapDays")} options={Array.from({ length: MAX_OVERLAP_DAYS + 1 }, (_, days) => ({ value: String(days), label: String(days) }))} />}
          <Button kind="primary" icon="key" busy={state.busy} onPress={() => void register()}>{m.key_register()}</Button>
        </>
      )}
      {state.error && <ErrorState error={state.error} />}
    </section>
  );
}
