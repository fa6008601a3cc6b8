import { useEffect, useMemo, useState } from "react";
import { checkAnswers } from "../../../worker/forms/check-answers.ts";
import type { FormVersionView } from "../../../worker/forms/contract.ts";
import type { Finding } from "../../../worker/kernel/problem.ts";
import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { AttachmentView } from "../../../worker/submissions/attachment-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { loadPeopleWords } from "../../words/load-people-words.ts";
import { AttachmentField } from "../../shared/attachments/attachment-field.tsx";
import { announce } from "../../shared/components/announcements.tsx";
import { Button, ButtonLink } from "../../shared/components/button.tsx";
import { ErrorSummary } from "../../shared/components/error-summary.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { SignPanel } from "../../signing/sign-panel.tsx";
import { useOpenForm } from "../../signing/use-open-form.ts";
import { goTo } from "../../shared/place/place.ts";
import { textOf } from "../report/form-columns.ts";
import { later } from "../../shared/remote/later.tsx";
import { useKeptText } from "./use-kept-text.ts";

const DraftOnly = later(async () => (await import("./draft-only.tsx")).DraftOnly, loadPeopleWords);
const UnitDraft = later(async () => (await import("./unit-draft.tsx")).UnitDraft, loadPeopleWords);

type Props = { session: SessionView; discrepancy: DiscrepancyDetail; /** Whoever may not sign drafts for whoever may. */ maySign: boolean; isReview: boolean; reload: () => void };

/** The unit's answer: written, reviewed, signed. What is written stays on the device until it is sent. */
export function ExplanationForm(props: Props) {
  const form = useOpenForm(props.session.tenant.code, "explanation");
  return <WhenReady remote={form}>{(edition) => <Explanation {...props} form={edition} />}</WhenReady>;
}

function Explanation({ session, discrepancy, maySign, isReview, reload, form }: Props & { form: FormVersionView }) {
  const [written, setWritten, drop] = useKeptText([session.tenant.code, session.officer.id, "explanation", discrepancy.id].join("/"), { reason: "", text: "", proposed: "" });
  const [errors, setErrors] = useState<{ round: number; findings: readonly Finding[] }>({ round: 0, findings: [] });
  const answers = useMemo(() => ({ discrepancy: discrepancy.id, matter: discrepancy.matter, reason: written?.reason ?? "", text: (written?.text ?? "").trim().normalize("NFC"), ...proposedOf(written?.proposed) }), [discrepancy, written]);
  const [files, setFiles, dropFiles] = useKeptText<readonly AttachmentView[]>([session.tenant.code, session.officer.id, "explanation", discrepancy.id, "files"].join("/"), []);
  const [isUploading, setUploading] = useState(false);
  const address = `/fill/discrepancies/${discrepancy.id}`;
  const isReady = maySign && written !== null && checkAnswers(form.package, answers).errors.length === 0;
  useEffect(() => {
    if (isReview && written !== null && !isReady) goTo(address, "replace");
  }, [isReview, isReady, written !== null]);

  if (written === null || files === null) return null;
  if (isReview && isReady) {
    return (
      <>
        <p><ButtonLink kind="quiet" icon="back" href={address}>{m.back_to_explanation()}</ButtonLink></p>
        <SignPanel
          session={session}
          tenant={session.tenant}
          form={form}
          act="submit"
          answers={answers}
          attachments={files}
          reference={null}
          destination={{ kind: "transition", tenant: session.tenant.code, discrepancy: discrepancy.id, transition: "explain", version: discrepancy.version }}
          keyAddress="/fill/key"
          onAccepted={() => void Promise.all([drop(), dropFiles()]).then(() => (announce(m.explain_sent()), reload(), goTo(address, "replace")))}
        />
      </>
    );
  }
  const review = () => {
    const findings = checkAnswers(form.package, answers).errors;
    setErrors({ round: errors.round + 1, findings });
    if (findings.length === 0) goTo(`${address}/review`);
  };
  const errorOf = (name: "reason" | "text" | "proposed") => (errors.findings.some(({ pointer }) => pointer === `/${name}`) ? { reason: m.explain_reason_missing(), text: m.explain_text_short(), proposed: m.explain_proposed_wrong() }[name] : undefined);
  const reasons = form.package.data.properties?.["reason"]?.enum ?? [];
  return (
    <section className="card" aria-labelledby="explain">
      <h2 id="explain">{textOf(form.package, form.package.title_key)}</h2>
      {!maySign && <DraftOnly text={m.draft_only_text} />}
      {errors.findings.length > 0 && <ErrorSummary key={errors.round} lines={(["reason", "text", "proposed"] as const).flatMap((name) => (errorOf(name) ? [{ text: errorOf(name)!, target: `explain-${name}` }] : []))} />}
      <SelectField id="explain-reason" label={textOf(form.package, "label:/reason")} error={errorOf("reason")} value={written.reason} onChange={(reason) => setWritten({ ...written, reason })} options={[{ value: "", label: m.choose() }, ...reasons.map((reason) => ({ value: String(reason), label: textOf(form.package, `code:/reason=${reason}`) }))]} />
      <TextField id="explain-text" label={textOf(form.package, "label:/text")} hint={textOf(form.package, "hint:text")} error={errorOf("text")} value={written.text} onChange={(text) => setWritten({ ...written, text })} rows={6} maxLength={4000} />
      <TextField id="explain-proposed" label={textOf(form.package, "label:/proposed")} hint={textOf(form.package, "hint:proposed")} error={errorOf("proposed")} value={written.proposed ?? ""} onChange={(proposed) => setWritten({ ...written, proposed })} maxLength={9} />
      <UnitDraft address={`/v1/t/${session.tenant.code}/discrepancies/${discrepancy.id}/drafts/explanation`} isOnlyWay={!maySign} written={written} take={(draft) => setWritten({ ...written, ...draft })} />
      {maySign && <AttachmentField id="explain-files" tenant={session.tenant.code} attached={files} change={setFiles} onBusy={setUploading} />}
      {maySign && <Button kind="primary" icon="next" disabled={isUploading} onPress={review}>{m.to_review()}</Button>}
    </section>
  );
}

/** The number as the form takes it; what is no whole number stays a text, which the form refuses by its place. */
function proposedOf(text: string | undefined): { proposed?: number | string } {
  const tidy = (text ?? "").trim();
  if (tidy === "") return {};
  return { proposed: /^\d{1,9}$/.test(tidy) ? Number(tidy) : tidy };
}
