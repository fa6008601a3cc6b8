import { useEffect, useState } from "react";
import { discrepancyStates, measures, severities } from "../../../worker/audit/contract.ts";
import { queryReasons } from "../../../worker/worklist/contract.ts";
import { keyOf, parseQuery, queryKeys, type QueryKey, type QueryMistake, type ValueKind } from "../../../worker/worklist/query-language.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { FieldError } from "../../shared/components/field.tsx";

/**
 * The text that the list answers. Enter asks; what is not understood is named under the box before anything is asked. `refused` is what the
 * server did not understand: a word may have the right form and still name nobody.
 */
export function QueryBox({ q, setQuery, refused }: { q: string; setQuery: (q: string) => void; refused: readonly string[] }) {
  const [typed, setTyped] = useState(q);
  const [mistakes, setMistakes] = useState<readonly QueryMistake[]>([]);
  useEffect(() => (setTyped(q), setMistakes([])), [q]);
  const ask = () => {
    const found = parseQuery(typed).mistakes;
    setMistakes(found);
    if (found.length === 0) setQuery(typed.trim() || "");
  };
  const errors = mistakes.length > 0 ? mistakes.map(mistakeText) : typed === q ? refused.map((word) => `${m.query_unknown_value({ word })}${takesText(keyOf(word))}`) : [];
  return (
    <form className="query-box" role="search" aria-label={m.query_box()} onSubmit={(event) => (event.preventDefault(), ask())}>
      <label className="spoken-only" htmlFor="query">{m.query_box()}</label>
      <div className="query-line">
        <input
          id="query" type="search" className="code" spellcheck={false} autoComplete="off" autoCapitalize="none" value={typed} maxLength={1000}
          placeholder={m.query_placeholder()} aria-invalid={errors.length > 0 ? true : undefined} aria-describedby={errors.length > 0 ? "query-error" : "query-hint"}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && !event.isComposing && (setTyped(q), setMistakes([]))}
        />
        <Button icon="search" onPress={ask}>{m.query_ask()}</Button>
      </div>
      {errors.length > 0 ? <FieldError id="query" error={errors.join(" ")} /> : <p id="query-hint" className="hint small">{m.query_hint()} <span className="key-hint">{m.query_hint_key()}</span></p>}
    </form>
  );
}

function mistakeText({ code, word }: QueryMistake): string {
  switch (code) {
    case "unknown-key": return m.query_unknown_key({ word, keys: Object.keys(queryKeys).join(", ") });
    case "no-value": return `${m.query_no_value({ word })}${takesText(keyOf(word))}`;
    case "open-quote": return m.query_open_quote({ word });
    case "no-comparison": return `${m.query_no_comparison({ word })}${takesText(keyOf(word))}`;
    case "too-many": return m.query_too_many({ word });
  }
}

/** What may stand after the key, to be said where something else stood. */
function takesText(key: QueryKey | null): string {
  return key === null ? "" : ` ${m.query_takes({ key, values: takes[queryKeys[key].kind]() })}`;
}

const takes: Record<ValueKind, () => string> = {
  state: () => `open, closed, ${discrepancyStates.join(", ")}`,
  severity: () => m.query_takes_compared({ values: severities.join(", ") }),
  rule: m.query_takes_rule,
  measure: () => measures.join(", "),
  period: m.query_takes_period,
  code: m.query_takes_code,
  name: m.query_takes_name,
  count: () => m.query_takes_compared({ values: m.query_takes_count() }),
  percent: () => m.query_takes_compared({ values: m.query_takes_count() }),
  due: m.query_takes_due,
  age: m.query_takes_age,
  assignee: m.query_takes_assignee,
  reason: () => queryReasons.join(", "),
  signature: () => "valid, contested, none",
};
