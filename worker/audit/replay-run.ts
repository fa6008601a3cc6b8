import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { findingsDigestOf } from "./findings-digest.ts";
import type { ReplayView } from "./night-contract.ts";
import { ruleSetOfVersion } from "./rule-set-queries.ts";
import { judgeFacts, ruleSetName } from "./rules/rule-set.ts";
import { findRun } from "./run-queries.ts";
import { findSnapshot } from "./snapshot.ts";

/**
 * Makes a run's findings anew from the facts as they were kept, with the rule set the run used or any other version, and says
 * whether they are the same byte for byte. Writes nothing. A draft is applied for the authority only. Throws Problem `snapshot-missing` for a run that kept no facts.
 */
export async function replayRun(context: Context, runId: string, version: number | undefined, withDrafts: boolean): Promise<ReplayView> {
  const run = await findRun(context.ledger, context.tenant.code, runId);
  if (!run) throw new Problem("not-found", "The tenant has no audit run with this id. GET …/audit-runs lists them.");
  const facts = run.factsDigest && (await findSnapshot(context.platform.evidence, run.factsDigest));
  if (!facts) throw new Problem("snapshot-missing", "The facts of this run were not kept: it failed, or it is from before they were. Run the audit of the window again; its facts are kept.");
  const pinned = await ruleSetOfVersion(context, version ?? Number(run.ruleSet.split("@")[1]), withDrafts);
  if (!pinned) throw new Problem("not-found", `There is no rule set of version ${version}. GET /v1/t/{tenant}/rule-sets lists those you may use.`);
  const { findings, checks } = judgeFacts(facts, pinned.ruleSet);
  const findingsDigest = await findingsDigestOf(findings);
  return {
    run: run.id,
    ruleSet: ruleSetName(pinned.ruleSet),
    ruleSetDigest: pinned.digest,
    factsDigest: run.factsDigest!,
    findingsDigest,
    runFindingsDigest: run.findingsDigest,
    isSame: findingsDigest === run.findingsDigest,
    findings,
    checks,
  };
}
