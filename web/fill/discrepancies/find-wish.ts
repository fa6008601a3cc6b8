import type { DiscrepancyEventView } from "../../../worker/review/contract.ts";

type Event = Pick<DiscrepancyEventView, "transition" | "from" | "to" | "at" | "actor" | "comment" | "dueOn" | "wishedOn">;
export type Wish = { wish: Event; answer: "open" | "granted" | "denied"; answered: Event | null };

/** The newest request for more days in the present state, with its answer; null where nobody has asked since the state was entered. */
export function findWish(events: readonly Event[]): Wish | null {
  const entered = events.findLastIndex(({ from, to }) => from !== to);
  const since = events.slice(entered + 1);
  const at = since.findLastIndex(({ transition }) => transition === "request-extension");
  if (at === -1) return null;
  const answered = since.slice(at + 1).find(({ transition }) => transition === "grant-extension" || transition === "deny-extension") ?? null;
  return { wish: since[at]!, answer: answered === null ? "open" : answered.transition === "grant-extension" ? "granted" : "denied", answered };
}
