import { useEffect, useState } from "react";
import type { KeyList } from "../../../worker/signing/contract.ts";
import { certificatesWords } from "../../words/certificates-words.ts";
import { addWords, m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Field, FieldError } from "../../shared/components/field.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { useRemote } from "../../shared/remote/use-remote.ts";
import type { CertificateChoiceProps } from "../certificate-choice.tsx";
import { CertificateStanding } from "./certificate-standing.tsx";
import { openP12, P12Refused, type OpenedP12 } from "./open-p12.ts";

await addWords(certificatesWords);

/** Files with a key and a short chain have some kilobytes. */
const MAX_FILE_BYTES = 200_000;

const refusals: Record<P12Refused["reason"], () => string> = {
  password: m.certificate_wrong_password,
  damaged: m.certificate_damaged,
  "no-key": m.certificate_no_key,
  key: m.certificate_bad_key,
  certificate: m.certificate_bad_chain,
};

/** Opens a certificate file here in the browser, registers its certificate once, and lends its key to this page. */
export function CertificatePanel({ session, held, onHeld }: CertificateChoiceProps) {
  const [opened, setOpened] = useState<OpenedP12 | null>(null);
  const [list, reload] = useRemote<KeyList>(`/v1/t/${session.tenant.code}/keys`);
  useEffect(() => void (held && setOpened(null)), [held]);
  if (held) return <Notice tone="good" title={m.certificate_ready_title()}><p>{m.certificate_ready_text()}</p></Notice>;
  return (
    <section className="card" aria-labelledby="certificate-title">
      <h2 id="certificate-title">{m.certificate_title()}</h2>
      <p className="soft small">{m.certificate_lead()}</p>
      {opened ? <CertificateStanding session={session} opened={opened} list={list} reload={reload} onHeld={onHeld} /> : <OpenFile onOpened={setOpened} />}
      {opened && <Button kind="quiet" icon="back" onPress={() => setOpened(null)}>{m.certificate_other()}</Button>}
    </section>
  );
}

function OpenFile({ onOpened }: { onOpened: (opened: OpenedP12) => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [password, setPassword] = useState("");
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null });
  async function open() {
    if (!file) return setState({ busy: false, error: m.certificate_no_file() });
    if (file.size > MAX_FILE_BYTES) return setState({ busy: false, error: m.certificate_too_large() });
    setState({ busy: true, error: null });
    try {
      onOpened(await openP12(new Uint8Array(await file.arrayBuffer()), password));
    } catch (error) {
      setState({ busy: false, error: refusals[error instanceof P12Refused ? error.reason : "damaged"]() });
    }
    setPassword("");
  }
  return (
    <form onSubmit={(event) => (event.preventDefault(), void open())}>
      <Field id="certificate-file" label={m.certificate_file()}>
        <input id="certificate-file" type="file" accept=".p12,.pfx,application/x-pkcs12" onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} />
      </Field>
      <Field id="certificate-password" label={m.certificate_password()}>
        <input id="certificate-password" type="password" autoComplete="off" value={password} aria-describedby={state.error ? "certificate-password-error" : undefined} aria-invalid={state.error ? true : undefined} onInput={(event) => setPassword(event.currentTarget.value)} />
      </Field>
      <div role="alert">{state.error && <FieldError id="certificate-password" error={state.error} />}</div>
      <input type="submit" hidden />
      <Button kind="primary" icon="key" busy={state.busy} onPress={() => void open()}>{state.busy ? m.certificate_opening() : m.certificate_open()}</Button>
    </form>
  );
}
