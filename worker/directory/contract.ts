import * as z from "zod";
import { tenantKinds } from "../kernel/context.ts";
import { cutOffRules, periodKinds } from "../kernel/windows.ts";

/** The code that names a tenant in addresses: the agency code, with the year of founding where a predecessor had it first. */
export const tenantCode = z.string().regex(/^(VN|[A-Y]\d{2})(-\d{4})?$/);

/** As the tenants were in the window, or as they are now: what was merged is added up under who took over. */
export const mergerViews = ["as-was", "as-now"] as const;
export type MergerView = (typeof mergerViews)[number];

export const tenantView = z.object({
  code: tenantCode,
  agencyCode: z.string(),
  nameVi: z.string(),
  nameEn: z.string(),
  kind: z.enum(tenantKinds),
  type: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  successor: tenantCode.nullable(),
});
export type TenantView = z.infer<typeof tenantView>;
export const tenantList = z.object({ tenants: z.array(tenantView) });

/** What holds for a report type from a day on: for every month that begins on or after it. */
export const reportSetting = z.object({ validFrom: z.string(), cutOffRule: z.enum(cutOffRules), deadlineWorkingDays: z.int(), basis: z.string().nullable() });
export const reportTypeList = z.object({
  reportTypes: z.array(z.object({ id: z.string(), form: z.string(), periodKind: z.enum(periodKinds), from: z.string(), to: z.string().nullable(), settings: z.array(reportSetting) })),
});
export type ReportTypeList = z.infer<typeof reportTypeList>;
/** `unconfirmed`: days the deadline rests on for which no decision was read; 1 January of a year of which nothing is known. */
export const reportWindowList = z.object({
  reportType: z.string(),
  windows: z.array(z.object({ id: z.string(), from: z.string(), to: z.string(), cutOffRule: z.enum(cutOffRules), deadlineWorkingDays: z.int(), dueOn: z.string(), unconfirmed: z.array(z.string()) })),
});
export type ReportWindowList = z.infer<typeof reportWindowList>;
export const holidayList = z.object({
  year: z.int(),
  /** False for a year without any row: its deadlines count weekends only. */
  isKnown: z.boolean(),
  holidays: z.array(z.object({ day: z.string(), kind: z.enum(["holiday", "swap"]), nameVi: z.string(), nameEn: z.string(), confirmed: z.boolean() })),
});
export type HolidayList = z.infer<typeof holidayList>;
