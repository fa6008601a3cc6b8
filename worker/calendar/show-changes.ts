import type { Context } from "../kernel/context.ts";
import { dayAt } from "../kernel/windows.ts";
import { listOfficerNames } from "../tenancy/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { checkChange, type KnownCalendar } from "./check-change.ts";
import type { CalendarChangeView } from "./contract.ts";
import { listEffects } from "./list-effects.ts";
import { changeOf, listChanges, type StoredChange } from "./queries.ts";
import { readCalendar } from "./read-calendar.ts";

/** Every change of windows, deadlines and days off that was proposed, the newest first; of those that wait, what they would move. */
export async function showChanges({ ledger, central, now }: Context): Promise<CalendarChangeView[]> {
  const [all, calendar] = await Promise.all([listChanges(ledger), readCalendar(central)]);
  const names = await listOfficerNames(ledger, AUTHORITY, [...new Set(all.flatMap(({ proposedBy, decidedBy }) => [proposedBy, ...(decidedBy === null ? [] : [decidedBy])]))]);
  return all.map((one) => toChangeView(one, calendar, dayAt(now), names));
}

function toChangeView(one: StoredChange, calendar: KnownCalendar, today: string, names: ReadonlyMap<string, string>): CalendarChangeView {
  const change = changeOf(one);
  const isOpen = one.state === "proposed";
  const step = (by: string, at: number, logIndex: number) => ({ by: { id: by, name: names.get(by) ?? null }, at: new Date(at).toISOString(), logIndex });
  const obstacles = isOpen ? checkChange(calendar, change, today) : [];
  return {
    number: one.number,
    digest: one.digest,
    state: one.state,
    change,
    proposed: step(one.proposedBy, one.proposedAt, one.proposedIndex),
    decided: one.decidedBy === null ? null : step(one.decidedBy, one.decidedAt!, one.decidedIndex!),
    isApplied: one.appliedAt !== null,
    effects: isOpen && obstacles.length === 0 ? listEffects(calendar, change, today) : [],
    obstacles: obstacles.map(({ pointer, code }) => ({ pointer, code })),
  };
}
