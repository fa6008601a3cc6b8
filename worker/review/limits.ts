/** How often a unit is asked about one discrepancy before somebody decides. */
export const MAX_ROUNDS = 2;

/** Working days after the due day before "no answer" is a finding: an answer sent on the last evening may arrive on the next morning. */
export const GRACE_DAYS = 2;
/** Nobody is given longer than this for an answer, in days. */
export const LONGEST_WAIT = 90;

/** A supervisor's request to break the glass holds for so long, in milliseconds. */
export const GLASS_HOLDS_FOR = 24 * 3_600_000;
/** Nobody decides about a unit that they left less than this ago, in days. */
export const BARRED_FOR = 365;
