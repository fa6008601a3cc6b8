import { severityRank, type Severity } from "../contract.ts";

/** What a rule set found, by fingerprint. */
export type FoundOne = { rule: string; severity: Severity };
export type Found = ReadonlyMap<string, FoundOne>;
/** `raised` and `lowered` are those of the kept ones whose severity the new rule set sees otherwise. */
export type CountedRule = { rule: string; opened: number; closed: number; kept: number; raised: number; lowered: number };

/** Rule by rule: what only the new rule set finds, what only the old one, and of what both find how much became more or less severe. */
export function countByRule(before: Found, after: Found): CountedRule[] {
  const rules = [...new Set([...before.values(), ...after.values()].map(({ rule }) => rule))].toSorted();
  return rules.map((rule) => {
    const [old, found] = [before, after].map((all) => [...all].filter(([, one]) => one.rule === rule));
    const moves = found!.flatMap(([print, { severity }]) => { const was = before.get(print); return was ? [severityRank(severity) - severityRank(was.severity)] : []; });
    return {
      rule,
      opened: found!.length - moves.length,
      closed: old!.filter(([print]) => !after.has(print)).length,
      kept: moves.length,
      raised: moves.filter((move) => move > 0).length,
      lowered: moves.filter((move) => move < 0).length,
    };
  });
}
