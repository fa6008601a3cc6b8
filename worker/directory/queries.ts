import { drizzle } from "drizzle-orm/d1";
import type { Tenant } from "../kernel/context.ts";
import type { HolidayTable } from "../kernel/working-days.ts";
import type { CutOffRule } from "../kernel/windows.ts";
import { holiday, reportType, reportTypeChange, tenant } from "./schema.ts";

/** What holds for a report type from a day on. `basis` is null for what it began with. */
export type ReportSetting = { validFrom: string; cutOffRule: CutOffRule; deadlineWorkingDays: number; basis: string | null };
/** A report type with its settings in order of days: at least one, from its first day. */
export type ReportType = Omit<typeof reportType.$inferSelect, "cutOffRule" | "deadlineWorkingDays"> & { settings: readonly ReportSetting[] };
/** A day off or a swapped one. */
export type Holiday = Omit<typeof holiday.$inferSelect, "kind" | "decision"> & { kind: "holiday" | "swap" };

/** The whole directory: about 130 tenants, some holidays, a few report types. Small and rarely written. */
type Directory = { tenants: ReadonlyMap<string, Tenant>; reportTypes: readonly ReportType[]; days: readonly Holiday[]; holidays: HolidayTable };

/** How long an isolate trusts what it has read, in milliseconds. A new tenant is reachable everywhere after this. */
const FRESH_FOR = 60_000;
let known: { readAt: number; directory: Directory } | undefined;
/** Counts changes, so that what was read before one is not kept after it. */
let changes = 0;

/** The tenant with this code, open or closed. */
export async function findTenant(central: D1Database, code: string): Promise<Tenant | null> {
  return (await readDirectory(central)).tenants.get(code) ?? (await readDirectory(central, code)).tenants.get(code) ?? null;
}

/** All tenants, in Vietnamese order of their names within each kind. */
export async function listTenants(central: D1Database): Promise<Tenant[]> {
  return [...(await readDirectory(central)).tenants.values()];
}

export async function listReportTypes(central: D1Database): Promise<readonly ReportType[]> {
  return (await readDirectory(central)).reportTypes;
}

export async function findReportType(central: D1Database, id: string): Promise<ReportType | null> {
  return (await listReportTypes(central)).find((type) => type.id === id) ?? null;
}

export async function getHolidays(central: D1Database): Promise<HolidayTable> {
  return (await readDirectory(central)).holidays;
}

/** The days off and the swapped days with their names, in order; `confirmed` is false where the decision for the year was not read. */
export async function listHolidays(central: D1Database): Promise<readonly Holiday[]> {
  return (await readDirectory(central)).days;
}

/**
 * Reads the directory about once a minute; `missing` names a tenant that was not in it, and asks again after a second. What is kept is the
 * directory and no promise of it (`keep-once.ts` says why): requests that meet at a minute's end each read it.
 */
async function readDirectory(central: D1Database, missing?: string): Promise<Directory> {
  const age = known ? Date.now() - known.readAt : Infinity;
  if (known && age < (missing === undefined ? FRESH_FOR : 1_000)) return known.directory;
  const [readAt, changesBefore] = [Date.now(), changes];
  const directory = await readAll(central);
  if (changes === changesBefore) known = { readAt, directory };
  return directory;
}

/** After a change of the directory: this isolate reads it anew. The others follow within a minute. */
export function forgetDirectory(): void {
  known = undefined;
  changes++;
}

async function readAll(central: D1Database): Promise<Directory> {
  const db = drizzle(central);
  const [tenants, reportTypes, changes, decided] = await db.batch([
    db.select().from(tenant).orderBy(tenant.kind, tenant.sortKey, tenant.validFrom),
    db.select().from(reportType),
    db.select().from(reportTypeChange).orderBy(reportTypeChange.validFrom),
    db.select().from(holiday).orderBy(holiday.day),
  ]);
  const days = decided.flatMap(({ kind, decision: _, ...day }): Holiday[] => (kind === "working" ? [] : [{ ...day, kind }]));
  return {
    tenants: new Map(tenants.map(({ sortKey: _, ...row }) => [row.code, row])),
    reportTypes: reportTypes.map((type) => withSettings(type, changes)),
    days,
    holidays: new Map(days.map((row) => [row.day, row.kind])),
  };
}

function withSettings({ cutOffRule, deadlineWorkingDays, ...type }: typeof reportType.$inferSelect, changes: readonly (typeof reportTypeChange.$inferSelect)[]): ReportType {
  const later = changes.filter(({ reportTypeId }) => reportTypeId === type.id).map(({ reportTypeId: _, decision: __, ...setting }) => setting);
  return { ...type, settings: [{ validFrom: type.validFrom, cutOffRule, deadlineWorkingDays, basis: null }, ...later] };
}
