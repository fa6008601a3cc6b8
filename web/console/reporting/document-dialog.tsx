import type { SubmissionDocumentView } from "../../../worker/submissions/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";

/** The signed document behind a row: the text as it was signed, by whom, and its digest. */
export function DocumentDialog({ tenant, jti, close }: { tenant: string; jti: string; close: () => void }) {
  const [remote, reload] = useRemote<SubmissionDocumentView>(`/v1/t/${tenant}/submissions/${jti}`);
  return (
    <Dialog title={m.reporting_document()} onClose={close} actions={<Button onPress={close}>{m.close()}</Button>}>
      <WhenReady remote={remote} retry={reload}>
        {({ signer, receivedAt, transcript, digest, logIndex }) => (
          <>
            <p>{m.reporting_signed({ name: signer.name ?? signer.id, when: formatMoment(receivedAt) })} · {m.event_log({ index: logIndex })}</p>
            <pre className="transcript" tabIndex={0} aria-label={m.reporting_document()}>{transcript}</pre>
            <p className="small soft">SHA-256: <span className="code kid">{digest}</span></p>
          </>
        )}
      </WhenReady>
    </Dialog>
  );
}
