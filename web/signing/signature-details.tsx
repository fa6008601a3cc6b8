import { useState } from "react";
import type { SubmissionDocumentView } from "../../worker/submissions/contract.ts";
import { m } from "../words/m.ts";
import { useRemote } from "../shared/remote/use-remote.ts";
import { WhenReady } from "../shared/components/states.tsx";
import { formatMoment } from "../shared/locale/format-moment.ts";
import { AlgorithmName, algorithmOf } from "./algorithm-name.tsx";
import { Certified } from "./certified.tsx";

/** Who signed a document and who says so, asked for when somebody wants to see it (TT 15/2025/TT-BKHCN, annex II). */
export function SignatureDetails({ tenant, jti }: { tenant: string; jti: string }) {
  const [isOpen, setOpen] = useState(false);
  const [remote, reload] = useRemote<SubmissionDocumentView>(isOpen ? `/v1/t/${tenant}/submissions/${jti}` : null);
  return (
    <details className="small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{m.signature_details()}</summary>
      {isOpen && <WhenReady remote={remote} retry={reload}>{(signed) => <Facts signed={signed} />}</WhenReady>}
    </details>
  );
}

function Facts({ signed }: { signed: SubmissionDocumentView }) {
  return (
    <dl className="facts">
      <Certified certificate={signed.certificate} />
      <dt>{m.signature_received()}</dt>
      <dd>{formatMoment(signed.receivedAt)}</dd>
      <dt>{m.signature_whole()}</dt>
      <dd>{signed.isTextAsSigned ? m.signature_is_whole() : m.signature_not_whole()}</dd>
      <dt>{m.key_algorithm()}</dt>
      <dd><AlgorithmName alg={algorithmOf(signed.jws)} /></dd>
    </dl>
  );
}
