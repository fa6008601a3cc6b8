import { useState } from "react";
import type { AccountView } from "../../../worker/sign-in/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import type { PersonDialogProps } from "./roles-dialog.tsx";
import { useChange } from "./use-change.ts";

const SUBJECT = /^[\x21-\x7e]{1,255}$/;

/** Which accounts at the agency's identity provider are this person: see, bind, unbind. */
export function AccountsDialog({ person, address, provider, close, changed }: PersonDialogProps) {
  const [subject, setSubject] = useState("");
  const [isTried, setTried] = useState(false);
  const change = useChange(() => (setSubject(""), setTried(false), changed()));
  const accounts = `${address}/people/${person.id}/accounts`;
  const isWrong = !SUBJECT.test(subject.trim());
  const bind = () => {
    setTried(true);
    if (!isWrong) void change.send(accounts, { method: "POST", body: { subject: subject.trim() } }, m.people_bind_done());
  };
  const unbind = ({ id }: AccountView) => void change.send(`${accounts}/${id}`, { method: "DELETE" }, m.people_unbind_done());
  return (
    <Dialog title={m.people_bound_title({ name: person.name })} onClose={close} actions={<>{provider !== null && <Button kind="primary" busy={change.busy} onPress={bind}>{m.people_bind()}</Button>}<Button onPress={close}>{m.close()}</Button></>}>
      <p>{provider === null ? m.people_bound_no_provider() : m.people_bound_text({ issuer: provider })}</p>
      {person.accounts.length === 0 && <p className="soft">{m.people_bound_none()}</p>}
      {person.accounts.map((account) => (
        <div key={account.id} className="open-link">
          <p>
            <span className="code kid">{account.subject}</span>
            <br />
            <span className="soft small">
              {account.issuer}{account.issuer !== provider && <> ({m.people_bound_former()})</>}
              <br />
              {m.people_bound_who({ name: account.boundBy.name ?? account.boundBy.id, moment: formatMoment(account.boundAt) })}; {account.lastUsedAt ? m.people_bound_used({ moment: formatMoment(account.lastUsedAt) }) : m.people_bound_unused()}
            </span>
          </p>
          <Button kind="danger" busy={change.busy} label={`${m.people_unbind()}: ${account.subject}`} onPress={() => unbind(account)}>{m.people_unbind()}</Button>
        </div>
      ))}
      {provider !== null && (
        <>
          <TextField id="bind-subject" label={m.people_bind_subject()} hint={m.people_bind_hint()} value={subject} onChange={setSubject} maxLength={255} error={isTried && isWrong ? m.people_bind_wrong() : undefined} />
          <p role="status" className="small">{subject.includes("@") && m.people_bind_mail()}</p>
        </>
      )}
      {change.error && <ErrorState error={change.error} />}
    </Dialog>
  );
}
