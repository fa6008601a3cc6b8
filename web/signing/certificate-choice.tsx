import { useState, type FunctionComponent } from "react";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { Button } from "../shared/components/button.tsx";
import { holdCertificate, type HeldCertificate } from "./held-certificate.ts";

export type CertificateChoiceProps = { session: SessionView; held: HeldCertificate | null; onHeld: (certificate: HeldCertificate | null) => void };

/** The way to sign with a certificate file beside the device's key. What opens files is large and comes only when it is asked for. */
export function CertificateChoice({ session, held, onHeld }: CertificateChoiceProps) {
  const [panel, setPanel] = useState<{ Panel: FunctionComponent<CertificateChoiceProps> } | "failed" | null>(null);
  const hold = (certificate: HeldCertificate | null) => {
    holdCertificate(session, certificate);
    onHeld(certificate);
  };
  const open = () => void import("./certificates/certificate-panel.tsx").then(({ CertificatePanel }) => setPanel({ Panel: CertificatePanel }), () => setPanel("failed"));
  return (
    <div className="certificate-choice">
      {panel === "failed" && <p role="status">{m.certificate_not_loaded()}</p>}
      {panel !== null && panel !== "failed" ? <panel.Panel session={session} held={held} onHeld={hold} /> : !held && <Button kind="quiet" icon="key" onPress={open}>{m.certificate_use()}</Button>}
      {held && <p className="small">{m.sign_certificate_label({ subject: held.subject, ca: held.ca })}</p>}
      {held && <Button kind="quiet" icon="back" onPress={() => hold(null)}>{m.certificate_stop()}</Button>}
    </div>
  );
}
