import type { FilingEventLine } from "../../worker/filings/contract.ts";
import type { ServiceRow } from "../../worker/forms/contract.ts";
import type { Tenant } from "../../worker/kernel/context.ts";
import { addDays, clipWindow, findWindow, type Window } from "../../worker/kernel/windows.ts";
import { listLiveServices, liveUnits, type LiveService, type LiveUnit } from "./plan-live.ts";
import { listMinistryProcedures, listProvinceProcedures } from "./procedures.ts";
import { randomOf, type Random } from "./random.ts";

/** The years between 2016 and today that have figures: one before the mergers, one in which they happened. */
export const historyYears = ["2024", "2025"] as const;
export type HistoryYear = (typeof historyYears)[number];
/** A sample of what a tenant offers, so that the first start stays short. */
const SERVICES = 14;
/** Generic services end here, before the live demo begins. */
export const LAST_DAY = "2025-12-14";

export type HistoryService = Omit<LiveService, "from"> & { from: string; to: string | null };
export type PlannedYear = { window: Window; filings: FilingEventLine[]; /** Null: no report. */ rows: ServiceRow[] | null; isLate: boolean };

/** What the tenant offers in the years of the history: the live units what they offer today, the others a sample. */
export function listHistoryServices(tenant: Tenant): HistoryService[] {
  if (isLive(tenant.code)) return listLiveServices(tenant.code).map((service) => ({ ...service, to: null }));
  const random = randomOf(`history ${tenant.code}`);
  const procedures = tenant.kind === "province" ? listProvinceProcedures() : listMinistryProcedures(tenant.agencyCode);
  return random
    .shuffle(procedures)
    .slice(0, SERVICES)
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((procedure) => ({ ...procedure, level: random.chance(0.55) ? "full" : "partial", partialReason: null, from: later("2023-01-03", tenant.validFrom), to: tenant.validTo === null || LAST_DAY < tenant.validTo ? LAST_DAY : tenant.validTo }));
}

/** The tenant's part of the year: filings, and what its report says of them; null when it did not exist in it. */
export function planYear(tenant: Tenant, year: HistoryYear, services: readonly HistoryService[]): PlannedYear | null {
  const window = clipWindow(findWindow(year, "mid-month")!, tenant);
  const offered = window && services.filter(({ from, to }) => from <= window.to && (to === null || window.from <= to));
  if (!window || !offered || offered.length === 0) return null;
  const random = randomOf(`history ${year} ${tenant.code}`);
  // The country uses its services more from year to year, and each tenant in its own way.
  const habit = (year === "2024" ? 0.5 : 0.62) + 0.3 * (random.next() - 0.5);
  const days = Math.round((Date.parse(window.to) - Date.parse(window.from)) / 86_400_000);
  const counted = offered.map((service) => ({ service, ...countsOf(habit, random) }));
  let number = 0;
  const filings = counted.flatMap(({ service, online, elsewhere }) =>
    Array.from({ length: online + elsewhere }, (_, place): FilingEventLine[] => {
      const day = addDays(window.from, random.between(0, days));
      const filing = `${tenant.code}-${day.replaceAll("-", "")}-${String(++number).padStart(5, "0")}`;
      const channel = place < online ? (service.level === "full" ? "online-full" : "online-partial") : "in-person";
      const resolvedOn = addDays(day, random.between(1, 9));
      const received = { filing, event: "received", service: service.code, at: `${day}T09:00:00+07:00`, channel } as const;
      return resolvedOn > window.to ? [received] : [received, { filing, event: "resolved", service: service.code, at: `${resolvedOn}T15:00:00+07:00`, outcome: random.chance(0.85) ? "on-time" : "late" }];
    }).flat(),
  );
  const isSilent = random.chance(0.06);
  const isNumberless = random.chance(0.07);
  const rows = counted.map(({ service, online, elsewhere }): ServiceRow => {
    const said = random.chance(0.06) ? online + random.between(2, 9) : online;
    return { service: service.code, name: service.nameVi, level: service.level, online: isNumberless ? null : said, total: isNumberless ? null : Math.max(said, online + elsewhere) };
  });
  return { window, filings, rows: isSilent ? null : rows, isLate: random.chance(0.08) };
}

function countsOf(habit: number, random: Random): { online: number; elsewhere: number } {
  if (random.chance(0.55 - habit * 0.5)) return { online: 0, elsewhere: random.chance(0.4) ? random.between(1, 5) : 0 };
  const all = 1 + Math.floor(-5 * Math.log(1 - random.next()));
  const online = Math.max(1, Math.round(all * Math.min(1, Math.max(0, habit + 0.4 * (random.next() - 0.5)))));
  return { online, elsewhere: Math.max(0, all - online) };
}

function isLive(code: string): code is LiveUnit {
  return (liveUnits as readonly string[]).includes(code);
}

function later(day: string, other: string | null): string {
  return other !== null && other > day ? other : day;
}
