import { useState } from "react";
import type { PolicyView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { policyFaces, type PolicyFace } from "./policy-faces.tsx";
import { PolicyHistory } from "./policy-history.tsx";

/** One policy: what holds, its history, and for administrators the way to settle it anew. */
export function PolicyCard({ policy, tenant, mayChange, changed }: { policy: PolicyView; tenant: string; mayChange: boolean; changed: () => void }) {
  // The server checked the value against the policy's own schema.
  const face = policyFaces[policy.name] as PolicyFace<unknown>;
  const [draft, setDraft] = useState<{ value: unknown } | null>(null);
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const leave = () => {
    setDraft(null);
    setState({ busy: false, error: null });
  };
  const save = async () => {
    setState({ busy: true, error: null });
    try {
      await callConfirmed(`/v1/t/${tenant}/policies/${policy.name}`, { method: "PUT", body: { value: draft!.value, replaces: policy.version } });
      announce(m.policy_saved());
      leave();
      changed();
    } catch (error) {
      setState({ busy: false, error: error as ApiError });
    }
  };
  const title = `policy-${policy.name}`;
  return (
    <section className="card policy" aria-labelledby={title}>
      <h2 id={title}>{face.title()}</h2>
      <p>{face.text()}</p>
      <h3>{m.policy_now()}</h3>
      {face.show(policy.value)}
      {state.error && <ErrorState error={state.error} {...(state.error.code === "version-conflict" ? { retry: () => (leave(), changed()) } : {})} />}
      {draft ? (
        <>
          {face.edit(draft.value, (value) => setDraft({ value }))}
          <div className="actions">
            <Button kind="primary" icon="check" busy={state.busy} disabled={JSON.stringify(draft.value) === JSON.stringify(policy.value)} onPress={() => void save()}>{m.policy_save()}</Button>
            <Button onPress={leave}>{m.cancel()}</Button>
          </div>
        </>
      ) : (
        mayChange && <div className="actions"><Button icon="pen" label={`${m.policy_change()}: ${face.title()}`} onPress={() => setDraft({ value: policy.value })}>{m.policy_change()}</Button></div>
      )}
      <PolicyHistory policy={policy} show={face.show} />
    </section>
  );
}
