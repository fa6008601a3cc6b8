import type { Platform } from "../kernel/context.ts";
import { levels, levelSchemes } from "../catalogue/contract.ts";
import type { ServicesStatistics } from "../statistics/contract.ts";
import { rateDefinitions } from "../statistics/definitions.ts";
import { decimalsFor, rateOf } from "../statistics/rates.ts";
import { groupOf } from "./group-of.ts";
import { aboutWindow, readWindow, type NationalWindow } from "./read-window.ts";

type Group = ServicesStatistics["groups"][number];
const definition = rateDefinitions.SERVICES_WITH_FILING;

/**
 * The table of the yearly report: per level the services offered online and those with an online filing, ministries beside
 * provinces, from the figures of the last audits. Throws Problem `not-found` with the windows that have figures.
 */
export async function getNationalTable(central: D1Database, platform: Platform, periodId: string): Promise<ServicesStatistics> {
  const national = await readWindow(central, platform, periodId);
  return { ...aboutWindow(national), definition, groups: groupsOf(national) };
}

function groupsOf({ figures, tenants }: NationalWindow): Group[] {
  const groups = new Map<string, Group>();
  for (const figure of figures) {
    const kind = groupOf(tenants.get(figure.tenantId) ?? { kind: "ministry" });
    const { levelScheme, level } = figure;
    const key = `${kind} ${levelScheme} ${level}`;
    const group = groups.get(key) ?? { kind, levelScheme, level, services: 0, withOnlineFilings: 0, share: null, decimals: 1, reportedWithoutCounts: 0, filingsOnline: 0, filingsTotal: 0 };
    group.services += figure.services;
    group.withOnlineFilings += figure.withOnlineFilings;
    group.reportedWithoutCounts += figure.reportedWithoutCounts;
    group.filingsOnline += figure.filingsOnline;
    group.filingsTotal += figure.filingsTotal;
    groups.set(key, group);
  }
  return [...groups.values()]
    .map((group) => ({ ...group, decimals: decimalsFor(group.services), share: rateOf(definition, group.withOnlineFilings, group.services, decimalsFor(group.services)).percent }))
    .sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ kind, levelScheme, level }: Group): number {
  return ((kind === "ministry" ? 0 : 1) * levelSchemes.length + levelSchemes.indexOf(levelScheme)) * levels.length + levels.indexOf(level);
}
