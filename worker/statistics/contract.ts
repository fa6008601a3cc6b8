import * as z from "zod";
import { levels, levelSchemes } from "../catalogue/contract.ts";

/** A rate's definition, by the id that travels with every number (domain: "The competing rates"). `points`: what its act gives for it, the first that holds. */
const pointsOfRate = z.object({ points: z.int(), textVi: z.string(), textEn: z.string() });
export const rateDefinition = z.object({ id: z.string(), version: z.int(), nameVi: z.string(), nameEn: z.string(), numeratorVi: z.string(), numeratorEn: z.string(), denominatorVi: z.string(), denominatorEn: z.string(), source: z.string(), points: z.array(pointsOfRate).readonly().optional() });
export type RateDefinition = z.infer<typeof rateDefinition>;

export const statisticsQuery = z.strictObject({ window: z.string().max(8) });

/** The national table of the yearly report. `share` is a percentage rounded half up to `decimals` decimals, null when there are no services. */
export const servicesStatistics = z.object({
  window: z.object({ id: z.string(), from: z.string(), to: z.string() }),
  definition: rateDefinition,
  /** True where every ledger behind the numbers was generated for the demo. */
  generated: z.boolean(),
  coverage: z.object({ tenants: z.int(), audited: z.int() }),
  groups: z.array(
    z.object({
      kind: z.enum(["ministry", "province"]),
      levelScheme: z.enum(levelSchemes),
      level: z.enum(levels),
      services: z.int(),
      withOnlineFilings: z.int(),
      share: z.number().nullable(),
      decimals: z.union([z.literal(1), z.literal(2)]),
      reportedWithoutCounts: z.int(),
      /** Filings received in the window, online and by every channel, as the integrations pushed them. */
      filingsOnline: z.int(),
      filingsTotal: z.int(),
    }),
  ),
});
export type ServicesStatistics = z.infer<typeof servicesStatistics>;
export const statisticsWindows = z.object({ windows: z.array(z.object({ id: z.string(), from: z.string(), to: z.string(), tenants: z.int() })) });

/** Both sides of one service in one window. Null is "no number given", never 0. */
export const serviceFigure = z.object({
  code: z.string(),
  nameVi: z.string(),
  nameEn: z.string(),
  fieldVi: z.string(),
  fieldEn: z.string(),
  levelScheme: z.enum(levelSchemes),
  level: z.enum(levels),
  onlineSince: z.string(),
  reported: z.object({ online: z.int().nullable(), total: z.int().nullable() }),
  /** `full` are the full-process ones among `online`. */
  actual: z.object({ online: z.int(), full: z.int(), total: z.int(), resolved: z.int(), resolvedOnTime: z.int() }),
});
export type ServiceFigure = z.infer<typeof serviceFigure>;

/** The columns of II.06a added up over the fields of work. */
export type ReportSums = Record<"c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13", number>;
