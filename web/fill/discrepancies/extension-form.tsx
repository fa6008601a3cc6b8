import { useState } from "react";
import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import { SHORTEST_COMMENT } from "../../../worker/kernel/shortest-comment.ts";
import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { useKeptAnswers } from "../../shared/components/use-kept-answers.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";

/** A wish for more days. Until an auditor grants it, the due day stays as it is. */
export function ExtensionForm({ discrepancy, reload }: { discrepancy: DiscrepancyDetail; reload: () => void }) {
  const [{ wishedOn, comment }, write, forget] = useKeptAnswers(`extension/${discrepancy.tenant.code}/${discrepancy.id}`, { wishedOn: "", comment: "" });
  const [isTried, setTried] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const isDayWrong = wishedOn <= (discrepancy.dueOn ?? "");
  const isShort = comment.trim().length < SHORTEST_COMMENT;
  const send = async () => {
    setTried(true);
    setError(null);
    if (isDayWrong || isShort) return document.getElementById(isDayWrong ? "extension-day" : "extension-why")?.focus();
    try {
      await callApi(`/v1/t/${discrepancy.tenant.code}/discrepancies/${discrepancy.id}/transitions`, { method: "POST", body: { transition: "request-extension", wishedOn, comment: comment.trim() }, ifMatch: discrepancy.version });
      forget();
      announce(m.extension_sent());
      reload();
    } catch (caught) {
      setError(caught as ApiError);
    }
  };
  return (
    <details className="card">
      <summary>{m.move_request_extension()}</summary>
      <p className="soft">{m.extension_note()}</p>
      {error && <ErrorState error={error} retry={reload} />}
      <TextField id="extension-day" label={m.extension_day()} error={isTried && isDayWrong ? m.extension_day_wrong() : undefined} type="date" value={wishedOn} onChange={(day) => write({ wishedOn: day, comment })} />
      <TextField id="extension-why" label={m.extension_why()} error={isTried && isShort ? m.extension_short({ count: SHORTEST_COMMENT }) : undefined} rows={3} maxLength={2000} value={comment} onChange={(why) => write({ wishedOn, comment: why })} />
      <Button onPress={() => void send()}>{m.extension_send()}</Button>
    </details>
  );
}
