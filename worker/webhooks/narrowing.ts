import { messageOf } from "../kernel/database-error.ts";
import { Problem } from "../kernel/problem.ts";
import { closedStates } from "../audit/contract.ts";
import { toWhere, type Condition, type Sql } from "../audit/discrepancy-conditions.ts";
import { parseQuery, type QueryFlag, type QueryKey } from "../worklist/query-language.ts";
import { readQuery, type Asker } from "../worklist/read-query.ts";
import type { Webhook } from "./queries.ts";

/** What changes only with an event, and is told: the rest of the list's words are about days that pass, or about what no webhook is told. */
const narrowingWords: readonly (QueryKey | QueryFlag)[] = ["state", "sev", "tenant", "service", "rule", "measure", "period", "delta", "delta%", "risk"];

/** What narrows a webhook, as conditions. Throws `body-invalid` at `/query`, naming every word that is not understood or that narrows no webhook. */
export async function readNarrowing(asker: Asker, text: string): Promise<Condition[]> {
  const { query, places } = parseQuery(text);
  const wrong = places.filter((_, place) => {
    const term = query[place]!;
    return term.type !== "text" && !narrowingWords.includes(term.type === "key" ? term.key : term.flag);
  });
  if (wrong.length > 0) {
    throw new Problem("body-invalid", `"${wrong[0]!.word.slice(0, 60)}" narrows no webhook. What does: ${narrowingWords.join(", ")}, and words of the subject. Take the rest out of the query.`, wrong.map(({ word }) => ({ pointer: "/query", code: "narrows-nothing", message: word.slice(0, 60) })));
  }
  try {
    return await readQuery(asker, text);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem("body-invalid", error.message, (error.errors ?? []).map(({ code, message }) => ({ pointer: "/query", code, message: (message ?? "").replace(/^\d+ /, "") })));
  }
}

/** Null where its query means nothing any more: it stays where it is in the logs, which its page says, and what waits is sent. */
export async function narrowingOf({ id, query }: Webhook, asker: Asker): Promise<Condition[] | null> {
  try {
    return await readNarrowing(asker, query);
  } catch (error) {
    console.error(JSON.stringify({ job: "webhook", webhook: id, error: error instanceof Problem ? error.code : messageOf(error) }));
    return null;
  }
}

/**
 * Whether the discrepancy of the event `t` met the conditions after the event or before it, as it was told then: what leaves a query is told once more.
 * `?1` is the tenant. Its columns have the names that conditions ask for.
 */
export function metAtEvent(conditions: readonly Condition[]): Sql {
  const { sql, params } = toWhere(conditions);
  const isClosed = `s.value IN (${closedStates.map((state) => `'${state}'`).join(", ")})`;
  return {
    sql: `EXISTS (SELECT 1 FROM (
      SELECT r.tenant_id, r.id, r.rule, r.measure, r.period_id, r.subject, r.search_text, s.value AS state, NOT ${isClosed} AS is_open, ${isClosed} AS is_closed,
        -o.severity AS urgency, o.actual, o.reported - o.actual AS difference, ABS(COALESCE(o.reported - o.actual, 0)) AS difference_key
      FROM discrepancy r JOIN json_each(json_array(t.from_state, t.to_state)) s ON s.value IS NOT NULL
      LEFT JOIN (SELECT o.severity, o.reported, o.actual FROM discrepancy_occurrence o JOIN audit_run a ON a.tenant_id = o.tenant_id AND a.id = o.run_id
        WHERE o.tenant_id = ?1 AND o.discrepancy_id = t.discrepancy_id AND a.log_idx <= t.log_idx ORDER BY a.log_idx DESC LIMIT 1) AS o
      WHERE r.tenant_id = ?1 AND r.id = t.discrepancy_id) AS d WHERE ${sql})`,
    params,
  };
}
