import { Problem, type Finding } from "../kernel/problem.ts";
import type { DecisionManifest } from "../forms/contract.ts";
import { isRace } from "../submissions/submit-form.ts";
import { prepareSubmission } from "../submissions/prepare-submission.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY, requireAuthority } from "../tenancy/require-role.ts";
import { authorityContext } from "./bulk-contexts.ts";
import type { DecideMany, DecideManyResult } from "./bulk-contract.ts";
import { findBulkOfManifest } from "./bulk-queries.ts";
import { carryOut } from "./carry-out.ts";
import { keepOrder } from "./keep-order.ts";
import { getOrder } from "./order-view.ts";
import { partDigest } from "./part-digest.ts";
import { requireOwnSignature } from "./signed-move.ts";

/** How often somebody may be quicker between our reading and our writing. */
const TRIES = 3;

/**
 * One signed conclusion about many (docs/review.md, "One signature, many decisions"). The manifest is verified once, like every submission, as
 * a document of the authority; its openings are held against its digests; then each part is a move of its own, with an outcome of its own. The
 * very same manifest again gives its order and receipt again.
 */
export async function decideMany(context: PlatformContext, workflow: Workflow, { signed, parts }: DecideMany): Promise<{ isNew: boolean; result: DecideManyResult }> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  const home = await authorityContext(context);
  for (let attempt = 1; ; attempt++) {
    const prepared = await prepareSubmission(home, { jws: signed, audiences: ["decision-manifest"], signerTenant: home.tenant, cookie: null });
    requireOwnSignature(prepared.claims, officer);
    if (prepared.kind === "stored") {
      const order = await findBulkOfManifest(home.ledger, AUTHORITY, prepared.claims.jti);
      if (!order) throw new Problem("act-not-offered", "This document is stored already and is no manifest of decisions. Sign the form decision-manifest.");
      return { isNew: false, result: { ...(await getOrder(context, order.id)), receipt: prepared.receipt } };
    }
    const data = prepared.answers as DecisionManifest;
    await requireOpenings(data, parts);
    const kept = await keepOrder(home, { by: officer.id, transition: data.outcome, request: null, manifest: String(prepared.entryMembers["sha256"]), startsAt: null, items: parts, signed: prepared }).catch((error: unknown) => {
      if (attempt === TRIES || !isRace(error)) throw error;
    });
    if (!kept) continue;
    const receipt = await prepared.toReceipt(kept.index, kept.entry);
    await carryOut(context, workflow, kept.id);
    return { isNew: true, result: { ...(await getOrder(context, kept.id)), receipt } };
  }
}

/** What was sent beside the signature is what was signed: each opening gives the digest at its place, and none is missing. */
async function requireOpenings({ parts: digests, outcome }: DecisionManifest, parts: DecideMany["parts"]): Promise<void> {
  const made = await Promise.all(parts.map(({ tenant, id, version, reason, salt }) => partDigest({ salt, tenant, discrepancy: id, version, outcome, reason })));
  const findings: Finding[] = made.flatMap((digest, place) => (digest === digests[place] ? [] : [{ pointer: `/parts/${place}`, code: "other-digest" }]));
  if (parts.length !== digests.length) findings.push({ pointer: "/parts", code: "other-count" });
  if (findings.length > 0) throw new Problem("data-invalid", "The parts that were sent are not those that were signed. `errors` names each; send the openings in the order of the manifest's `parts`.", findings.slice(0, 100));
}
