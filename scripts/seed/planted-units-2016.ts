/** What is wrong, on purpose, with the reports of whole units for 2016; and what only looks wrong. Tenant codes. */
export const plantedUnits = {
  /** R44, high: no report at all. Their services still count in the national table. */
  missing: ["G20", "H03", "H35", "H62"],
  /** R44, medium: the Vietnamese time at which the report came. The first is half a minute late. */
  late: new Map([
    ["H11", "2016-12-22T00:00:30"],
    ["G11", "2016-12-22T09:12:00"],
    ["H28", "2016-12-23T16:40:00"],
    ["H51", "2016-12-27T10:05:00"],
    ["H63", "2016-12-30T08:30:00"],
  ]),
  /** Nothing: the last minute of the last day is in time. */
  lastMinute: new Map([
    ["G06", "2016-12-21T23:59:00"],
    ["H19", "2016-12-21T23:59:59"],
  ]),
  /** R11: every service is listed, and not one number is given. */
  withoutCounts: ["G21", "H02", "H07", "H22", "H34", "H43"],
  /** R11: so many services, from the first on, have no number. */
  partlyWithoutCounts: new Map([
    ["G13", 3],
    ["H14", 12],
    ["H46", 7],
  ]),
  /** R07, R08, R09: so many services of each kind of wrong number. */
  wrongNumbers: new Map<string, { over: number; overAll: number; under: number; total: number; never: number }>([
    ["G02", { over: 2, overAll: 1, under: 1, total: 1, never: 0 }],
    ["G12", { over: 1, overAll: 2, under: 0, total: 1, never: 1 }],
    ["G18", { over: 0, overAll: 0, under: 2, total: 0, never: 0 }],
    ["H01", { over: 3, overAll: 0, under: 0, total: 0, never: 2 }],
    ["H17", { over: 0, overAll: 0, under: 3, total: 2, never: 0 }],
    ["H26", { over: 4, overAll: 2, under: 1, total: 1, never: 1 }],
    ["H29", { over: 5, overAll: 3, under: 2, total: 2, never: 0 }],
    ["H40", { over: 0, overAll: 4, under: 0, total: 0, never: 3 }],
    ["H56", { over: 2, overAll: 0, under: 2, total: 3, never: 0 }],
    ["H51", { over: 1, overAll: 1, under: 0, total: 0, never: 0 }],
  ]),
  /** Nothing: reports that differ by 1, or by exactly half a percent, which is within the tolerance. */
  withinTolerance: ["G05", "G12", "H26", "H29", "H48"],
} as const;
