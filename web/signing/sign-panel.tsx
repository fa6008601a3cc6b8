import { useEffect, useMemo, useState } from "react";
import type { FormVersionView } from "../../worker/forms/contract.ts";
import { attachedTranscript } from "../../worker/forms/attached-transcript.ts";
import type { AttachmentView } from "../../worker/submissions/attachment-contract.ts";
import { digestOf } from "../../worker/kernel/digest.ts";
import type { TenantView } from "../../worker/directory/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import type { ApiError } from "../shared/remote/api-error.ts";
import { Button } from "../shared/components/button.tsx";
import { Notice } from "../shared/components/notice.tsx";
import { ErrorState } from "../shared/components/states.tsx";
import { currentLocale } from "../shared/locale/current-locale.ts";
import { formatMoment } from "../shared/locale/format-moment.ts";
import { subjectOf, type Destination } from "./destination.ts";
import { KeyNotice } from "./key-notice.tsx";
import type { Accepted } from "./outbox.ts";
import { CertificateChoice } from "./certificate-choice.tsx";
import { findHeldCertificate, type HeldCertificate } from "./held-certificate.ts";
import { useDeviceKey } from "./use-device-key.ts";
import type { ToSign } from "./sign-submission.ts";
import { useSigning } from "./use-signing.ts";
import "./signing.css";

export type SignPanelProps = {
  session: SessionView;
  /** The tenant it is signed for: the officer's own, or the audited one. */
  tenant: TenantView;
  form: FormVersionView;
  act: "submit" | "amend";
  answers: Record<string, unknown>;
  /** Files that go with it, uploaded by the officer. */
  attachments?: readonly AttachmentView[];
  reference: { jti: string; dig: string } | null;
  destination: Destination;
  /** Names a report among the officer's: type and period. */
  report?: string;
  /** Where the officer makes and sees the key of this device. */
  keyAddress: string;
  onAccepted: (accepted: Accepted) => void;
  /** Besides being shown here, what was answered instead of accepting. */
  onRefused?: (error: ApiError) => void;
};

/** A form that was filled in, as the text that is signed: the same for reports, explanations and decisions. */
export function SignPanel(props: SignPanelProps) {
  const { tenant, form, act, answers, attachments = [] } = props;
  const locale = currentLocale();
  const { text, renderer } = useMemo(
    () => attachedTranscript({ pkg: form.package, revision: form.rev, locale, answers, act, tenantName: locale === "en" ? tenant.nameEn : tenant.nameVi }, attachments),
    [form.digest, locale, answers, act, tenant.code, attachments],
  );
  return <SignShown {...props} shown={text} renderer={renderer} />;
}

export type SignShownProps = Omit<SignPanelProps, "tenant" | "act" | "answers"> & Pick<ToSign, "shown" | "renderer" | "act" | "answers"> & { action?: string };

/** What is seen is what is signed: the text as it is, its digest, and the one button. */
export function SignShown({ session, form, act, answers, attachments = [], reference, destination, report, keyAddress, onAccepted, onRefused, shown, renderer, action }: SignShownProps) {
  const locale = currentLocale();
  const digest = useDigest(shown);
  const [keyState, reloadKey] = useDeviceKey(session);
  const signing = useSigning(session, subjectOf(session.officer.id, destination, report), destination, { form, locale, shown, renderer, act, answers, attachments, reference }, onAccepted);
  useEffect(() => void (signing.error && onRefused?.(signing.error)), [signing.error]);
  const [certificate, setCertificate] = useState<HeldCertificate | null>(() => findHeldCertificate(session));
  const key = certificate ?? (keyState.state === "active" ? keyState.key : null);
  const canSign = key !== null && (signing.state === "ready" || signing.state === "busy");
  return (
    <section aria-labelledby="what-is-signed">
      <h2 id="what-is-signed">{m.sign_what_is_signed()}</h2>
      <p className="soft">{m.sign_read_it()}</p>
      <pre className="transcript" tabIndex={0} aria-labelledby="what-is-signed">{shown}</pre>
      <p className="small soft">
        {m.sign_digest()}: <span className="code digest" data-digest>{digest}</span>
      </p>
      {signing.error && signing.state !== "unanswered" && <ErrorState error={signing.error} />}
      {signing.state === "unanswered" && signing.entry ? (
        <Notice tone="attention" title={m.sign_unanswered_title({ when: formatMoment(signing.entry.signedAt) })} isUrgent>
          <p>{m.sign_unanswered_text()}</p>
          {signing.error && <ErrorState error={signing.error} />}
          <Button kind="primary" icon="next" onPress={() => void signing.resend()}>{m.sign_send_again()}</Button>
        </Notice>
      ) : (
        <>
          {!certificate && keyState.state !== "active" && <KeyNotice keyState={keyState} address={keyAddress} reload={reloadKey} />}
          <Button kind="primary" icon="pen" disabled={!canSign || digest === ""} busy={signing.state === "busy"} describedBy="sign-note" onPress={() => key && void signing.sign(key)}>
            {signing.state === "busy" ? m.sign_busy() : (action ?? m.sign_and_send())}
          </Button>
          <p className="small soft sign-note" id="sign-note">{m.sign_note({ name: session.officer.name })} {!certificate && m.sign_key_label()}</p>
          <CertificateChoice session={session} held={certificate} onHeld={setCertificate} />
        </>
      )}
    </section>
  );
}

/** SHA-256 of the text, base64url; empty while it is being computed. */
function useDigest(text: string): string {
  const [digest, setDigest] = useState({ of: "", is: "" });
  useEffect(() => void digestOf(text).then((is) => setDigest({ of: text, is })), [text]);
  return digest.of === text ? digest.is : "";
}
