import { base64url } from "jose";
import { useMemo, useState } from "react";
import { checkAnswers } from "../../../worker/forms/check-answers.ts";
import { decidedTogether, MAX_DECIDED_TOGETHER, type DecidedTogether, type DecisionManifest } from "../../../worker/forms/contract.ts";
import type { BulkView, ManifestPreview } from "../../../worker/review/bulk-contract.ts";
import { partDigest } from "../../../worker/review/part-digest.ts";
import type { TenantView } from "../../../worker/directory/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button, ButtonLink } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { ErrorSummary } from "../../shared/components/error-summary.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { SignPanel } from "../../signing/sign-panel.tsx";
import { useOpenForm } from "../../signing/use-open-form.ts";
import type { Chosen } from "./bulk-dialog.tsx";
import { BulkRefused } from "./bulk-refused.tsx";
import { ManifestParts, type ManifestPart } from "./manifest-parts.tsx";
import { OrderProgress } from "./order-progress.tsx";
import { useOrder } from "./use-order.ts";

type Drafted = { preview: ManifestPreview; parts: ManifestPart[] };

/** Which conclusions the officer can give: explanations are judged by auditors, dismissals by supervisors. */
export function conclusionsOf(session: SessionView): DecidedTogether[] {
  return decidedTogether.filter((outcome) => hasRole(session, outcome.endsWith("-dismissal") ? "supervisor" : "auditor"));
}

/** One signed conclusion about many: which and why, then every discrepancy beside the digest that stands for it in the text, one signature, and how it goes. */
export function DecideManyDialog({ session, chosen, close }: { session: SessionView; chosen: Chosen; close: (hasMoved: boolean) => void }) {
  const home = session.tenant.code;
  const [form, decision] = [useOpenForm(home, "decision-manifest"), useOpenForm(home, "decision")];
  const [tenant, reload] = useRemote<TenantView>(`/v1/t/${home}`);
  const conclusions = conclusionsOf(session);
  const [written, write] = useState({ outcome: conclusions[0]!, text: "", remedyBy: "" });
  const [isTried, setTried] = useState(false);
  const [drafted, setDrafted] = useState<Drafted | null>(null);
  const [given, setGiven] = useState<BulkView | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const watch = useOrder(given?.id ?? null, given);

  const said = useMemo(() => saidOf(written), [written]);
  const answers = useMemo<DecisionManifest>(() => ({ ...said, parts: drafted?.parts.map(({ digest }) => digest) ?? [] }), [said, drafted]);
  // The parts are not there yet; one stands for them.
  const findings = form.state === "ready" ? checkAnswers(form.value.package, { ...said, parts: ["A".repeat(43)] }).errors : [];
  const isWrong = (pointer: string) => isTried && findings.some((finding) => finding.pointer === pointer);
  const draft = async () => {
    setTried(true);
    if (findings.length > 0) return;
    setBusy(true);
    setError(null);
    try {
      const preview = await callApi<ManifestPreview>("/v1/discrepancies/bulk-decisions-preview", { method: "POST", body: { ...chosen, outcome: written.outcome } });
      setDrafted({ preview, parts: await Promise.all(preview.parts.map((part) => closePart(part, written.outcome))) });
    } catch (caught) {
      setError(caught as ApiError);
    }
    setBusy(false);
  };
  const destination = useMemo(() => ({ kind: "manifest", tenant: home, parts: (drafted?.parts ?? []).map(({ tenant: unit, id, version, reason, salt }) => ({ tenant: unit.code, id, version, reason, salt })) }) as const, [drafted]);
  const actions = given ? <><Button kind="primary" onPress={() => close(true)}>{m.close()}</Button><ButtonLink kind="quiet" href="/console/orders">{m.orders()}</ButtonLink></>
    : drafted ? <><Button icon="back" onPress={() => setDrafted(null)}>{m.bulk_back()}</Button><Button onPress={() => close(false)}>{m.cancel()}</Button></>
    : <><Button kind="primary" icon="next" busy={isBusy} disabled={form.state !== "ready"} onPress={() => void draft()}>{m.decide_review()}</Button><Button onPress={() => close(false)}>{m.cancel()}</Button></>;
  return (
    <Dialog title={m.manifest_title()} onClose={() => !isBusy && close(given !== null)} actions={actions}>
      {error && <ErrorState error={error} />}
      {given ? <OrderProgress watch={watch} /> : drafted ? (
        <>
          <p>{m.bulk_would({ move: transitionNames[written.outcome](), movable: formatCount(drafted.parts.length), total: formatCount(drafted.preview.total) })}</p>
          <BulkRefused refused={drafted.preview.refused} />
          {drafted.parts.length > 0 && <WhenReady remote={decision}>{(edition) => <ManifestParts parts={drafted.parts} decision={edition} />}</WhenReady>}
          {drafted.parts.length > 0 && (
            <WhenReady remote={form}>
              {(edition) => (
                <WhenReady remote={tenant} retry={reload}>
                  {(known) => <SignPanel session={session} tenant={known} form={edition} act="submit" answers={answers} reference={null} keyAddress="/console/keys" destination={destination} onAccepted={({ order }) => setGiven(order)} />}
                </WhenReady>
              )}
            </WhenReady>
          )}
        </>
      ) : (
        <>
          <p className="soft">{m.manifest_explained({ most: formatCount(MAX_DECIDED_TOGETHER) })}</p>
          {isTried && findings.length > 0 && <ErrorSummary lines={findings.map(({ pointer }) => (pointer === "/remedyBy" ? { text: m.decide_remedy_needed(), target: "manifest-remedy" } : { text: m.decide_text_needed(), target: "manifest-text" }))} />}
          <SelectField id="manifest-outcome" label={m.manifest_outcome()} value={written.outcome} onChange={(outcome) => write({ ...written, outcome: outcome as DecidedTogether })} options={conclusions.map((outcome) => ({ value: outcome, label: transitionNames[outcome]() }))} />
          <TextField id="manifest-text" label={m.decide_text()} hint={m.manifest_text_hint()} error={isWrong("/text") ? m.decide_text_needed() : undefined} rows={4} maxLength={4000} value={written.text} onChange={(text) => write({ ...written, text })} />
          {written.outcome === "uphold" && <TextField id="manifest-remedy" label={m.manifest_remedy()} error={isWrong("/remedyBy") ? m.decide_remedy_needed() : undefined} type="date" value={written.remedyBy} onChange={(remedyBy) => write({ ...written, remedyBy })} />}
        </>
      )}
    </Dialog>
  );
}

function saidOf({ outcome, text, remedyBy }: { outcome: DecidedTogether; text: string; remedyBy: string }): Omit<DecisionManifest, "parts"> {
  return { outcome, text: text.trim().normalize("NFC"), ...(outcome === "uphold" && remedyBy ? { remedyBy } : {}) };
}

/** Gives the part the salt and the digest that stand for it. */
async function closePart(part: ManifestPreview["parts"][number], outcome: DecidedTogether): Promise<ManifestPart> {
  const salt = base64url.encode(crypto.getRandomValues(new Uint8Array(16)));
  const { tenant, id, version, reason } = part;
  return { ...part, salt, digest: await partDigest({ salt, tenant: tenant.code, discrepancy: id, version, outcome, reason }) };
}
