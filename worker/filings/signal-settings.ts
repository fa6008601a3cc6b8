/**
 * From when on a filing is remarkable by itself. Filings are judged once, when an event of theirs is written: a change here is a new
 * version for filings to come, and does not judge the past again.
 */
export const signalSettings = {
  version: 1,
  /** A supplement asked for in the last fifth of the time (NĐ 61/2018 Đ19 k4 gives three working days after reception). */
  clockTailPercent: 20,
  supplementWorkingDays: 3,
  /** Reception after this hour in Viet Nam counts from the next working day. */
  officeClosesAt: 17,
  instantMinutes: 10,
  lateSyncHours: 24,
  backdatedHours: 48,
} as const;
/** So many codes are kept as examples of a signal, per service and half month. */
export const SAMPLES = 5;
