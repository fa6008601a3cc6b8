import * as z from "zod";
import { discrepancyStates, findingSides, measures, ruleIds, severities } from "../audit/contract.ts";
import { SHORTEST_COMMENT } from "../kernel/shortest-comment.ts";

/** A share with what it is made of; null where there is nothing to divide by. */
const share = z.object({ numerator: z.int(), denominator: z.int(), percent: z.number().nullable() });
export type Share = z.infer<typeof share>;
/** Days, half of the cases took no longer than; null where there was no case. */
const median = z.object({ days: z.int().nullable(), cases: z.int() });

export const ageBuckets = ["week", "month", "quarter", "older"] as const;

/** How the review works, over all tenants, as of now. */
export const qualityFigures = z.object({
  at: z.iso.datetime(),
  openByAge: z.array(z.object({ severity: z.enum(severities), age: z.enum(ageBuckets), count: z.int(), snoozed: z.int() })),
  timeToExplain: median,
  timeToDecide: median,
  overdue: share,
  reopened: share,
  overturnedOnAppeal: share,
  /** Rules with decisions; `isFlagged` where more than 30 % were dismissed as false positive. */
  falsePositives: z.array(z.object({ rule: z.enum(ruleIds), share, isFlagged: z.boolean() })),
  /** Second reviews that came to the same conclusion, by rule and by who decided first. */
  agreementByRule: z.array(z.object({ rule: z.enum(ruleIds), share })),
  agreementByReviewer: z.array(z.object({ reviewer: z.string(), name: z.string().nullable(), share })),
  secondReviewsOpen: z.int(),
});
export type QualityFigures = z.infer<typeof qualityFigures>;

export const secondOutcomes = ["accept", "uphold", "dismiss"] as const;

/** A closed discrepancy as its second reviewer sees it: the numbers, the rule and the unit's words, nothing of the first decision. */
export const secondReviewCase = z.object({
  tenant: z.string(),
  discrepancy: z.string(),
  month: z.string(),
  rule: z.enum(ruleIds),
  measure: z.enum(measures),
  severity: z.enum(severities),
  subject: z.object({ nameVi: z.string(), nameEn: z.string() }),
  period: z.string(),
  sides: z.enum(findingSides),
  lookedAt: z.int().nullable(),
  reported: z.int().nullable(),
  actual: z.int().nullable(),
  question: z.string().nullable(),
  explanation: z.string().nullable(),
  evidence: z.record(z.string(), z.unknown()),
});
export type SecondReviewCase = z.infer<typeof secondReviewCase>;
export const secondReviewList = z.object({ cases: z.array(secondReviewCase) });
export type SecondReviewList = z.infer<typeof secondReviewList>;
export const secondReviewAnswer = z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/), outcome: z.enum(secondOutcomes), text: z.string().trim().min(SHORTEST_COMMENT).max(2000) });
/** After the answer the first decision is shown. */
export const secondReviewResult = z.object({ first: z.enum(secondOutcomes), second: z.enum(secondOutcomes), isSame: z.boolean(), state: z.enum(discrepancyStates) });
export type SecondReviewResult = z.infer<typeof secondReviewResult>;
