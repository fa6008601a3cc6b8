import { useState } from "react";
import type { NewEnrolment } from "../../../worker/sign-in/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import type { PersonDialogProps } from "./roles-dialog.tsx";

/** Makes a link and shows it once. It is kept nowhere: closing the window is losing it. */
export function LinkDialog({ person, address, close, changed }: PersonDialogProps) {
  const [made, setMade] = useState<NewEnrolment | null>(null);
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const leave = () => {
    close();
    if (made) changed();
  };
  const make = async () => {
    setState({ busy: true, error: null });
    try {
      setMade(await callConfirmed<NewEnrolment>(`${address}/people/${person.id}/enrolments`, { method: "POST" }));
    } catch (error) {
      setState({ busy: false, error: error as ApiError });
    }
  };
  const actions = made ? <Button onPress={leave}>{m.close()}</Button> : <><Button kind="primary" busy={state.busy} onPress={() => void make()}>{m.people_link()}</Button><Button onPress={leave}>{m.cancel()}</Button></>;
  return (
    <Dialog title={m.people_link_title({ name: person.name })} onClose={leave} actions={actions}>
      {state.error && <ErrorState error={state.error} />}
      {made ? <MadeLink made={made} tenant={address.split("/").at(-1)!} /> : <p>{person.passkeys + person.accounts.length > 0 || person.lastSignInAt ? m.people_link_recovery() : m.people_link_first()}</p>}
    </Dialog>
  );
}

function MadeLink({ made, tenant }: { made: NewEnrolment; tenant: string }) {
  const link = `${location.origin}/enrol#${tenant}.${made.secret}`;
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    announce(m.people_link_copied());
  };
  return (
    <>
      <Notice tone="attention" title={m.people_link_once()}>{made.waitsForApproval && <p>{m.people_link_two()}</p>}</Notice>
      <p className="code kid" id="made-link">{link}</p>
      <div className="actions"><Button kind="primary" onPress={() => void copy()}>{m.people_link_copy()}</Button></div>
    </>
  );
}
