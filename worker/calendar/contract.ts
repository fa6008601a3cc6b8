import * as z from "zod";
import { cutOffRules } from "../kernel/windows.ts";

/** `approved` and `withdrawn` are final. */
export const calendarChangeStates = ["proposed", "approved", "withdrawn"] as const;
/** `working` takes a day off, or a swapped one, back: the day is then what its weekday says. */
export const decidedDayKinds = ["holiday", "swap", "working"] as const;

/** What can stand against a change. */
export const calendarObstacles = [
  "report-type-unknown", "not-a-boundary", "outside-report-type", "window-begun", "later-setting", "changes-nothing",
  "day-twice", "day-too-far", "off-anyway", "worked-anyway", "day-passed",
] as const;
export type CalendarObstacle = (typeof calendarObstacles)[number];

const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** The act or decision behind it, as it is cited. */
const basis = z.string().trim().min(10).max(500);
const name = z.string().trim().min(2).max(100);

/** Another cut-off rule or deadline of a report type, for every period that begins in the month of `validFrom` or later. */
export const settingChange = z.strictObject({
  kind: z.literal("setting"),
  reportType: z.string().regex(/^[a-z0-9-]{1,64}$/),
  /** First day of a month in which a period of the type begins. */
  validFrom: z.iso.date(),
  cutOffRule: z.enum(cutOffRules),
  deadlineWorkingDays: z.int().min(1).max(60),
  basis,
});
export type SettingChange = z.infer<typeof settingChange>;

/** Days off, swapped days, and days that are neither after all, as a decision says: all of them are confirmed by it. */
export const daysChange = z.strictObject({
  kind: z.literal("days"),
  days: z.array(z.strictObject({ day: z.iso.date(), kind: z.enum(decidedDayKinds), nameVi: name, nameEn: name })).min(1).max(60),
  basis,
});
export type DaysChange = z.infer<typeof daysChange>;

export const calendarChange = z.discriminatedUnion("kind", [settingChange, daysChange]);
export type CalendarChange = z.infer<typeof calendarChange>;
export const calendarAct = z.strictObject({ digest });

const person = z.object({ id: z.string(), name: z.string().nullable() });
const step = z.object({ by: person, at: z.iso.datetime(), logIndex: z.int() });
const slot = z.object({ from: z.string(), to: z.string(), dueOn: z.string() });

/** A period that the change moves: its window or its deadline. */
export const calendarEffect = z.object({ reportType: z.string(), period: z.string(), before: slot, after: slot });
export type CalendarEffect = z.infer<typeof calendarEffect>;

export const calendarChangeView = z.object({
  number: z.int(),
  digest: z.string(),
  state: z.enum(calendarChangeStates),
  change: calendarChange,
  proposed: step,
  /** Approved or withdrawn. */
  decided: step.nullable(),
  /** Of an approved one: whether every window and deadline follows it already. */
  isApplied: z.boolean(),
  /** Of a proposed one: what it would move, up to the end of next year. */
  effects: z.array(calendarEffect),
  /** Why it cannot be approved any more, as `worker/calendar/check-change.ts` says it; none where it can, or was decided. */
  obstacles: z.array(z.object({ pointer: z.string(), code: z.enum(calendarObstacles) })),
});
export type CalendarChangeView = z.infer<typeof calendarChangeView>;
export const calendarChangeList = z.object({ changes: z.array(calendarChangeView) });
export type CalendarChangeList = z.infer<typeof calendarChangeList>;
