import type { Platform } from "../kernel/context.ts";
import type { RateComparison, RateView } from "./contract.ts";
import { groupKinds } from "./contract.ts";
import { groupOf } from "./group-of.ts";
import { definitionsOf, ratesOf } from "./rates-of.ts";
import { aboutWindow, readWindow, type NationalWindow } from "./read-window.ts";

/** Shares of filings: what the texts all call "the online rate" and mean different things by. */
const ofFilings = new Set(["RATE_VPCP", "RATE_IDX9", "RATE_EMC_FULL", "RATE_L4_2018", "GATE_L3_L4"]);

/** The same filings under every definition, side by side: ministries, provinces, all. */
export async function compareRates(central: D1Database, platform: Platform, periodId: string): Promise<RateComparison> {
  const national = await readWindow(central, platform, periodId);
  const groups = ([...groupKinds, "all"] as const).map((kind) => ({ kind, ...spreadOf(ratesOfGroup(national, kind)) }));
  return { ...aboutWindow(national), definitions: definitionsOf(groups.flatMap(({ rates }) => rates)), groups };
}

function ratesOfGroup({ figures, heads, tenants }: NationalWindow, kind: (typeof groupKinds)[number] | "all"): RateView[] {
  const isIn = ({ tenantId }: { tenantId: string }) => kind === "all" || groupOf(tenants.get(tenantId) ?? { kind: "ministry" }) === kind;
  return ratesOf(figures.filter(isIn), heads.filter(isIn));
}

function spreadOf(rates: RateView[]) {
  const percents = rates.filter(({ definition }) => ofFilings.has(definition)).flatMap(({ percent }) => percent ?? []);
  return { rates, lowest: percents.length > 0 ? Math.min(...percents) : null, highest: percents.length > 0 ? Math.max(...percents) : null };
}
