import { useState } from "react";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import type { AnchorCardProps } from "./anchor-card.tsx";

/** Approving what somebody else proposed, and ending the trust; each asks once more, with the digest in view. */
export function AnchorActions({ anchor, address, session, changed }: AnchorCardProps) {
  const [dialog, setDialog] = useState<"approve" | "retire" | null>(null);
  const isOwn = anchor.addedBy === session.officer.id;
  if (anchor.state === "retired") return null;
  return (
    <div className="actions">
      {anchor.state === "pending" && !isOwn && <Button kind="primary" icon="check" onPress={() => setDialog("approve")}>{m.anchor_approve()}</Button>}
      {anchor.state === "pending" && isOwn && <span className="small soft">{m.anchor_own_waits()}</span>}
      <Button kind="danger" icon="cross" onPress={() => setDialog("retire")}>{m.anchor_retire()}</Button>
      {dialog && <Confirm anchor={anchor} address={address} action={dialog} close={() => setDialog(null)} changed={changed} />}
    </div>
  );
}

type ConfirmProps = Pick<AnchorCardProps, "anchor" | "address" | "changed"> & { action: "approve" | "retire"; close: () => void };

function Confirm({ anchor, address, action, close, changed }: ConfirmProps) {
  const [reason, setReason] = useState("");
  const [state, setState] = useState<{ tried: boolean; busy: boolean; error: ApiError | null }>({ tried: false, busy: false, error: null });
  const isRetiring = action === "retire";
  const confirm = async () => {
    if (isRetiring && reason.trim() === "") return setState({ ...state, tried: true });
    setState({ tried: true, busy: true, error: null });
    try {
      await callConfirmed(`${address}/${action}`, { method: "POST", body: isRetiring ? { reason: reason.trim() } : {} });
      announce(isRetiring ? m.anchor_retired() : m.anchor_approved());
      close();
      changed();
    } catch (error) {
      setState({ tried: true, busy: false, error: error as ApiError });
    }
  };
  const title = isRetiring ? m.anchor_retire() : m.anchor_approve();
  return (
    <Dialog title={`${title}: ${anchor.label}`} onClose={close} actions={<><Button kind={isRetiring ? "danger" : "primary"} busy={state.busy} onPress={() => void confirm()}>{title}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      <p>{isRetiring ? m.anchor_retire_text() : m.anchor_approve_text()}</p>
      <p className="code kid">{anchor.sha256}</p>
      {isRetiring && <TextField id="retire-reason" label={m.anchor_reason()} value={reason} onChange={setReason} maxLength={200} error={state.tried && reason.trim() === "" ? m.anchor_reason_needed() : undefined} />}
      {state.error && <ErrorState error={state.error} />}
    </Dialog>
  );
}
