import { m } from "../../words/m.ts";

export const ruleNames = { "mid-month": m.calendar_mid_month, calendar: m.calendar_calendar } as const;
export const dayKindNames = { holiday: m.calendar_holiday, swap: m.calendar_swap, working: m.calendar_working } as const;
