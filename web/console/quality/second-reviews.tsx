import { useState } from "react";
import { SHORTEST_COMMENT } from "../../../worker/kernel/shortest-comment.ts";
import type { SecondReviewCase, SecondReviewList, SecondReviewResult } from "../../../worker/review/quality-contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { countText } from "../../shared/discrepancies/sides.tsx";
import { countNames, measureNames, ruleNames } from "../../shared/discrepancies/words.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatValue } from "../../shared/locale/format-count.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";

const outcomes = { accept: m.second_accept, uphold: m.second_uphold, dismiss: m.second_dismiss } as const;
type Outcome = keyof typeof outcomes;

/** The drawn cases, one under the other; what was decided first is told only after the own answer. */
export function SecondReviews() {
  const [remote, reload] = useRemote<SecondReviewList>("/v1/second-reviews");
  return (
    <section aria-labelledby="second-reviews">
      <h2 id="second-reviews">{m.second_reviews()}</h2>
      <p className="soft">{m.second_about()}</p>
      <WhenReady remote={remote} retry={reload}>
        {({ cases }) => (cases.length === 0 ? <p className="empty">{m.second_none()}</p> : <ol className="plain">{cases.map((one) => <SecondCase key={`${one.tenant}/${one.discrepancy}`} one={one} done={reload} />)}</ol>)}
      </WhenReady>
    </section>
  );
}

function SecondCase({ one, done }: { one: SecondReviewCase; done: () => void }) {
  const [outcome, setOutcome] = useState<Outcome>("accept");
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const isShort = text.trim().length < SHORTEST_COMMENT;
  const id = (name: string) => `${name}-${one.discrepancy}`;
  const send = async () => {
    setTried(true);
    if (isShort) return document.getElementById(id("text"))?.focus();
    try {
      const { isSame, first } = await callApi<SecondReviewResult>(`/v1/t/${one.tenant}/discrepancies/${one.discrepancy}/second-review`, { method: "POST", body: { month: one.month, outcome, text: text.trim() } });
      announce(isSame ? m.second_same() : m.second_other({ outcome: outcomes[first]() }));
      done();
    } catch (caught) {
      setError(caught as ApiError);
    }
  };
  return (
    <li className="card">
      <h3>{ruleNames[one.rule]()} · {inLocale(one.subject.nameVi, one.subject.nameEn) || m.subject_whole_unit()}</h3>
      <p className="soft small">{one.tenant} · {formatPeriod(one.period)} · <a href={`/console/discrepancies?open=${one.tenant}/${one.discrepancy}`}>{m.second_open_record()}</a></p>
      {one.sides === "both" && <p>{m.second_numbers({ reported: formatValue(one.measure, one.reported), actual: formatValue(one.measure, one.actual) })}</p>}
      {one.sides === "count" && <p>{countNames[one.rule]?.() ?? measureNames[one.measure]()}: {countText(one)}</p>}
      {one.question && <p className="as-written">{one.question}</p>}
      {one.explanation && <p className="as-written">{one.explanation}</p>}
      {error && <ErrorState error={error} retry={done} />}
      <SelectField id={id("outcome")} label={m.second_outcome()} value={outcome} onChange={(value) => setOutcome(value as Outcome)} options={Object.entries(outcomes).map(([value, name]) => ({ value, label: name() }))} />
      <TextField id={id("text")} label={m.second_why()} error={isTried && isShort ? m.move_comment_short({ count: SHORTEST_COMMENT }) : undefined} rows={3} maxLength={2000} value={text} onChange={setText} />
      <Button kind="primary" onPress={() => void send()}>{m.second_send()}</Button>
    </li>
  );
}
