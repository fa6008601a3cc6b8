import { useState } from "react";
import { anchorKinds, anchorPurposes, revocationModes, type AnchorKind, type AnchorPurpose, type AnchorRequest } from "../../../worker/certificates/contract.ts";
import { readCertificate, type Certificate } from "../../../worker/certificates/read-certificate.ts";
import { toBase64 } from "../../../worker/kernel/base64.ts";
import { m } from "../../words/m.ts";
import { kindNames } from "../../signing/certificates/certificate-facts.tsx";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Field, SelectField, TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { purposeNames, revocationNames } from "./anchor-words.ts";
import { readDerFile } from "./read-der-file.ts";

type Picked = { der: Uint8Array; certificate: Certificate } | { reason: string } | null;

/** Proposes a CA: the certificate is read here first, so that one sees what one proposes. */
export function AddAnchor({ address, close, added }: { address: string; close: () => void; added: () => void }) {
  const [picked, setPicked] = useState<Picked>(null);
  const [below, setBelow] = useState<Picked[]>([]);
  const [fields, setFields] = useState({ label: "", kind: "public" as AnchorKind, purpose: "officers" as AnchorPurpose, revocation: "lists" as (typeof revocationModes)[number], urls: "" });
  const [state, setState] = useState<{ tried: boolean; busy: boolean; error: ApiError | null }>({ tried: false, busy: false, error: null });
  const certificate = picked && "der" in picked ? picked : null;
  const fileError = picked && "reason" in picked ? m.anchor_file_wrong({ reason: picked.reason }) : state.tried && !picked ? m.anchor_file_needed() : undefined;
  const unread = below.find((one) => one && "reason" in one);
  const belowWrong = unread && "reason" in unread ? m.anchor_file_wrong({ reason: unread.reason }) : state.error?.errors?.some(({ pointer }) => pointer.startsWith("/intermediates")) ? m.anchor_below_wrong() : undefined;
  const change = (part: Partial<typeof fields>) => setFields({ ...fields, ...part });
  const propose = async () => {
    if (!certificate || belowWrong || fields.label.trim() === "") return setState({ ...state, tried: true });
    setState({ tried: true, busy: true, error: null });
    const revocation = fields.kind === "own" ? fields.revocation : "lists";
    const urls = revocation === "none" ? [] : fields.urls.split(/\s+/).filter(Boolean);
    const intermediates = below.flatMap((one) => (one && "der" in one ? toBase64(one.der) : []));
    const body: AnchorRequest = { certificate: toBase64(certificate.der), label: fields.label.trim(), kind: fields.kind, purpose: fields.purpose, revocation, urls, ...(intermediates.length > 0 ? { intermediates } : {}) };
    try {
      await callConfirmed(address, { method: "POST", body });
      announce(m.anchor_proposed());
      added();
      close();
    } catch (error) {
      setState({ tried: true, busy: false, error: error as ApiError });
    }
  };
  const urlsWrong = state.error?.errors?.some(({ pointer }) => pointer.startsWith("/urls")) ? m.anchor_urls_wrong() : undefined;
  return (
    <section className="card" aria-labelledby="add-anchor-title">
      <h2 id="add-anchor-title">{m.anchor_add()}</h2>
      {state.error && <ErrorState error={state.error} />}
      <Field id="anchor-file" label={m.anchor_file()} hint={m.anchor_file_hint()} error={fileError}>
        <input id="anchor-file" type="file" accept=".cer,.crt,.der,.pem,application/pkix-cert" aria-describedby="anchor-file-hint" aria-invalid={fileError ? true : undefined} onChange={(event) => void pick(event.currentTarget.files?.[0]).then(setPicked)} />
      </Field>
      {certificate && <p>{certificate.certificate.subject.commonName ?? certificate.certificate.subject.organisation} · {m.anchor_dates()} {formatMoment(new Date(certificate.certificate.notBefore).toISOString())} – {formatMoment(new Date(certificate.certificate.notAfter).toISOString())}</p>}
      <TextField id="anchor-label" label={m.anchor_label()} hint={m.anchor_label_hint()} value={fields.label} onChange={(label) => change({ label })} maxLength={120} error={state.tried && fields.label.trim() === "" ? m.anchor_label_needed() : undefined} />
      <SelectField id="anchor-kind" label={m.anchor_kind()} hint={m.anchor_kind_hint()} value={fields.kind} onChange={(kind) => change({ kind: kind as AnchorKind })} options={anchorKinds.map((value) => ({ value, label: kindNames[value]() }))} />
      <SelectField id="anchor-purpose" label={m.anchor_purpose()} value={fields.purpose} onChange={(purpose) => change({ purpose: purpose as AnchorPurpose })} options={anchorPurposes.map((value) => ({ value, label: purposeNames[value]() }))} />
      {fields.kind === "own" && <SelectField id="anchor-revocation" label={m.anchor_revocation()} value={fields.revocation} onChange={(revocation) => change({ revocation: revocation as (typeof revocationModes)[number] })} options={revocationModes.map((value) => ({ value, label: revocationNames[value]() }))} />}
      {(fields.kind !== "own" || fields.revocation === "lists") && <TextField id="anchor-urls" label={m.anchor_urls()} hint={m.anchor_urls_hint()} value={fields.urls} onChange={(urls) => change({ urls })} rows={2} maxLength={2500} error={urlsWrong} />}
      <Field id="anchor-below" label={m.anchor_below()} hint={m.anchor_below_hint()} error={belowWrong}>
        <input id="anchor-below" type="file" multiple accept=".cer,.crt,.der,.pem,application/pkix-cert" aria-describedby="anchor-below-hint" aria-invalid={belowWrong ? true : undefined} onChange={(event) => void Promise.all([...(event.currentTarget.files ?? [])].map(pick)).then(setBelow)} />
      </Field>
      <div className="actions">
        <Button kind="primary" busy={state.busy} onPress={() => void propose()}>{m.anchor_propose()}</Button>
        <Button onPress={close}>{m.cancel()}</Button>
      </div>
    </section>
  );
}

async function pick(file: File | undefined): Promise<Picked> {
  if (!file) return null;
  try {
    const der = await readDerFile(file);
    return { der, certificate: readCertificate(der) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : "?" };
  }
}
