import type { Context } from "../kernel/context.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { closedStates } from "../audit/contract.ts";
import type { Discrepancy, DiscrepancyEvent } from "../audit/queries.ts";
import { findWithheld, type WithheldFrom } from "../audit/withheld-queries.ts";
import { overlayOf } from "./overlay-of.ts";

/** What is withheld of the discrepancy from whoever acts in the context, until they have given their second look. */
export async function withheldFromActor({ actor, ledger, tenant }: Pick<Context, "actor" | "ledger" | "tenant">, discrepancyId: string): Promise<WithheldFrom | null> {
  if (actor.kind !== "officer" || actor.tenantCode !== AUTHORITY) return null;
  return findWithheld(ledger, tenant.code, discrepancyId, actor.id);
}

type Life = { discrepancy: Discrepancy; events: DiscrepancyEvent[] };

/** The record and its life (oldest event first) as they stood before the first judgement: what a second reviewer sees. */
export function asItStood({ discrepancy, events }: Life, withheld: WithheldFrom): Life {
  const before = events.filter(({ version }) => version < withheld.version);
  const last = before.at(-1)!;
  const { assignee, snooze } = overlayOf(before);
  const stood: Discrepancy = {
    ...discrepancy,
    state: last.toState,
    isOpen: !closedStates.includes(last.toState),
    version: last.version,
    dueOn: last.dueOn,
    assignee,
    snooze,
    snoozed: snooze !== null,
    appeal: appealAfter(before),
    timesRegressed: before.filter(({ transition }) => transition === "regress").length,
    movedAt: last.at,
  };
  return { discrepancy: stood, events: before };
}

/** What the trigger `discrepancy_follows_event` makes of the events. */
function appealAfter(events: readonly DiscrepancyEvent[]): Discrepancy["appeal"] {
  const outcomes: Readonly<Record<string, Discrepancy["appeal"]>> = { appeal: "open", "deny-appeal": "denied", "grant-appeal": "granted", regress: null };
  return events.reduce<Discrepancy["appeal"]>((appeal, { transition }) => (transition in outcomes ? outcomes[transition]! : appeal), null);
}
