import type { Decision, FormVersionView } from "../../../worker/forms/contract.ts";
import type { Finding } from "../../../worker/kernel/problem.ts";
import { m } from "../../words/m.ts";
import { ErrorSummary } from "../../shared/components/error-summary.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { currentLocale } from "../../shared/locale/current-locale.ts";

type Written = Required<Pick<Decision, "reason" | "text" | "remedyBy">>;
type Props = { form: FormVersionView; reasons: readonly Decision["reason"][]; asksForRemedy: boolean; written: Written; write: (written: Written) => void; findings: readonly Finding[] };

const targets: Record<string, string> = { "/reason": "decide-reason", "/text": "decide-text", "/remedyBy": "decide-remedy" };

/** Why, and in words. The reasons are called as the form calls them, so that screen and signed text agree. */
export function DecisionFields({ form, reasons, asksForRemedy, written, write, findings }: Props) {
  const texts = form.package.i18n[currentLocale()];
  const isRemedyWrong = findings.some(({ pointer }) => pointer === "/remedyBy");
  const isTextWrong = findings.some(({ pointer }) => pointer === "/text");
  return (
    <>
      {findings.length > 0 && <ErrorSummary lines={findings.map(({ pointer }) => ({ text: pointer === "/remedyBy" ? m.decide_remedy_needed() : m.decide_text_needed(), target: targets[pointer] }))} />}
      <SelectField id="decide-reason" label={m.decide_reason()} value={written.reason} onChange={(reason) => write({ ...written, reason: reason as Decision["reason"] })} options={reasons.map((reason) => ({ value: reason, label: texts[`code:/reason=${reason}`] ?? reason }))} />
      <TextField id="decide-text" label={m.decide_text()} hint={m.decide_text_hint()} error={isTextWrong ? m.decide_text_needed() : undefined} rows={5} maxLength={4000} value={written.text} onChange={(text) => write({ ...written, text })} />
      {asksForRemedy && <TextField id="decide-remedy" label={texts["label:/remedyBy"]!} hint={texts["hint:remedyBy"]} error={isRemedyWrong ? m.decide_remedy_needed() : undefined} type="date" value={written.remedyBy} onChange={(remedyBy) => write({ ...written, remedyBy })} />}
    </>
  );
}
