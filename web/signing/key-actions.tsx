import { useState } from "react";
import type { KeyView } from "../../worker/signing/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { Button } from "../shared/components/button.tsx";
import { hasRole } from "../shared/session/use-session.ts";
import { ConfirmKeyAction, type KeyAction } from "./confirm-key-action.tsx";

/** What the reader may do with a key now: its owner, and whoever registers keys for the unit. Each asks once more, with the key's number in view. */
export function KeyActions({ signingKey, session, changed }: { signingKey: KeyView; session: SessionView; changed: () => void }) {
  const [action, setAction] = useState<KeyAction | null>(null);
  const { state } = signingKey;
  const isOwn = signingKey.ownerId === session.officer.id;
  const registrar = hasRole(session, "administrator", "operator");
  const may = registrar || isOwn;
  const mayResume = state === "suspended" && (signingKey.suspendedBy === session.officer.id || (registrar && !isOwn));
  return (
    <div className="actions">
      {registrar && !isOwn && state === "pending" && <Button kind="primary" icon="check" onPress={() => setAction("approve")}>{m.key_approve()}</Button>}
      {mayResume && <Button icon="check" onPress={() => setAction("resume")}>{m.key_resume()}</Button>}
      {may && state === "active" && <Button icon="lock" onPress={() => setAction("suspend")}>{m.key_suspend()}</Button>}
      {may && state !== "revoked" && <Button kind="danger" icon="cross" onPress={() => setAction("revoke")}>{m.key_revoke()}</Button>}
      {may && state !== "pending" && signingKey.reason !== "keyCompromise" && <Button kind="danger" icon="octagon" onPress={() => setAction("lost")}>{m.key_lost()}</Button>}
      {state === "pending" && isOwn && <span className="small soft">{m.key_own_waits()}</span>}
      {action && <ConfirmKeyAction signingKey={signingKey} action={action} tenant={session.tenant.code} close={() => setAction(null)} changed={changed} />}
    </div>
  );
}
