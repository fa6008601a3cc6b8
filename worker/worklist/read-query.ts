import type { Actor, Platform } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { getHolidays, listTenants } from "../directory/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { listOfficers } from "../tenancy/queries.ts";
import type { Condition } from "../audit/discrepancy-conditions.ts";
import { auditRules } from "../audit/rules/registry.ts";
import { keyOf, parseQuery, type ListQuery } from "./query-language.ts";
import { resolveQuery, type Surroundings } from "./resolve-query.ts";
import { whatKeyTakes } from "./what-key-takes.ts";

export type Asker = { actor: Actor; central: D1Database; now: number; platform: Platform };

/**
 * What the text of a query asks for, for this reader at this moment. Throws `query-invalid` naming every word that is not understood, by its
 * place in the text: a list that quietly leaves out a condition would show what nobody asked for.
 */
export async function readQuery(asker: Asker, text: string): Promise<Condition[]> {
  const { query, places, mistakes } = parseQuery(text);
  if (mistakes.length > 0) throw notUnderstood(mistakes);
  const resolved = resolveQuery(query, await surroundingsOf(asker, query));
  if (resolved.mistakes.length > 0) throw notUnderstood(resolved.mistakes.map(({ term }) => ({ code: "unknown-value", ...places[term]! })));
  return [...resolved.conditions];
}

/** Whether each of these texts would be understood now: words change, and people and tenants go. Everything they need is read once for all. */
export async function areUnderstood(asker: Asker, texts: readonly string[]): Promise<boolean[]> {
  const parsed = texts.map(parseQuery);
  const surroundings = await surroundingsOf(asker, parsed.flatMap(({ query }) => query));
  return parsed.map(({ query, mistakes }) => mistakes.length === 0 && resolveQuery(query, surroundings).mistakes.length === 0);
}

function notUnderstood(mistakes: readonly { code: string; word: string; at: number }[]): Problem {
  const { word, code, at: place } = mistakes[0]!;
  const key = keyOf(word);
  const takes = key !== null && code !== "too-many" ? ` \`${key}\` takes ${whatKeyTakes(key)}.` : "";
  return new Problem(
    "query-invalid",
    `The query is not understood at "${word.slice(0, 60)}", character ${place + 1}.${takes} \`errors\` names every such word; correct or remove them. docs/worklist.md shows the keys and what they take.`,
    mistakes.map(({ at, code, word: wrong }) => ({ pointer: "/q", code, message: `${at} ${wrong.slice(0, 60)}` })),
  );
}

/** Reads no more than the query's words need: people only where it names one. */
async function surroundingsOf({ actor, central, now, platform }: Asker, query: ListQuery): Promise<Surroundings> {
  const namesSomebody = query.some((term) => term.type === "key" && term.key === "assignee" && term.values.some(({ value }) => value !== "@me" && value !== "none"));
  const [tenants, holidays, people] = await Promise.all([
    listTenants(central),
    getHolidays(central),
    namesSomebody ? listAssignable(central, platform) : [],
  ]);
  return { me: actor.kind === "officer" ? actor.id : "", now, holidays, tenants, people, riskRules: auditRules.filter(({ isRisk }) => isRisk).map(({ id }) => id) };
}

async function listAssignable(central: D1Database, platform: Platform): Promise<{ id: string; name: string }[]> {
  const authority = (await listTenants(central)).find(({ code }) => code === AUTHORITY);
  return authority ? listOfficers(platform.ledgers[authority.ledger], AUTHORITY) : [];
}
