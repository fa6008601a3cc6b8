import { useState } from "react";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";

const SOURCE = /^[a-z0-9][a-z0-9.-]{1,31}$/;

export function AddIntegration({ address, added }: { address: string; added: () => void }) {
  const [name, setName] = useState("");
  const [source, setSource] = useState("");
  const [state, setState] = useState<{ tried: boolean; busy: boolean; error: ApiError | null }>({ tried: false, busy: false, error: null });
  const wrong = { name: name.trim() === "", source: !SOURCE.test(source) };
  const add = async () => {
    if (wrong.name || wrong.source) return setState({ ...state, tried: true });
    setState({ tried: true, busy: true, error: null });
    try {
      await callApi(address, { method: "POST", body: { name: name.trim(), source } });
      announce(m.integration_added());
      setName("");
      setSource("");
      setState({ tried: false, busy: false, error: null });
      added();
    } catch (error) {
      setState({ tried: true, busy: false, error: error as ApiError });
    }
  };
  return (
    <section className="card" aria-labelledby="add-integration-title">
      <h2 id="add-integration-title">{m.integration_add()}</h2>
      {state.error && <ErrorState error={state.error} />}
      <TextField id="integration-name" label={m.integration_name()} value={name} onChange={setName} maxLength={120} error={state.tried && wrong.name ? m.integration_name_needed() : undefined} />
      <TextField id="integration-source" label={m.integration_source()} hint={m.integration_source_hint()} value={source} onChange={setSource} maxLength={32} error={state.tried && wrong.source ? m.integration_source_wrong() : undefined} />
      <Button kind="primary" busy={state.busy} onPress={() => void add()}>{m.integration_add()}</Button>
    </section>
  );
}
