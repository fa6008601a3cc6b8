import * as z from "zod";
import { levels, levelSchemes } from "../catalogue/contract.ts";

/** A rate's definition, by the id that travels with every number (domain: "The competing rates"). */
export const rateDefinition = z.object({ id: z.string(), version: z.int(), nameVi: z.string(), nameEn: z.string(), numeratorVi: z.string(), numeratorEn: z.string(), denominatorVi: z.string(), denominatorEn: z.string(), source: z.string() });
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
    }),
  ),
});
export type ServicesStatistics = z.infer<typeof servicesStatistics>;
export const statisticsWindows = z.object({ windows: z.array(z.object({ id: z.string(), from: z.string(), to: z.string(), tenants: z.int() })) });
