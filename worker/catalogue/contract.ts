import * as z from "zod";

/** The dated schemes of levels: 1-4 (NĐ 43/2011), partial and full (NĐ 42/2022), proactive (NĐ 224/2026). */
export const levelSchemes = ["levels-2011", "process-2022", "proactive-2026"] as const;
export const levels = ["1", "2", "3", "4", "partial", "full", "proactive-1", "proactive-2", "proactive-3", "proactive-4"] as const;
export type LevelScheme = (typeof levelSchemes)[number];
export type Level = (typeof levels)[number];

/** Procedure code, e.g. `1.001193` or with its owner `2.000884.000.00.00.H55`. */
export const procedureCode = z.string().regex(/^[1-9]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2})?$/);
/** A Vietnamese day that exists. */
export const day = z.iso.date();

/** Which levels a scheme knows. */
export const levelsOf = {
  "levels-2011": ["1", "2", "3", "4"],
  "process-2022": ["partial", "full"],
  "proactive-2026": ["proactive-1", "proactive-2", "proactive-3", "proactive-4"],
} as const satisfies Record<LevelScheme, readonly Level[]>;

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
  /** Why it is not offered in full, as published; null where nothing was. */
  partialReason: z.string().nullable(),
  /** Offered for other units too. */
  shared: z.boolean(),
});
export type ServiceView = z.infer<typeof serviceView>;

export const serviceList = z.object({ services: z.array(serviceView) });

const MAX_NAME = 500;
/** NFC, so that the same name is the same bytes everywhere. */
const name = z.string().trim().min(1).max(MAX_NAME).refine((text) => text === text.normalize("NFC"), "not in NFC");
const fieldOfWork = z.strictObject({ code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/), nameVi: name, nameEn: name });

/**
 * How a service is offered from a day on. A change of level, name or field ends what was in force the day before; the same
 * again changes nothing. `to` ends the service; leaving it out means still offered.
 */
export const serviceDeclaration = z
  .strictObject({
    nameVi: name,
    nameEn: name,
    field: fieldOfWork,
    levelScheme: z.enum(levelSchemes),
    level: z.enum(levels),
    from: day,
    to: day.nullable().default(null),
    /** Only for a service that was online before its first declaration here. */
    onlineSince: day.optional(),
    /** Why the service is not offered in full, with the legal basis, as it is published (NĐ 224/2026 Đ14). */
    partialReason: name.optional(),
    /** Offered for other units too (dịch vụ dùng chung), which then need none of their own. */
    shared: z.boolean().optional(),
  })
  .refine(({ levelScheme, level }) => (levelsOf[levelScheme] as readonly Level[]).includes(level), { path: ["level"], message: "not a level of this scheme" })
  .refine(({ from, to }) => to === null || from <= to, { path: ["to"], message: "before `from`" })
  .refine(({ from, onlineSince }) => onlineSince === undefined || onlineSince <= from, { path: ["onlineSince"], message: "after `from`" });
export type ServiceDeclaration = z.infer<typeof serviceDeclaration>;
