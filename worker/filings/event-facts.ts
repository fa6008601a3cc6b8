import type { FilingEventLine } from "./contract.ts";

/** The optional members of an event, as they are kept: short names, moments in milliseconds. What was not said is not there. */
export type EventFacts = {
  submittedAt?: number;
  dueAt?: number;
  apologyAt?: number;
  agency?: string;
  submitter?: string;
  owner?: string;
  role?: string;
  net?: string;
  result?: string;
  rating?: string;
  electronic?: boolean;
  feeDue?: boolean;
  automatic?: boolean;
  online?: boolean;
};

const kept = {
  submittedAt: "s", dueAt: "d", apologyAt: "g", agency: "a", submitter: "p", owner: "o", role: "r", net: "n", result: "y", rating: "q",
  electronic: "e", feeDue: "f", automatic: "x", online: "l",
} as const satisfies Record<keyof EventFacts, string>;
const names = Object.keys(kept) as (keyof EventFacts)[];
const moments: readonly string[] = ["submittedAt", "dueAt", "apologyAt"];

/** The line's optional members as canonical text, the same for the same facts; null where it says none. */
export function encodeFacts(line: FilingEventLine): string | null {
  const said = line as Record<string, string | boolean | undefined>;
  const members = names.flatMap((name): [string, string | number | boolean][] => {
    const value = said[name];
    return value === undefined ? [] : [[kept[name], moments.includes(name) ? Date.parse(value as string) : value]];
  });
  return members.length === 0 ? null : JSON.stringify(Object.fromEntries(members));
}

export function decodeFacts(text: string | null): EventFacts {
  if (text === null) return {};
  const members = JSON.parse(text) as Record<string, string | number | boolean>;
  return Object.fromEntries(names.flatMap((name) => (kept[name] in members ? [[name, members[kept[name]]]] : []))) as EventFacts;
}
