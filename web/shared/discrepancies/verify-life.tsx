import { useState } from "react";
import type { EventVerdict, VerificationView } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { ErrorState } from "../components/states.tsx";
import type { ApiError } from "../remote/api-error.ts";
import { callApi } from "../remote/call-api.ts";

const verdictNames: Record<Exclude<EventVerdict, "proved">, () => string> = { "event-altered": m.verify_event_altered, "evidence-altered": m.verify_evidence_altered, "entry-altered": m.verify_entry_altered, "entry-missing": m.verify_entry_missing };

/** Holds every event against the tenant's log, when somebody asks. */
export function VerifyLife({ tenant, discrepancy }: { tenant: string; discrepancy: string }) {
  const [found, setFound] = useState<VerificationView | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const verify = async () => {
    setBusy(true);
    setError(null);
    try {
      setFound(await callApi<VerificationView>(`/v1/t/${tenant}/discrepancies/${discrepancy}/verification`));
    } catch (caught) {
      setError(caught as ApiError);
    }
    setBusy(false);
  };
  return (
    <div className="verify-life" aria-live="polite">
      <Button icon="lock" busy={busy} onPress={() => void verify()}>{m.verify_chain()}</Button>
      {error && <ErrorState error={error} />}
      {found?.isIntact && <Notice tone="good" title={m.verify_intact({ count: found.events.length })} />}
      {found && !found.isIntact && (
        <Notice tone="bad" title={m.verify_broken()}>
          <ul>
            {found.events.flatMap(({ version, logIndex, verdict }) => (verdict === "proved" ? [] : [<li key={version}>{m.verify_event({ version, index: logIndex })}: {verdictNames[verdict]()}</li>]))}
            {!found.recordFollows && <li>{m.verify_record()}</li>}
          </ul>
        </Notice>
      )}
    </div>
  );
}
