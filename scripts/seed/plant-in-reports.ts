import type { PlannedService, PlannedTenant } from "./plan-2016.ts";
import { plantedUnits } from "./planted-units-2016.ts";
import type { Random } from "./random.ts";

/** Puts the mistakes of the list into one unit's report. What really happened stays as it is. */
export function plantInReports(planned: PlannedTenant, random: Random): PlannedTenant {
  const { code } = planned.tenant;
  const untouched = new Set(random.shuffle(planned.services));
  const take = (count: number, fits: (service: PlannedService) => boolean): PlannedService[] => {
    const taken = [...untouched].filter(fits).slice(0, count);
    if (taken.length < count) throw new Error(`${code} has only ${taken.length} of the ${count} services that a mistake needs`);
    for (const service of taken) untouched.delete(service);
    return taken;
  };

  if (includes(plantedUnits.withoutCounts, code)) for (const service of planned.services) omitNumbers(service);
  for (const service of planned.services.slice(0, plantedUnits.partlyWithoutCounts.get(code) ?? 0)) omitNumbers(service);

  const wrong = plantedUnits.wrongNumbers.get(code);
  for (const service of take(wrong?.over ?? 0, hasOthers)) claim(service, ["R07"], random.between(2, others(service)), 0);
  for (const service of take(wrong?.overAll ?? 0, isUsed)) claim(service, ["R07", "R09"], service.actual.online + 2, service.actual.online + 2);
  for (const service of take(wrong?.under ?? 0, isUsed)) claim(service, ["R08"], -random.between(2, service.actual.online), 0);
  for (const service of take(wrong?.total ?? 0, isUsed)) claim(service, ["R09"], 0, random.between(2, 6));
  for (const service of take(wrong?.never ?? 0, isNeverUsed)) claim(service, ["R07", "R09"], random.between(5, 30), 35);

  if (includes(plantedUnits.withinTolerance, code)) {
    for (const service of take(1, hasOthers)) claim(service, [], 1, 0);
    for (const service of take(1, hasOthers)) claim(service, [], 0, -1);
    const busy = Math.min(1, [...untouched].filter(isBusy).length);
    for (const service of take(busy, isBusy)) claim(service, [], Math.floor(service.actual.online / 200), Math.floor(service.actual.online / 200));
  }
  return planned;
}

function claim(service: PlannedService, rules: PlannedService["planted"], online: number, total: number): void {
  service.reported = { online: service.actual.online + online, total: service.actual.online + others(service) + total };
  service.planted.push(...rules);
  // What is forgotten to the last filing is a 0 where there were some.
  if (rules.includes("R08") && service.reported.online === 0) service.planted.push("R12");
}

function omitNumbers(service: PlannedService): void {
  service.reported = { online: null, total: null };
}

const others = ({ actual }: PlannedService): number => actual.inPerson + actual.post;
/** Fewer than 200, so that the tolerance is 1 and a difference of 2 is one. */
const isUsed = ({ actual, planted }: PlannedService): boolean => planted.length === 0 && actual.online >= 3 && actual.online < 150;
const hasOthers = (service: PlannedService): boolean => isUsed(service) && others(service) >= 2;
const isBusy = ({ actual }: PlannedService): boolean => actual.online >= 400;
const isNeverUsed = ({ planted }: PlannedService): boolean => planted[0] === "R10";

function includes(codes: readonly string[], code: string): boolean {
  return codes.includes(code);
}
