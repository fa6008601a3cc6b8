import { useState } from "react";
import { revocationReasons, type KeyView } from "../../../worker/signing/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { hasRole } from "../../shared/session/use-session.ts";
import { reasonNames } from "./reason-names.ts";

/** Approving a waiting key of someone else; taking one out of use. Each asks once more, with the key's number in view. */
export function KeyActions({ signingKey, session, changed }: { signingKey: KeyView; session: SessionView; changed: () => void }) {
  const [dialog, setDialog] = useState<"approve" | "revoke" | null>(null);
  const isOwn = signingKey.ownerId === session.officer.id;
  const registrar = hasRole(session, "administrator", "operator");
  const mayApprove = registrar && !isOwn && signingKey.state === "pending";
  const mayRevoke = (registrar || isOwn) && signingKey.state !== "revoked";
  return (
    <div className="actions">
      {mayApprove && <Button kind="primary" icon="check" onPress={() => setDialog("approve")}>{m.key_approve()}</Button>}
      {mayRevoke && <Button kind="danger" icon="cross" onPress={() => setDialog("revoke")}>{m.key_revoke()}</Button>}
      {signingKey.state === "pending" && isOwn && <span className="small soft">{m.key_own_waits()}</span>}
      {dialog && <ConfirmKey signingKey={signingKey} action={dialog} tenant={session.tenant.code} close={() => setDialog(null)} changed={changed} />}
    </div>
  );
}

type ConfirmProps = { signingKey: KeyView; action: "approve" | "revoke"; tenant: string; close: () => void; changed: () => void };

function ConfirmKey({ signingKey, action, tenant, close, changed }: ConfirmProps) {
  const [reason, setReason] = useState<string>("cessation");
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const confirm = async () => {
    setState({ busy: true, error: null });
    try {
      await callApi(`/v1/t/${tenant}/keys/${signingKey.kid}/${action}`, { method: "POST", body: action === "revoke" ? { reason, ...(reason === "keyCompromise" ? { invalidityDate: new Date().toISOString() } : {}) } : {} });
      announce(action === "approve" ? m.key_approved() : m.key_revoked());
      close();
      changed();
    } catch (error) {
      setState({ busy: false, error: error as ApiError });
    }
  };
  const title = action === "approve" ? m.key_approve() : m.key_revoke();
  return (
    <Dialog title={`${title}: ${signingKey.ownerName}`} onClose={close} actions={<><Button kind={action === "approve" ? "primary" : "danger"} busy={state.busy} onPress={() => void confirm()}>{title}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      <p>{action === "approve" ? m.key_approve_text() : m.key_revoke_text()}</p>
      <p className="code kid">{signingKey.kid}</p>
      {action === "revoke" && <SelectField id="revoke-reason" label={m.revoke_reason()} value={reason} onChange={setReason} options={revocationReasons.map((value) => ({ value, label: reasonNames[value]!() }))} />}
      {state.error && <ErrorState error={state.error} />}
    </Dialog>
  );
}
