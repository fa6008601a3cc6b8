import type { RuleSetChange } from "../rule-set-contract.ts";
import type { RuleSet } from "../contract.ts";

/** Every setting that differs, rule by rule, by its path (`R07/warnIf/absolute`); a rule that came or went is one change. Undefined is "not there". */
export function compareRuleSets(before: Pick<RuleSet, "rules"> | null, after: Pick<RuleSet, "rules">): RuleSetChange[] {
  const [old, now] = [before?.rules ?? {}, after.rules] as [Record<string, unknown>, Record<string, unknown>];
  const ids = [...new Set([...Object.keys(old), ...Object.keys(now)])].toSorted();
  return ids.flatMap((id) => (id in old && id in now ? changesIn(id, old[id], now[id]) : [{ path: id, before: old[id] ?? null, after: now[id] ?? null }]));
}

function changesIn(path: string, before: unknown, after: unknown): RuleSetChange[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
    return names.flatMap((name) => changesIn(`${path}/${name}`, before[name], after[name]));
  }
  return before === after ? [] : [{ path, before: before ?? null, after: after ?? null }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
