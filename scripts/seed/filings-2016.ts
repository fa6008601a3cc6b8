import type { Channel, FilingEventLine } from "../../worker/filings/contract.ts";
import { addDays } from "../../worker/kernel/windows.ts";
import { window2016, type PlannedService, type PlannedTenant } from "./plan-2016.ts";
import { randomOf, type Random } from "./random.ts";

/** The days of the window, 366 of them. */
const DAYS = 366;

/**
 * The filings behind the plan, in order of time, under filing codes as TT 01/2018 Đ19 writes them. Units also know filings of
 * the days just outside the window, which no number of 2016 may include.
 */
export function listFilings2016({ tenant, services }: PlannedTenant): FilingEventLine[] {
  const random = randomOf(`filings 2016 ${tenant.code}`);
  const inside = services.flatMap((service) => filingsOf(service, random));
  const never = services.find(({ planted }) => planted.includes("R10"));
  const outside = never ? [addDays(window2016.from, -1), addDays(window2016.to, 1)].map((day) => ({ service: never, day, channel: onlineOf(never) })) : [];
  const ofDay = new Map<string, number>();
  return [...inside, ...outside]
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .map(({ service, day, channel }) => {
      const number = (ofDay.get(day) ?? 0) + 1;
      ofDay.set(day, number);
      const time = `${String(8 + (number % 9)).padStart(2, "0")}:${String((number * 7) % 60).padStart(2, "0")}:00`;
      return { filing: `000.00.00.${tenant.agencyCode}-${day.slice(2).replaceAll("-", "")}-${String(number).padStart(4, "0")}`, event: "received", service: service.code, at: `${day}T${time}+07:00`, channel };
    });
}

/** A service's filings fall into one or two stretches of a fortnight, as campaigns and seasons do. */
function filingsOf(service: PlannedService, random: Random): { service: PlannedService; day: string; channel: Channel }[] {
  const { online, inPerson, post } = service.actual;
  const stretches = [random.between(0, 23), random.between(0, 23)].map((half) => halfMonth(half));
  const day = (): string => addDays(random.pick(stretches), random.between(0, 12));
  const filings = (count: number, channel: Channel) => Array.from({ length: count }, () => ({ service, day: day(), channel }));
  return [...filings(online, onlineOf(service)), ...filings(inPerson, "in-person"), ...filings(post, "post")];
}

/** The first day of one of the 24 half months of the window. */
function halfMonth(number: number): string {
  const day = addDays(window2016.from, Math.floor((number * DAYS) / 24));
  return `${day.slice(0, 8)}${Number(day.slice(8)) < 15 ? "01" : "15"}`;
}

function onlineOf(service: PlannedService): Channel {
  return service.level === "4" ? "online-full" : "online-partial";
}
