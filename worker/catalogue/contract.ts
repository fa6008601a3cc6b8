import * as z from "zod";

/** The dated schemes of levels: 1-4 (NĐ 43/2011), partial and full (NĐ 42/2022), proactive (NĐ 224/2026). */
export const levelSchemes = ["levels-2011", "process-2022", "proactive-2026"] as const;
export const levels = ["1", "2", "3", "4", "partial", "full", "proactive-1", "proactive-2", "proactive-3", "proactive-4"] as const;
export type LevelScheme = (typeof levelSchemes)[number];
export type Level = (typeof levels)[number];

/** Procedure code, e.g. `1.001193` or with its owner `2.000884.000.00.00.H55`. */
export const procedureCode = z.string().regex(/^[1-9]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2})?$/);
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const serviceView = z.object({
  code: procedureCode,
  nameVi: z.string(),
  nameEn: z.string(),
  field: z.object({ code: z.string(), nameVi: z.string(), nameEn: z.string() }),
  levelScheme: z.enum(levelSchemes),
  level: z.enum(levels),
  from: day,
  to: day.nullable(),
  onlineSince: day,
});
export type ServiceView = z.infer<typeof serviceView>;

export const serviceList = z.object({ services: z.array(serviceView) });
