import type { Window } from "../kernel/windows.ts";
import type { Level, LevelScheme } from "../catalogue/contract.ts";
import type { ContestedFilings } from "../filings/contested-queries.ts";
import type { FilingFacts } from "../filings/filing-facts-queries.ts";
import type { FieldRow, ServiceRow } from "../forms/contract.ts";
import type { Measure, RuleId, RuleSettings, Severity, UncheckedReason } from "./contract.ts";

/** What the rules look at: plain values, gathered by gather-facts.ts. The same facts always give the same findings. */
export type AuditFacts = {
  tenant: { code: string; nameVi: string; nameEn: string; agencyCode: string };
  reportTypeId: string;
  /** The form the report is made on: by field of work, or by service. */
  formId: string;
  window: Pick<Window, "id" | "from" | "to">;
  /** Last Vietnamese day on which the report is in time. */
  dueOn: string;
  /** Integer milliseconds. */
  now: number;
  /** Services offered on at least one day of the window; one entry a code. */
  services: readonly OfferedService[];
  /** Filings known in the window, by service; a service that is not in it has none. */
  counts: ReadonlyMap<string, ChannelCounts>;
  /** Filings resolved in the window, by service; for figures, no rule looks at them. */
  resolved: ReadonlyMap<string, { onTime: number; late: number }>;
  report: ReportFacts | null;
  /** The report of the period before, as far as one was filed. */
  previous: { period: string; jti: string; from: string; to: string } | null;
  /** The unit's own reports of the periods before, newest first, as far as they were filed without a gap. */
  history: readonly ReportFacts[];
  /** What column 6 of II.06a carries over from: the unit's report of the period before or, after a merger, those of whom it took over from. `rows` null: none was filed. */
  carriedFrom: readonly CarriedFrom[];
  /** The reports of child units, null where the platform knows no child units; `rows` null: it did not report. */
  children: readonly { code: string; rows: readonly FieldRow[] | null }[] | null;
  /** Services of others that are declared as shared, by the procedure's code without its owner; null where nobody has declared any. */
  shared: ReadonlyMap<string, { tenant: string; nameVi: string }[]> | null;
  /** The report that the newest one amends. */
  amended: ReportFacts | null;
  /** Whether a signed explanation was given for a discrepancy of the period. */
  isExplained: boolean;
  /** The newest report's signature, looked at again. */
  signature: SignatureFacts | null;
  /** Filings of the window that only a compromised key vouches for; absent where there are none. */
  contestedFilings?: ContestedFilings;
} & Pick<FilingFacts, "marks" | "overdue" | "months" | "days" | "submitters" | "samples" | "twice" | "units">;

export type CarriedFrom = { tenant: string; period: string; jti: string | null; rows: readonly FieldRow[] | null };

export type SignatureFacts = {
  kid: string;
  keyIsKnown: boolean;
  verifies: boolean;
  keyIsSigners: boolean;
  /** Approved before and not revoked until the report entered the log. */
  keyWasActive: boolean;
  isContested: boolean;
  digestMatches: boolean;
  logMatches: boolean;
  /** What the signed document names otherwise than the place where it is kept: its unit, form, report type, period, ticket or own number. */
  namesOther: readonly string[];
};

export type OfferedService = {
  code: string;
  nameVi: string;
  nameEn: string;
  field: { code: string; nameVi: string; nameEn: string };
  levelScheme: LevelScheme;
  level: Level;
  isShared: boolean;
  /** Days; `validTo` is null while it is still offered. */
  onlineSince: string;
  validTo: string | null;
  /** Why it is not offered in full, as published. */
  partialReason: string | null;
};

/** Filings received in the window, by channel. */
export type ChannelCounts = { onlineFull: number; onlinePartial: number; inPerson: number; post: number };

/** The newest submission of the period's chain, with the instant at which the first one arrived. */
export type ReportFacts = {
  jti: string;
  /** SHA-256 of the signed document. */
  digest: string;
  firstReceivedAt: number;
  receivedAt: number;
  from: string;
  to: string;
} & ({ kind: "fields"; rows: readonly FieldRow[] } | { kind: "services"; rows: readonly ServiceRow[] } | { kind: "rates"; rows: readonly PrintedRate[] });

/** A rate as some text printed it. Counts are null where the text gives none. */
export type PrintedRate = {
  id: string;
  /** What the text calls it, and about whom it speaks. */
  name: string;
  about: string;
  /** The period as the text gives it. */
  period: string;
  definition: string | null;
  numerator: number | null;
  denominator: number | null;
  carriedOver: number | null;
  /** The counts are rounded, as texts that say "about" give them. */
  approximate: boolean;
  /** Percent, with a point: `46.5`. */
  printed: string;
  source: string;
};

/** One thing a rule objects to. `subject` is a procedure code, a field code prefixed `field:`, a printed rate prefixed `rate:`, or empty for the whole unit. */
export type RuleFinding = {
  rule: RuleId;
  ruleVersion: string;
  measure: Measure;
  severity: Severity;
  subject: string;
  subjectNameVi: string;
  subjectNameEn: string;
  /** Null is "no number", never 0. */
  reported: number | null;
  actual: number | null;
  evidence: Record<string, unknown>;
};

/** What a rule's check returns: the rule's own id and version are added by the rule set. */
export type Objection = Omit<RuleFinding, "rule" | "ruleVersion">;

/** What a rule answers when the facts do not let it look: never the same as "nothing found". */
export type Unchecked = { unchecked: UncheckedReason };

export type AuditRule = {
  id: RuleId;
  /** `major.minor`; a new major makes new discrepancies, a new minor goes on with the old ones. */
  version: string;
  nameVi: string;
  nameEn: string;
  definitionVi: string;
  definitionEn: string;
  /** A risk rule raises a question. What it finds stands apart and is never a conclusion. */
  isRisk?: true;
  /** The settings of the default rule set, and with them the parameters the rule knows. */
  defaults: RuleSettings;
  /** What a parameter may be, where not every number means something. */
  choices?: Record<string, readonly number[]>;
  check(facts: AuditFacts, settings: RuleSettings): Objection[] | Unchecked;
};

/** What became of one rule in a run. */
export type RuleCheck = { rule: RuleId; version: string; findings: number; unchecked: UncheckedReason | null };
