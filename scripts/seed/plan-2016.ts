import type { Tenant } from "../../worker/kernel/context.ts";
import { listTenantFacts } from "../facts/tenant-facts.ts";
import { isInForce } from "../../worker/directory/tenant-view.ts";
import { plantInReports } from "./plant-in-reports.ts";
import { listMinistryProcedures, listProvinceProcedures, type Procedure } from "./procedures.ts";
import { randomOf, type Random } from "./random.ts";
import { shareOut } from "./share-out.ts";
import { plantedUnits } from "./planted-units-2016.ts";

export const window2016 = { id: "2016", from: "2015-12-15", to: "2016-12-14", dueOn: "2016-12-21" };

/** What really happened, and what the unit says. Null is "no number given". */
export type PlannedService = Procedure & {
  level: "3" | "4";
  onlineSince: string;
  actual: { online: number; inPerson: number; post: number };
  reported: { online: number | null; total: number | null };
  /** The rules that must find something at this service, and nothing else may. */
  planted: ("R07" | "R08" | "R09" | "R10" | "R12")[];
};
export type PlannedTenant = { tenant: Tenant; services: PlannedService[]; /** Milliseconds; null: no report. */ reportedAt: number | null };

/**
 * What the press printed of the ministry's report for 2016: 828 services of ministries and 11,409 of provinces at levels 3
 * and 4, with filings on 45.6 %, 92.8 %, 81.67 % and 22.63 % of them. The parts behind the shares are ours.
 */
const groups = {
  ministry: { level3: { services: 717, used: 327 }, level4: { services: 111, used: 103 } },
  province: { level3: { services: 10335, used: 8441 }, level4: { services: 1074, used: 243 } },
} as const;

/** The year 2016, made up: the same in every run. */
export function plan2016(): PlannedTenant[] {
  const tenants = listTenantFacts().filter((tenant) => isInForce(tenant, window2016.to));
  return [...planGroup("ministry", tenants), ...planGroup("province", tenants)];
}

function planGroup(kind: "ministry" | "province", all: readonly Tenant[]): PlannedTenant[] {
  const members = all.filter((tenant) => tenant.kind === kind);
  const random = randomOf(`2016 ${kind}`);
  const procedures = members.map((tenant) => (kind === "ministry" ? listMinistryProcedures(tenant.code) : listProvinceProcedures()));
  const { level3, level4 } = groups[kind];
  const share = (total: number, most: readonly number[]) => shareOut(total, most.map((room) => ({ weight: room * (0.4 + random.next()), most: room })));

  const services = share(level3.services + level4.services, procedures.map(({ length }) => Math.min(length, 400)));
  const atLevel4 = share(level4.services, services.map((count) => Math.floor(count / 2)));
  const usedAt4 = share(level4.used, atLevel4);
  const usedAt3 = share(level3.used, services.map((count, i) => count - atLevel4[i]!));

  return members.map((tenant, i) => {
    const own = randomOf(`2016 ${tenant.code}`);
    const chosen = own.shuffle(procedures[i]!).slice(0, services[i]);
    const planned = chosen.map((procedure, place) =>
      place < atLevel4[i]! ? planService(procedure, "4", place < usedAt4[i]!, own) : planService(procedure, "3", place - atLevel4[i]! < usedAt3[i]!, own),
    );
    moveToTheEdge(planned);
    return plantInReports({ tenant, services: planned.toSorted((a, b) => (a.code < b.code ? -1 : 1)), reportedAt: reportTime(tenant.code, own) }, own);
  });
}

/** Six months to the day are enough to be found; one day less is not. */
function moveToTheEdge(services: readonly PlannedService[]): void {
  const unused = services.filter(({ actual }) => actual.online === 0);
  for (const service of unused.filter(({ planted }) => planted.length > 0).slice(0, 1)) service.onlineSince = "2016-06-14";
  for (const service of unused.filter(({ planted }) => planted.length === 0).slice(0, 1)) service.onlineSince = "2016-06-15";
}

function planService(procedure: Procedure, level: "3" | "4", isUsed: boolean, random: Random): PlannedService {
  const actual = isUsed ? usedCounts(random) : { online: 0, inPerson: random.chance(0.25) ? random.between(1, 9) : 0, post: 0 };
  const isNew = !isUsed && random.chance(0.4);
  return {
    ...procedure,
    level,
    onlineSince: isUsed ? dayBetween("2012-01-02", "2015-11-30", random) : isNew ? dayBetween("2016-06-15", "2016-11-30", random) : dayBetween("2012-01-02", "2016-06-14", random),
    actual,
    reported: { online: actual.online, total: actual.online + actual.inPerson + actual.post },
    planted: isUsed || isNew ? [] : ["R10"],
  };
}

/** Mostly a few filings, sometimes many hundreds. */
function usedCounts(random: Random): PlannedService["actual"] {
  if (random.chance(0.003)) return { online: random.between(400, 900), inPerson: random.between(0, 200), post: random.between(0, 40) };
  return { online: 1 + Math.floor(-5 * Math.log(1 - random.next())), inPerson: random.chance(0.6) ? random.between(0, 9) : 0, post: random.chance(0.15) ? random.between(1, 4) : 0 };
}

function reportTime(code: string, random: Random): number | null {
  if ((plantedUnits.missing as readonly string[]).includes(code)) return null;
  const written = plantedUnits.late.get(code) ?? plantedUnits.lastMinute.get(code);
  return Date.parse(`${written ?? `2016-12-${random.pick([16, 19, 20, 21])}T${String(random.between(8, 16)).padStart(2, "0")}:${String(random.between(10, 59))}:00`}+07:00`);
}

function dayBetween(first: string, last: string, random: Random): string {
  const [from, to] = [Date.parse(first), Date.parse(last)];
  return new Date(from + random.between(0, (to - from) / 86_400_000) * 86_400_000).toISOString().slice(0, 10);
}
