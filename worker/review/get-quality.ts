import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY, requireAuthority } from "../tenancy/require-role.ts";
import { addDays, dayAt } from "../kernel/windows.ts";
import { severityAt, type RuleId } from "../audit/contract.ts";
import { namesOf } from "./event-view.ts";
import { ageBuckets, type QualityFigures, type Share } from "./quality-contract.ts";
import { readQuality, type Histogram } from "./quality-queries.ts";

/** More dismissals as false positive than this, in percent of a rule's decisions, and its owner should look at it. */
export const TOO_MANY_FALSE = 30;
/** An open one is of an age up to so many days after the one it was opened on; beyond them it is of the oldest. */
const AGES = [7, 30, 90];
type Counted = { numerator: number; denominator: number };

/** How the review works over all tenants: each share with its numerator and denominator, never a bare number. */
export async function getQuality(context: PlatformContext): Promise<QualityFigures> {
  requireAuthority(context, ["auditor", "supervisor", "operator"]);
  const { platform, now } = context;
  const ledgers = await Promise.all(Object.values(platform.ledgers).map((ledger) => readQuality(ledger, dayAt(now), youngDays(now))));
  const all = <Row>(pick: (one: (typeof ledgers)[number]) => Row[]): Row[] => ledgers.flatMap(pick);
  const agreement = all(({ agreement: rows }) => rows);
  const names = await namesOf(context, agreement.map(({ reviewer }) => ({ actorId: reviewer, actorTenantId: AUTHORITY })));
  return {
    at: new Date(now).toISOString(),
    openByAge: joinOpen(all(({ openByAge }) => openByAge)),
    timeToExplain: medianOf(all(({ explain }) => explain)),
    timeToDecide: medianOf(all(({ decide }) => decide)),
    overdue: shareOf(ledgers.map(({ overdue }) => overdue)),
    reopened: shareOf(ledgers.map(({ reopened }) => reopened)),
    overturnedOnAppeal: shareOf(ledgers.map(({ appeals }) => appeals)),
    falsePositives: byRule(all(({ falsePositives }) => falsePositives)).map(({ rule, share }) => ({ rule, share, isFlagged: share.numerator * 100 > TOO_MANY_FALSE * share.denominator })),
    agreementByRule: byRule(agreement),
    agreementByReviewer: [...Map.groupBy(agreement, ({ reviewer }) => reviewer)].map(([reviewer, rows]) => ({ reviewer, name: names.get(reviewer) ?? null, share: shareOf(rows) })),
    secondReviewsOpen: ledgers.reduce((sum, { secondOpen }) => sum + secondOpen, 0),
  };
}

function youngDays(now: number): string[] {
  return AGES.map((days) => addDays(dayAt(now), 1 - days));
}

function joinOpen(rows: readonly { severity: number; age: number; count: number; snoozed: number }[]): QualityFigures["openByAge"] {
  const groups = [...Map.groupBy(rows, ({ severity, age }) => `${9 - severity} ${age}`)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sum = (group: readonly { count: number; snoozed: number }[], name: "count" | "snoozed") => group.reduce((total, row) => total + row[name], 0);
  return groups.map(([, group]) => ({ severity: severityAt(group[0]!.severity), age: ageBuckets[group[0]!.age]!, count: sum(group, "count"), snoozed: sum(group, "snoozed") }));
}

/** The lower median of whole days, over the histograms of all ledgers together. */
export function medianOf(histogram: Readonly<Histogram>): QualityFigures["timeToExplain"] {
  const cases = histogram.reduce((sum, { count }) => sum + count, 0);
  let passed = 0;
  for (const { days, count } of histogram.toSorted((a, b) => a.days - b.days)) {
    passed += count;
    if (passed * 2 >= cases) return { days, cases };
  }
  return { days: null, cases };
}

export function shareOf(rows: readonly Counted[]): Share {
  const [numerator, denominator] = [rows.reduce((sum, row) => sum + row.numerator, 0), rows.reduce((sum, row) => sum + row.denominator, 0)];
  return { numerator, denominator, percent: denominator === 0 ? null : Math.round((numerator * 1000) / denominator) / 10 };
}

function byRule(rows: readonly ({ rule: RuleId } & Counted)[]): { rule: RuleId; share: Share }[] {
  return [...Map.groupBy(rows, ({ rule }) => rule)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([rule, group]) => ({ rule, share: shareOf(group) }));
}
