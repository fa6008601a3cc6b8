import { useEffect, useMemo, useState } from "react";
import { checkAnswers } from "../../../worker/forms/check-answers.ts";
import type { FormVersionView } from "../../../worker/forms/contract.ts";
import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { AttachmentView } from "../../../worker/submissions/attachment-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { AttachmentField } from "../../shared/attachments/attachment-field.tsx";
import { announce } from "../../shared/components/announcements.tsx";
import { Button, ButtonLink } from "../../shared/components/button.tsx";
import { ErrorSummary } from "../../shared/components/error-summary.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { SignPanel } from "../../signing/sign-panel.tsx";
import { useOpenForm } from "../../signing/use-open-form.ts";
import { goTo } from "../../shared/place/place.ts";
import { textOf } from "../report/form-columns.ts";
import { DraftOnly } from "./draft-only.tsx";
import { UnitDraft } from "./unit-draft.tsx";
import { useKeptText } from "./use-kept-text.ts";

type Props = { session: SessionView; discrepancy: DiscrepancyDetail; /** Whoever is not the head drafts for the head. */ maySign: boolean; isReview: boolean; reload: () => void };
const fields = ["text", "evidence"] as const;

/** The head's appeal against what was upheld: why, and the evidence nobody has looked at; written, reviewed, signed. */
export function AppealForm(props: Props) {
  const form = useOpenForm(props.session.tenant.code, "appeal");
  return <WhenReady remote={form}>{(edition) => <Appeal {...props} form={edition} />}</WhenReady>;
}

function Appeal({ session, discrepancy, maySign, isReview, reload, form }: Props & { form: FormVersionView }) {
  const [written, setWritten, drop] = useKeptText([session.tenant.code, session.officer.id, "appeal", discrepancy.id].join("/"), { text: "", evidence: "" });
  const [wrong, setWrong] = useState<{ round: number; names: readonly string[] }>({ round: 0, names: [] });
  const answers = useMemo(() => ({ discrepancy: discrepancy.id, matter: discrepancy.matter, text: tidy(written?.text), evidence: tidy(written?.evidence) }), [discrepancy, written]);
  const [files, setFiles, dropFiles] = useKeptText<readonly AttachmentView[]>([session.tenant.code, session.officer.id, "appeal", discrepancy.id, "files"].join("/"), []);
  const [isUploading, setUploading] = useState(false);
  const address = `/fill/discrepancies/${discrepancy.id}`;
  const misfits = () => fields.filter((name) => checkAnswers(form.package, answers).errors.some(({ pointer }) => pointer === `/${name}`));
  const isReady = maySign && written !== null && misfits().length === 0;
  useEffect(() => {
    if (isReview && written !== null && !isReady) goTo(address, "replace");
  }, [isReview, isReady, written !== null]);

  if (written === null || files === null) return null;
  if (isReview && isReady) {
    return (
      <>
        <p><ButtonLink kind="quiet" icon="back" href={address}>{m.back()}</ButtonLink></p>
        <SignPanel
          session={session} tenant={session.tenant} form={form} act="submit" answers={answers} attachments={files} reference={null} keyAddress="/fill/key"
          destination={{ kind: "transition", tenant: session.tenant.code, discrepancy: discrepancy.id, transition: "appeal", version: discrepancy.version }}
          onAccepted={() => void Promise.all([drop(), dropFiles()]).then(() => (announce(m.appeal_sent()), reload(), goTo(address, "replace")))}
        />
      </>
    );
  }
  const review = () => {
    const names = misfits();
    setWrong({ round: wrong.round + 1, names });
    if (names.length === 0) goTo(`${address}/review`);
  };
  const errorOf = (name: string) => (wrong.names.includes(name) ? m.appeal_too_short() : undefined);
  return (
    <section className="card" aria-labelledby="appeal">
      <h2 id="appeal">{textOf(form.package, form.package.title_key)}</h2>
      {!maySign && <DraftOnly text={m.draft_only_head} />}
      {wrong.names.length > 0 && <ErrorSummary key={wrong.round} lines={wrong.names.map((name) => ({ text: `${textOf(form.package, `label:/${name}`)}: ${m.appeal_too_short()}`, target: `appeal-${name}` }))} />}
      {fields.map((name) => (
        <TextField key={name} id={`appeal-${name}`} label={textOf(form.package, `label:/${name}`)} hint={textOf(form.package, `hint:${name}`)} error={errorOf(name)} value={written[name]} onChange={(value) => setWritten({ ...written, [name]: value })} rows={5} maxLength={4000} />
      ))}
      <UnitDraft address={`/v1/t/${session.tenant.code}/discrepancies/${discrepancy.id}/drafts/appeal`} isOnlyWay={!maySign} written={written} take={(draft) => setWritten({ ...written, ...draft })} />
      {maySign && <AttachmentField id="appeal-files" tenant={session.tenant.code} attached={files} change={setFiles} onBusy={setUploading} />}
      {maySign && <Button kind="primary" icon="next" disabled={isUploading} onPress={review}>{m.to_review()}</Button>}
    </section>
  );
}

function tidy(text: string | undefined): string {
  return (text ?? "").trim().normalize("NFC");
}
