import type { Context } from "../kernel/context.ts";
import { messageOf } from "../kernel/database-error.ts";
import { GuardFailed, record, type LogEntry } from "../log/record.ts";
import type { SessionCookie } from "../tenancy/session.ts";
import type { ReceiptView } from "./contract.ts";
import { prepareSubmission } from "./prepare-submission.ts";

/** How often two people may be quicker than us before we give up. */
const TRIES = 3;

/**
 * Verifies a signed report, or a signature over one, and stores its exact bytes with its log entry, or throws why not. The same document again gives its
 * original receipt (`isNew` false): a double click, a lost answer and fifty copies at once make one submission.
 */
export async function submitForm(context: Context, jws: string, cookie: SessionCookie | null = null): Promise<{ isNew: boolean; receipt: ReceiptView }> {
  for (let attempt = 1; ; attempt++) {
    const prepared = await prepareSubmission(context, { jws, audiences: ["report"], signerTenant: context.tenant, cookie });
    if (prepared.kind === "stored") return { isNew: false, receipt: prepared.receipt };
    try {
      const logged: LogEntry = { kind: "submission", at: context.now, ...prepared.entryMembers };
      const { index, entry } = await record(context, logged, [prepared.statement, ...prepared.alongside], prepared.guards);
      return { isNew: true, receipt: await prepared.toReceipt(index, entry) };
    } catch (error) {
      // Somebody was quicker between our reading and our writing: reading again says who and with what.
      if (attempt === TRIES || !isRace(error)) throw error;
    }
  }
}

/** Whether the write lost against another one: a guard no longer held, or a unique index has the row already. */
export function isRace(error: unknown): boolean {
  return error instanceof GuardFailed || /UNIQUE constraint failed: submission\.|a submission is never replaced/.test(messageOf(error));
}
