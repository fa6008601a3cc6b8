import { useState } from "react";
import type { KeyRevocation, KeyView, RevocationReason } from "../../worker/signing/contract.ts";
import { m } from "../words/m.ts";
import { ApiError } from "../shared/remote/api-error.ts";
import { announce } from "../shared/components/announcements.tsx";
import { Button } from "../shared/components/button.tsx";
import { Dialog } from "../shared/components/dialog.tsx";
import { SelectField, TextField } from "../shared/components/field.tsx";
import { ErrorState } from "../shared/components/states.tsx";
import { callConfirmed } from "../shared/session/call-confirmed.ts";
import { reasonNames } from "./reason-names.ts";

/** `lost` is a revocation with its reason and its day asked for first. */
export type KeyAction = "approve" | "suspend" | "resume" | "revoke" | "lost";

const faces = {
  approve: { title: m.key_approve, text: m.key_approve_text, done: m.key_approved, kind: "primary", path: "approve" },
  suspend: { title: m.key_suspend, text: m.key_suspend_text, done: m.key_suspended, kind: "primary", path: "suspend" },
  resume: { title: m.key_resume, text: m.key_resume_text, done: m.key_resumed, kind: "primary", path: "resume" },
  revoke: { title: m.key_revoke, text: m.key_revoke_text, done: m.key_revoked, kind: "danger", path: "revoke" },
  lost: { title: m.key_lost, text: m.key_revoke_text, done: m.key_revoked, kind: "danger", path: "revoke" },
} as const;

/** Asks once more before a key changes, and of a compromise since when. */
export function ConfirmKeyAction({ signingKey, action, tenant, close, changed }: { signingKey: KeyView; action: KeyAction; tenant: string; close: () => void; changed: () => void }) {
  const [reason, setReason] = useState<RevocationReason>(action === "lost" ? "keyCompromise" : "cessation");
  const [day, setDay] = useState(today());
  const [state, setState] = useState<{ busy: boolean; tried: boolean; error: ApiError | null }>({ busy: false, tried: false, error: null });
  const face = faces[action];
  const isRevocation = face.path === "revoke";
  const asksDay = isRevocation && reason === "keyCompromise";
  const isDayWrong = asksDay && !(/^\d{4}-\d{2}-\d{2}$/.test(day) && day <= today());
  const confirm = async () => {
    if (isDayWrong) return setState({ ...state, tried: true });
    setState({ busy: true, tried: true, error: null });
    try {
      const body: KeyRevocation | Record<string, never> = isRevocation ? { reason, ...(asksDay ? { invalidityDate: `${day}T00:00:00+07:00` } : {}) } : {};
      await callConfirmed(`/v1/t/${tenant}/keys/${signingKey.kid}/${face.path}`, { method: "POST", body });
      announce(face.done());
      close();
      changed();
    } catch (caught) {
      setState({ busy: false, tried: true, error: caught instanceof ApiError ? caught : new ApiError("internal", 0, String(caught)) });
    }
  };
  return (
    <Dialog title={`${face.title()}: ${signingKey.ownerName}`} onClose={close} actions={<><Button kind={face.kind} busy={state.busy} onPress={() => void confirm()}>{face.title()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      <p>{face.text()}</p>
      <p><strong>{signingKey.label}</strong></p>
      <p className="code kid">{signingKey.kid}</p>
      {action === "revoke" && <SelectField id="revoke-reason" label={m.revoke_reason()} value={reason} onChange={(value) => setReason(value as RevocationReason)} options={Object.entries(reasonNames).map(([value, name]) => ({ value, label: name() }))} />}
      {asksDay && <TextField id="revoke-since" type="date" label={m.revoke_since()} hint={m.revoke_since_hint()} value={day} onChange={setDay} error={state.tried && isDayWrong ? m.revoke_since_wrong() : undefined} />}
      {state.error && <ErrorState error={state.error} />}
    </Dialog>
  );
}

/** The Vietnamese day. */
function today(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
}
