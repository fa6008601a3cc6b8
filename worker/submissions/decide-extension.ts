import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { messageOf } from "../kernel/database-error.ts";
import { findTenant } from "../directory/queries.ts";
import type { ExtensionDecision } from "../forms/contract.ts";
import { record, thisIndex } from "../log/record.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import type { SessionCookie } from "../tenancy/session.ts";
import { findExtension } from "./obligation-queries.ts";
import { prepareSubmission } from "./prepare-submission.ts";
import type { Extended } from "./request-extension.ts";
import { isRace } from "./submit-form.ts";

/**
 * Keeps the authority's signed answer to a request for more time: granted until a day, or refused. Decided once, and once more where the
 * answer was signed with a key that was lost: then by somebody else. The same document again gives its original receipt. Throws Problem `transition-refused` when somebody has answered already.
 */
export async function decideExtension(context: Context, id: string, jws: string, cookie: SessionCookie | null): Promise<Extended> {
  const { tenant, ledger, central, now } = context;
  const [asked, authority] = await Promise.all([findExtension(ledger, tenant.code, id), findTenant(central, AUTHORITY)]);
  if (!asked) throw new Problem("not-found", "The tenant has no request for more time with this id. GET …/extensions lists them.");
  const prepared = await prepareSubmission(context, { jws, audiences: ["extension-decision"], signerTenant: authority!, cookie });
  if (prepared.kind === "stored") {
    // The answer that another one has taken the place of keeps its receipt.
    if ((prepared.claims.data as Partial<ExtensionDecision> | undefined)?.extension !== id) throw new Problem("jti-reused", "This document answered another request. Make a new one and sign it.");
    return { isNew: false, id, receipt: prepared.receipt };
  }
  const answers = prepared.answers as ExtensionDecision;
  if (asked.state !== "requested" && asked.isContested !== 1) throw alreadyDecided();
  if (isSamePerson({ id: prepared.signerId, accounts: prepared.signerAccounts }, asked.decidedBy)) throw new Problem("self-approval", "A contested answer is confirmed, or given anew, by somebody else than who signed it. Leave this to another supervisor.");
  const { dueOn } = signedClaims<{ data: { dueOn: string } }>(asked.requestJws).data;
  const wrong = (pointer: string, code: string, detail: string) => new Problem("data-invalid", detail, [{ pointer, code }]);
  if (answers.extension !== id) throw wrong("/extension", "other-extension", "What was signed answers another request. Open the answer from the request's row and sign that.");
  if (answers.outcome === "grant" && (answers.until! <= dueOn || answers.until! > asked.wantedUntil)) {
    throw wrong("/until", "out-of-range", `More time is granted until a day after the deadline (${dueOn}) and not beyond what was asked for (${asked.wantedUntil}).`);
  }
  const until = answers.outcome === "grant" ? answers.until! : null;
  const update = ledger
    .prepare(
      `UPDATE extension SET state = ?3, until = ?4, decision_jti = ?5, decided_by = ?6, decided_at = ?7, decision_idx = ${thisIndex.replace("?", "?1")}
       WHERE tenant_id = ?1 AND id = ?2`,
    )
    .bind(tenant.code, id, until === null ? "refused" : "granted", until, prepared.claims.jti, prepared.signerId, now);
  try {
    const logged = { kind: "extension.decided", at: now, ...prepared.entryMembers, extension: id, outcome: answers.outcome, until } as const;
    const { index, entry } = await record(context, logged, [prepared.statement, update], prepared.guards);
    return { isNew: true, id, receipt: await prepared.toReceipt(index, entry) };
  } catch (error) {
    if (messageOf(error).includes("an extension is decided once")) throw alreadyDecided();
    if (isRace(error)) throw new Problem("version-conflict", "The same document was being sent twice, or your key was changed meanwhile. Send it once more.");
    throw error;
  }
}

function alreadyDecided(): Problem {
  return new Problem("transition-refused", "This request was answered already. GET …/extensions shows how.");
}
