import { parseQuery, printQuery, type ListQuery, type Operator, type QueryFlag, type QueryKey, type Term } from "../../../worker/worklist/query-language.ts";

/** What the builder and the facets do with the text of the query box. What the text has that is not understood stays out of the new text. */

type KeyTerm = Extract<Term, { type: "key" }>;
type Value = KeyTerm["values"][number];

/** The values that the text asks for under the key, without those it asks not to have. */
export function valuesOf(text: string, key: QueryKey): readonly Value[] {
  return parseQuery(text).query.flatMap((term) => (isOf(term, key) && !term.isNot ? term.values : []));
}

/** The text with exactly these values under the key; none takes the key out. What it asks not to have stays. */
export function withValues(text: string, key: QueryKey, values: readonly Value[]): string {
  const { query } = parseQuery(text);
  const isReplaced = (term: Term): boolean => isOf(term, key) && !term.isNot;
  const place = query.findIndex(isReplaced);
  const rest = query.filter((term) => !isReplaced(term));
  const term: KeyTerm[] = values.length > 0 ? [{ type: "key", key, isNot: false, values }] : [];
  return printQuery(place < 0 ? [...rest, ...term] : [...rest.slice(0, place), ...term, ...rest.slice(place)]);
}

/** The text that asks for the value too, or no longer asks for it. */
export function toggleValue(text: string, key: QueryKey, value: string): string {
  const before = valuesOf(text, key);
  const isAsked = before.some((one) => one.operator === "=" && one.value === value);
  // Open and closed stand for all their states: one state is chosen instead of them, not beside them.
  const kept = key === "state" ? before.filter((one) => one.value !== "open" && one.value !== "closed") : before;
  const next = isAsked ? kept.filter((one) => one.value !== value) : [...kept, { operator: "=" as const, value }];
  return withValues(text, key, key === "state" && next.length === 0 ? [{ operator: "=", value: "open" }] : next);
}

/** Whether the text wants what the flag says, wants it not, or does not care. */
export function flagOf(text: string, flag: QueryFlag): "yes" | "no" | "any" {
  const found = parseQuery(text).query.find((term) => term.type === "flag" && term.flag === flag);
  return found ? (found.isNot ? "no" : "yes") : "any";
}

export function withFlag(text: string, flag: QueryFlag, wish: "yes" | "no" | "any"): string {
  const rest = parseQuery(text).query.filter((term) => term.type !== "flag" || term.flag !== flag);
  return printQuery(wish === "any" ? rest : [...rest, { type: "flag", flag, isNot: wish === "no" }]);
}

/** The free text of the query, in one line. */
export function freeTextOf(text: string): string {
  return textsOf(parseQuery(text).query).map(({ text: word }) => word).join(" ");
}

export function withFreeText(text: string, words: string): string {
  const rest = parseQuery(text).query.filter((term) => term.type !== "text");
  return printQuery([...rest, ...words.trim().split(/\s+/).filter(Boolean).map((word): Term => ({ type: "text", text: word, isNot: false }))]);
}

/** One comparison under a key, as the builder's two fields show it. */
export function comparisonOf(text: string, key: QueryKey): Value {
  return valuesOf(text, key)[0] ?? { operator: ">=", value: "" };
}

export function withComparison(text: string, key: QueryKey, operator: Operator, value: string): string {
  return withValues(text, key, value.trim() === "" ? [] : [{ operator, value: value.trim() }]);
}

function isOf(term: Term, key: QueryKey): term is KeyTerm {
  return term.type === "key" && term.key === key;
}

function textsOf(query: ListQuery): Extract<Term, { type: "text" }>[] {
  return query.filter((term): term is Extract<Term, { type: "text" }> => term.type === "text" && !term.isNot);
}
