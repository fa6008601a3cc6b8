import { useMemo } from "react";
import type { Finding } from "../../../worker/kernel/problem.ts";
import type { FormVersionView } from "../../../worker/forms/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { SignPanel } from "../../signing/sign-panel.tsx";
import { goTo } from "../../shared/place/place.ts";
import { toAnswers } from "./draft-answers.ts";
import { findingText } from "./finding-texts.ts";
import type { DraftEditing } from "./use-report-draft.ts";

/** What deserves a second look, then exactly what is signed, then the signature. */
export function ReviewStep({ session, form, editing, warnings, back }: { session: SessionView; form: FormVersionView; editing: DraftEditing; warnings: readonly Finding[]; back: string }) {
  const { draft } = editing;
  const answers = useMemo(() => toAnswers(draft), [draft]);
  const said = [...Map.groupBy(warnings, (finding) => findingText(form.package, finding))];
  return (
    <>
      <p><ButtonLink kind="quiet" icon="back" href={back}>{m.back_to_figures()}</ButtonLink></p>
      {said.length > 0 && (
        <Notice tone="attention" title={m.review_warnings()}>
          <ul>{said.map(([text, findings]) => <li key={text}>{text} {findings.length > 1 && <strong>({m.rows_count({ count: findings.length })})</strong>}</li>)}</ul>
        </Notice>
      )}
      <SignPanel
        session={session}
        tenant={session.tenant}
        form={form}
        act={draft.amends ? "amend" : "submit"}
        answers={answers}
        reference={draft.amends}
        destination={{ kind: "submission", tenant: session.tenant.code }}
        report={`${draft.head.reportType}/${draft.head.period}`}
        keyAddress="/fill/key"
        onAccepted={({ receipt }) => void editing.drop().then(() => goTo(`/fill/submissions/${receipt.jti}`, "replace"))}
      />
    </>
  );
}
