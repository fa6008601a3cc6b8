import type { Finding } from "../../kernel/problem.ts";
import type { RuleId, RuleSet } from "../contract.ts";
import { findRule } from "./registry.ts";

/** What is wrong with the rules of a set besides their shape: a version the code has not, a parameter too many, too few or without meaning, thresholds that cross. */
export function checkRuleSet(rules: RuleSet["rules"]): Finding[] {
  return Object.entries(rules).flatMap(([id, settings]) => {
    const known = versionOf(id as RuleId, settings.version);
    if (!known) return [{ pointer: `/rules/${id}/version`, code: "unknown-version", message: `The code has no version ${settings.version} of ${id}` }];
    const [given, wanted] = [Object.keys(settings.parameters), Object.keys(known.defaults.parameters)];
    return [
      ...wanted.filter((name) => !given.includes(name)).map((name) => ({ pointer: `/rules/${id}/parameters/${name}`, code: "required" })),
      ...given.filter((name) => !wanted.includes(name)).map((name) => ({ pointer: `/rules/${id}/parameters/${name}`, code: "unknown-member" })),
      ...Object.entries(known.choices ?? {}).filter(([name, choices]) => given.includes(name) && !choices.includes(settings.parameters[name]!)).map(([name, choices]) => ({ pointer: `/rules/${id}/parameters/${name}`, code: "not-a-choice", message: `${name} of ${id} is one of ${choices.join(", ")}` })),
      ...(["absolute", "perThousand"] as const).filter((part) => settings.errorIf[part] < settings.warnIf[part]).map((part) => ({ pointer: `/rules/${id}/errorIf/${part}`, code: "below-warning" })),
    ];
  });
}

function versionOf(id: RuleId, version: string): ReturnType<typeof findRule> | null {
  try {
    return findRule(id, version);
  } catch {
    return null;
  }
}
