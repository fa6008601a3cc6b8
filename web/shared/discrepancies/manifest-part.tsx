import { compactVerify, importJWK, type JWK } from "jose";
import { useState } from "react";
import type { DecisionManifest } from "../../../worker/forms/contract.ts";
import type { DiscrepancyEventView } from "../../../worker/review/contract.ts";
import { partDigest } from "../../../worker/review/part-digest.ts";
import type { SubmissionDocumentView } from "../../../worker/submissions/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { ErrorState } from "../components/states.tsx";
import { formatCount } from "../locale/format-count.ts";
import { ApiError } from "../remote/api-error.ts";
import { callApi } from "../remote/call-api.ts";

type Props = { tenant: string; discrepancy: string; event: DiscrepancyEventView };
type Verdict = { count: number; isSigned: boolean; isPart: boolean };

/** Says that the decision was one of many under one signature, and checks here in the browser that the signature holds and that this is the part it says. */
export function ManifestPart({ tenant, discrepancy, event }: Props) {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  if (!event.part) return null;
  const check = async () => {
    setBusy(true);
    setError(null);
    try {
      setVerdict(await judge({ tenant, discrepancy, event }));
    } catch (caught) {
      setError(caught instanceof ApiError ? caught : new ApiError("internal", 0, String(caught)));
    }
    setBusy(false);
  };
  return (
    <div className="manifest-part small" aria-live="polite">
      <p>{m.manifest_part({ row: formatCount(event.part.place + 1) })}</p>
      <Button kind="quiet" icon="lock" busy={isBusy} onPress={() => void check()}>{m.manifest_part_check()}</Button>
      {error && <ErrorState error={error} />}
      {verdict && (verdict.isSigned && verdict.isPart
        ? <Notice tone="good" title={m.manifest_part_holds({ count: formatCount(verdict.count) })} />
        : <Notice tone="bad" title={verdict.isSigned ? m.manifest_part_other() : m.manifest_part_unsigned()} />)}
    </div>
  );
}

/** The signature with the signer's key as the authority publishes it, and the digest at the part's place against the event, opened. */
async function judge({ tenant, discrepancy, event }: Props): Promise<Verdict> {
  const { jws, kid } = await callApi<SubmissionDocumentView>(`/v1/t/${tenant}/submissions/${event.submission}`);
  const key = await callApi<{ jwk: JWK; alg: string }>(`/v1/t/${event.actor.tenant}/keys/${kid}`);
  const signed = await compactVerify(jws, await importJWK(key.jwk, key.alg), { algorithms: [key.alg] }).catch(() => null);
  if (!signed) return { count: 0, isSigned: false, isPart: false };
  const { data } = JSON.parse(new TextDecoder().decode(signed.payload)) as { data: DecisionManifest };
  const { place, salt } = event.part!;
  const digest = await partDigest({ salt, tenant, discrepancy, version: event.version - 1, outcome: event.transition, reason: event.reason ?? "" });
  return { count: data.parts.length, isSigned: true, isPart: data.parts[place] === digest && data.outcome === event.transition && data.text === (event.comment ?? "") };
}
