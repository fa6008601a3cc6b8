import type { Channel, FilingEventLine, Outcome } from "../../worker/filings/contract.ts";
import { addDays, dayAt, listClosedWindows, startOfDay, type Window } from "../../worker/kernel/windows.ts";
import { listMinistryProcedures, listProvinceProcedures, type Procedure } from "./procedures.ts";
import { randomOf, type Random } from "./random.ts";

const DAY = 86_400_000;

/** The units of the live demo. Hà Nội's newest reports wait for the visitor. */
export const liveUnits = ["H26", "H57-2025", "G12"] as const;
export type LiveUnit = (typeof liveUnits)[number];
const servicesOf: Readonly<Record<LiveUnit, number>> = { H26: 40, "H57-2025": 30, G12: 24 };

export type LiveService = Procedure & { level: "full" | "partial"; from: string; /** Why it is only partial; null where nobody has published a reason. */ partialReason: string | null };
export type LiveFiling = { code: string; service: LiveService; channel: Channel; receivedAt: number; dueAt: number; resolvedAt: number; outcome: Outcome; /** The date was put off three days before it, without a word why. */ isRewritten: boolean };
export type LivePeriods = { monthBefore: Window; month: Window; quarter: Window; /** Every month that filings are made for. */ months: Window[] };

/** The newest closed month, the one before, and the newest closed quarter, on the day of `now` (milliseconds). */
export function livePeriods(now: number): LivePeriods {
  const today = dayAt(now);
  const closedMonths = listClosedWindows("month", "mid-month", today, 400);
  const [monthBefore, month] = closedMonths.slice(-2) as [Window, Window];
  const quarter = listClosedWindows("quarter", "mid-month", today, 200).at(-1)!;
  const from = quarter.from < monthBefore.from ? quarter.from : monthBefore.from;
  return { monthBefore, month, quarter, months: closedMonths.filter((window) => window.from >= from) };
}

/** So many partial services of Huế have no published reason: R41 finds them. */
const WITHOUT_REASON = 2;
const REASON = "Phải kiểm tra thực địa (lý do của dữ liệu mẫu / generated)";

/** So few fields of work that the monthly table is filled in by hand in minutes. */
const FIELDS = 5;

/** Services as they are offered today: full where everything is online, else partial (NĐ 42/2022, NĐ 224/2026). */
export function listLiveServices(unit: LiveUnit): LiveService[] {
  const random = randomOf(`live ${unit}`);
  const all = unit === "G12" ? listMinistryProcedures("G12") : listProvinceProcedures();
  const fields = random.shuffle([...new Set(all.map(({ fieldCode }) => fieldCode))]).slice(0, FIELDS);
  const procedures = all.filter(({ fieldCode }) => fields.includes(fieldCode));
  const from = unit === "H26" ? "2023-01-03" : "2025-07-01";
  let partial = 0;
  return random
    .shuffle(procedures)
    .slice(0, servicesOf[unit])
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((procedure) => {
      if (random.chance(0.6)) return { ...procedure, level: "full", from, partialReason: null };
      return { ...procedure, level: "partial", from, partialReason: unit === "H57-2025" && partial++ < WITHOUT_REASON ? null : REASON };
    });
}

/** Filings of the months: every service has some in most half months. `agencyCode` goes into the filing codes. */
export function listLiveFilings(unit: LiveUnit, agencyCode: string, months: readonly Window[]): LiveFiling[] {
  const random = randomOf(`live filings ${unit} ${months[0]!.id}`);
  const services = listLiveServices(unit);
  let number = 0;
  return months.flatMap((month) =>
    services.flatMap((service) =>
      Array.from({ length: random.between(2, 11) }, () => {
        const receivedAt = startOfDay(addDays(month.from, random.between(0, daysOf(month) - 1))) + random.between(8 * 60, 16 * 60) * 60_000;
        const code = `${agencyCode}-${dayAt(receivedAt).replaceAll("-", "")}-${String(++number).padStart(7, "0")}`;
        const takes = random.between(1, 12);
        return { code, service, channel: channelOf(service, random), receivedAt, dueAt: receivedAt + 10 * DAY, resolvedAt: receivedAt + takes * DAY, isRewritten: unit === "H57-2025" && takes > 10 && number % 40 === 0, outcome: takes > 10 ? "late" : takes > 6 ? "on-time" : "early" } satisfies LiveFiling;
      }),
    ),
  );
}

/** Huế passes on the national portal's list of what came in the month; so many filings of it nobody at Huế received: R27 finds them. */
const ONLY_AT_PORTAL = 3;

/** The list as the portal gives it out for the month: every filing that came online, and at Huế a few that its system never saw. */
export function listAtPortal(unit: LiveUnit, agencyCode: string, filings: readonly LiveFiling[], month: Window): FilingEventLine[] {
  if (unit !== "H57-2025") return [];
  const [from, until] = [startOfDay(month.from), endOf(month)];
  const own = filings.filter(({ receivedAt, channel }) => from <= receivedAt && receivedAt < until && channel.startsWith("online"));
  const strangers = own.slice(0, ONLY_AT_PORTAL).map(({ receivedAt, ...filing }, i) => ({ ...filing, receivedAt, code: `${agencyCode}-${dayAt(receivedAt).replaceAll("-", "")}-${9_000_001 + i}` }));
  return [...own, ...strangers].map(({ code, service, receivedAt }) => ({ filing: code, event: "listed" as const, service: service.code, at: instantText(receivedAt) }));
}

/** What the unit's system tells about the filings between two instants, `until` not inside. */
export function eventsBetween(filings: readonly LiveFiling[], from: number, until: number): FilingEventLine[] {
  const isIn = (at: number) => from <= at && at < until;
  return filings.flatMap(({ code, service, channel, receivedAt, dueAt, resolvedAt, outcome, isRewritten }): FilingEventLine[] => [
    ...(isIn(receivedAt) ? [{ filing: code, event: "received" as const, service: service.code, at: instantText(receivedAt), channel, dueAt: instantText(dueAt) }] : []),
    ...(isRewritten && isIn(dueAt - 3 * DAY) ? [{ filing: code, event: "due-changed" as const, service: service.code, at: instantText(dueAt - 3 * DAY), dueAt: instantText(dueAt + 15 * DAY) }] : []),
    ...(isIn(resolvedAt) ? [{ filing: code, event: "resolved" as const, service: service.code, at: instantText(resolvedAt), outcome }] : []),
  ]);
}

export function endOf(window: Pick<Window, "to">): number {
  return startOfDay(addDays(window.to, 1));
}


function channelOf(service: LiveService, random: Random): Channel {
  if (random.chance(0.28)) return random.chance(0.2) ? "post" : "in-person";
  return service.level === "full" ? "online-full" : "online-partial";
}

function daysOf({ from, to }: Window): number {
  return (Date.parse(to) - Date.parse(from)) / DAY + 1;
}

function instantText(at: number): string {
  return new Date(at).toISOString();
}
