import * as z from "zod";
import { severities } from "./contract.ts";

export const taskStates = ["queued", "running", "done", "failed"] as const;
export const taskOutcomes = ["written", "unchanged"] as const;

/** One audit of a night. */
export const auditTaskView = z.object({
  tenant: z.string(),
  reportType: z.string(),
  window: z.object({ id: z.string(), from: z.string(), to: z.string() }),
  state: z.enum(taskStates),
  attempt: z.int(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  outcome: z.enum(taskOutcomes).nullable(),
  /** The run that says what was found: a new one, or the last that said the same. */
  run: z.string().nullable(),
  findings: z.int().nullable(),
  failure: z.string().nullable(),
});
export type AuditTaskView = z.infer<typeof auditTaskView>;

/** How far a night is. `partial`: it ended, and not everything could be audited. */
export const nightStates = ["starting", "running", "done", "partial", "failed"] as const;
export const auditNightView = z.object({
  key: z.string(),
  date: z.string(),
  ruleSet: z.string(),
  state: z.enum(nightStates),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  total: z.int().nullable(),
  counts: z.object({ queued: z.int(), running: z.int(), done: z.int(), failed: z.int(), unchanged: z.int() }),
  failure: z.string().nullable(),
});
export type AuditNightView = z.infer<typeof auditNightView>;
export const auditNightList = z.object({ nights: z.array(auditNightView) });
export type AuditNightList = z.infer<typeof auditNightList>;
/** Tasks: failed first, then running, queued, done; by report type, period and tenant. */
export const auditNightDetail = auditNightView.extend({ tasks: z.array(auditTaskView) });
export type AuditNightDetail = z.infer<typeof auditNightDetail>;
export const auditRetried = z.object({ night: z.string(), retried: z.int() });

/** Without a rule set the one the run was made with. */
export const replayRequest = z.strictObject({ ruleSet: z.int().min(1).optional() });
/** The findings, made anew from the facts as they were kept; `isSame` compares them byte for byte with what the run found. */
export const replayView = z.object({
  run: z.string(),
  ruleSet: z.string(),
  ruleSetDigest: z.string(),
  factsDigest: z.string(),
  findingsDigest: z.string(),
  runFindingsDigest: z.string().nullable(),
  isSame: z.boolean(),
  findings: z.array(z.object({ rule: z.string(), ruleVersion: z.string(), measure: z.string(), severity: z.enum(severities), subject: z.string(), subjectNameVi: z.string(), subjectNameEn: z.string(), reported: z.number().nullable(), actual: z.number().nullable(), evidence: z.record(z.string(), z.unknown()) })),
  checks: z.array(z.object({ rule: z.string(), version: z.string(), findings: z.int(), unchecked: z.string().nullable() })),
});
export type ReplayView = z.infer<typeof replayView>;
