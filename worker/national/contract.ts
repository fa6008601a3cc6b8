import * as z from "zod";
import { auditRunView, severities } from "../audit/contract.ts";
import { mergerViews, tenantCode } from "../directory/contract.ts";
import { dueReport } from "../submissions/contract.ts";
import { rateDefinition, serviceFigure } from "../statistics/contract.ts";

/** Agencies of the government stand with the ministries, as in the reports on them. */
export const groupKinds = ["ministry", "province"] as const;
export type GroupKind = (typeof groupKinds)[number];
/** The two sides of every number. */
export const sides = ["actual", "reported"] as const;
export type Side = (typeof sides)[number];

const periodId = z.string().max(8);
const window = z.object({ id: z.string(), from: z.string(), to: z.string() });
const view = z.enum(mergerViews).default("as-was");

export const windowQuery = z.strictObject({ window: periodId });
export const tenantsQuery = z.strictObject({ window: periodId, view });
export const seriesQuery = z.strictObject({ window: periodId, rate: z.string().max(40), side: z.enum(sides).default("actual"), view });
export const historyQuery = z.strictObject({ view });
export const unusedQuery = z.strictObject({
  window: periodId,
  tenant: tenantCode.optional(),
  kind: z.enum(groupKinds).optional(),
  /** Words of the name, the field of work or the code; accents may be left out. */
  q: z.string().max(80).optional(),
  /** From `next` of the page before. */
  cursor: z.string().regex(/^[A-Z0-9-]{2,8}\/[0-9A-Y.]{5,40}$/).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A rate with what it is made of: `percent` is rounded half up to `decimals`, null where there is nothing to divide by. */
export const rateView = z.object({ definition: z.string(), side: z.enum(sides), numerator: z.int(), denominator: z.int(), percent: z.number().nullable(), decimals: z.union([z.literal(1), z.literal(2)]) });
export type RateView = z.infer<typeof rateView>;

const about = { window, generated: z.boolean(), coverage: z.object({ tenants: z.int(), audited: z.int() }) };
const names = { code: z.string(), nameVi: z.string(), nameEn: z.string(), kind: z.enum(groupKinds) };

export const tenantRow = z.object({
  ...names,
  /** The last day of the tenant, and who took over. */
  closedOn: z.string().nullable(),
  successor: z.string().nullable(),
  /** As-now: whose numbers are added up here, when it is more than the tenant's own. */
  members: z.array(z.string()),
  services: z.int(),
  unused: z.int(),
  withoutCounts: z.int(),
  reports: z.object({ expected: z.int(), filed: z.int(), onTime: z.int() }),
  rates: z.array(rateView),
});
export type TenantRow = z.infer<typeof tenantRow>;
export const tenantTable = z.object({ ...about, view: z.enum(mergerViews), definitions: z.array(rateDefinition), tenants: z.array(tenantRow) });
export type TenantTable = z.infer<typeof tenantTable>;

export const rateSeries = z.object({
  definition: rateDefinition,
  side: z.enum(sides),
  view: z.enum(mergerViews),
  generated: z.boolean(),
  /** Windows of one kind, oldest first. */
  windows: z.array(window),
  /** One point a window; null where the tenant has no such rate. */
  tenants: z.array(z.object({ ...names, points: z.array(rateView.nullable()) })),
});
export type RateSeries = z.infer<typeof rateSeries>;

/** How far the definitions lie apart for the same filings. */
export const rateComparison = z.object({
  ...about,
  definitions: z.array(rateDefinition),
  groups: z.array(z.object({ kind: z.enum([...groupKinds, "all"]), rates: z.array(rateView), lowest: z.number().nullable(), highest: z.number().nullable() })),
});
export type RateComparison = z.infer<typeof rateComparison>;

export const unusedServices = z.object({
  ...about,
  /** How many match, on all pages. */
  count: z.int(),
  services: z.array(serviceFigure.extend({ tenant: z.string() })),
  next: z.string().nullable(),
});
export type UnusedServices = z.infer<typeof unusedServices>;

/** `extendedTo`: the last day in time where more time was granted. */
const reporter = z.object({ ...names, dueOn: z.string(), extendedTo: z.string().nullable() });
export const silence = z.object({
  ...about,
  /** Owed a report and gave none; `audited` is false where no run has looked yet. */
  missing: z.array(reporter.extend({ audited: z.boolean() })),
  /** Listed services and left numbers empty. */
  withoutNumbers: z.array(reporter.extend({ services: z.int(), withoutCounts: z.int() })),
  late: z.array(reporter),
  /** Gave nothing yet and still can in time: nobody is silent before their last day has passed. */
  waiting: z.array(reporter),
  /** Came after the deadline, within more time that was granted: not late, and counted apart. */
  byExtension: z.array(reporter),
});
export type Silence = z.infer<typeof silence>;

/** A signed document behind the numbers: public facts only, no names. */
export const publicDocument = z.object({ jti: z.string(), digest: z.string(), reportType: z.string(), act: z.enum(["submit", "amend"]), receivedAt: z.iso.datetime(), logIndex: z.int() });

export const tenantHistory = z.object({
  ...names,
  closedOn: z.string().nullable(),
  successor: z.string().nullable(),
  predecessors: z.array(z.string()),
  view: z.enum(mergerViews),
  generated: z.boolean(),
  definitions: z.array(rateDefinition),
  /** Newest first. */
  windows: z.array(z.object({ window, services: z.int(), unused: z.int(), withoutCounts: z.int(), reports: z.object({ filed: z.int(), onTime: z.int() }), rates: z.array(rateView) })),
});
export type TenantHistory = z.infer<typeof tenantHistory>;

export const tenantWindow = z.object({
  ...names,
  window,
  generated: z.boolean(),
  /** Every service one could file online at, reported beside actual. */
  services: z.array(serviceFigure),
  documents: z.array(publicDocument),
  openDiscrepancies: z.array(z.object({ severity: z.enum(severities), count: z.int() })),
});
export type TenantWindow = z.infer<typeof tenantWindow>;

export const serviceHistory = z.object({ ...names, generated: z.boolean(), /** Newest first. */ windows: z.array(z.object({ window, reportType: z.string(), service: serviceFigure })) });
export type ServiceHistory = z.infer<typeof serviceHistory>;

/** A figure as it was printed in public; nothing here is computed by the platform. */
export const printedFigure = z.object({
  entity: z.string(),
  tenant: z.string().nullable(),
  group: z.string(),
  periodFrom: z.string().nullable(),
  periodTo: z.string(),
  metric: z.string(),
  /** The definition that comes nearest to the source's words, where there is one. */
  definition: z.string().nullable(),
  /** As printed: `>50` and `<10` stay so. */
  value: z.string(),
  unit: z.string(),
  numerator: z.int().nullable(),
  denominator: z.int().nullable(),
  source: z.string(),
  confidence: z.enum(["article", "press", "secondary_copy_of_official", "official_local"]),
  note: z.string().nullable(),
});
export type PrintedFigure = z.infer<typeof printedFigure>;
export const printedFigureList = z.object({ figures: z.array(printedFigure) });
export const definitionList = z.object({ definitions: z.array(rateDefinition) });

/* Open data: the same numbers to take away. */
export const datasetIds = ["services-by-level", "tenants", "rates", "services", "unused-services", "reports", "reporting-rates", "definitions", "printed-figures"] as const;
export type DatasetId = (typeof datasetIds)[number];
export const LICENCE = "https://creativecommons.org/licenses/by/4.0/";

export const datasetList = z.object({
  licence: z.string(),
  /** `windows` is `all` for what has none; `columns` as the CSV has them, in its order. Addresses are /v1/open-data/{id}/{window}.csv and .json. */
  datasets: z.array(z.object({ id: z.enum(datasetIds), titleVi: z.string(), titleEn: z.string(), descriptionVi: z.string(), descriptionEn: z.string(), windows: z.array(z.string()), columns: z.array(z.object({ name: z.string(), textVi: z.string(), textEn: z.string() })) })),
  /** Addresses of charts that may be embedded anywhere. */
  charts: z.array(z.string()),
});
export type DatasetList = z.infer<typeof datasetList>;

/** One table of open data. Null is "no number given"; in CSV an empty cell. */
export const datasetDocument = z.object({
  dataset: z.enum(datasetIds),
  licence: z.string(),
  source: z.string(),
  window: window.nullable(),
  /** True where every ledger behind the numbers was generated for the demo; null where nothing is computed. */
  generated: z.boolean().nullable(),
  coverage: z.object({ tenants: z.int(), audited: z.int() }).nullable(),
  definitions: z.array(rateDefinition),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});
export type DatasetDocument = z.infer<typeof datasetDocument>;

/** A tenant's own first page. */
export const overview = z.object({
  today: z.string(),
  /** What is owed for windows that have ended and not filed, the most urgent first; `workingDaysLeft` is negative when it is past. */
  due: z.array(z.object({ reportType: z.string(), window, dueOn: z.string(), state: dueReport.shape.state, workingDaysLeft: z.int() })),
  /** Reports of the same time that are filed. */
  filed: z.int(),
  openDiscrepancies: z.array(z.object({ severity: z.enum(severities), count: z.int() })),
  /** The newest first. */
  runs: z.array(auditRunView),
});
export type Overview = z.infer<typeof overview>;
