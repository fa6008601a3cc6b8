import { useEffect, useState } from "react";
import type { KeyList } from "../../../worker/signing/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { ApiError } from "../../shared/remote/api-error.ts";
import type { Remote } from "../../shared/remote/use-remote.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import type { HeldCertificate } from "../held-certificate.ts";
import type { OpenedP12 } from "./open-p12.ts";
import { registerCertificate } from "./register-certificate.ts";
import { serverNow } from "../../shared/remote/server-clock.ts";

type Props = { session: SessionView; opened: OpenedP12; list: Remote<KeyList>; reload: () => void; onHeld: (certificate: HeldCertificate) => void };

/** What the certificate says, and how far it is from signing: unknown here, waiting for approval, ready, or over. */
export function CertificateStanding({ session, opened, list, reload, onHeld }: Props) {
  const isInForce = opened.notBefore <= serverNow() && serverNow() <= opened.notAfter;
  return (
    <>
      <dl className="facts">
        <dt>{m.certificate_subject()}</dt>
        <dd>{opened.subject}</dd>
        {opened.organisation && <><dt>{m.certificate_organisation()}</dt><dd>{[opened.unit, opened.organisation].filter(Boolean).join(", ")}</dd></>}
        <dt>{m.certificate_issuer()}</dt>
        <dd>{opened.issuer}</dd>
        <dt>{m.certificate_dates()}</dt>
        <dd>{formatMoment(new Date(opened.notBefore).toISOString())} – {formatMoment(new Date(opened.notAfter).toISOString())}</dd>
        <dt>{m.certificate_serial()}</dt>
        <dd className="code">{opened.serial}</dd>
      </dl>
      {!isInForce && <Notice tone="bad" title={m.certificate_expired()} />}
      <WhenReady remote={list} retry={reload}>
        {({ keys }) => <Step session={session} opened={opened} registered={keys.find(({ kid }) => kid === opened.key.kid)} reload={reload} onHeld={onHeld} />}
      </WhenReady>
    </>
  );
}

function Step({ session, opened, registered, reload, onHeld }: Pick<Props, "session" | "opened" | "reload" | "onHeld"> & { registered: KeyList["keys"][number] | undefined }) {
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const isReady = registered?.state === "active";
  useEffect(() => {
    if (!isReady) return;
    onHeld({ ...opened.key, subject: opened.subject, ca: registered.certificate?.certifiedBy.ca ?? opened.issuer });
    announce(m.certificate_ready_title());
  }, [isReady]);
  const register = async () => {
    setState({ busy: true, error: null });
    try {
      await registerCertificate(session, opened);
      announce(m.certificate_pending_title());
      setState({ busy: false, error: null });
      reload();
    } catch (error) {
      setState({ busy: false, error: error instanceof ApiError ? error : new ApiError("internal", 0, String(error)) });
    }
  };
  if (!registered) {
    return (
      <Notice tone="note" title={m.certificate_new_title()}>
        <p>{m.certificate_new_text()}</p>
        {state.error && <ErrorState error={state.error} />}
        <Button kind="primary" icon="key" busy={state.busy} onPress={() => void register()}>{m.certificate_register()}</Button>
      </Notice>
    );
  }
  if (registered.state === "pending") {
    return (
      <Notice tone="attention" title={m.certificate_pending_title()}>
        <p>{m.certificate_pending_text()}</p>
        <Button onPress={reload}>{m.key_check_again()}</Button>
      </Notice>
    );
  }
  if (isReady) return null;
  return <Notice tone="bad" title={m.certificate_gone_title()}><p>{m.certificate_gone_text()}</p></Notice>;
}
