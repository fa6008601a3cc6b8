import type { Platform } from "../kernel/context.ts";
import { messageOf } from "../kernel/database-error.ts";
import { findTenant } from "../directory/queries.ts";
import { GuardFailed, record } from "../log/record.ts";
import { listCompromisedKeys } from "../signing/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { systemContextOf, type Surroundings } from "../tenancy/system-context.ts";
import { contestExtension, listUnmarkedExtensions, type UnmarkedExtension } from "./contested-extension-queries.ts";

/**
 * Writes into the log of each unit that a compromised key of the authority has answered its request for more time, and the answer is work. Asked
 * again it writes only what is missing. Returns how many were written.
 */
export async function contestExtensions(central: D1Database, platform: Platform, now: number): Promise<number> {
  const authority = await findTenant(central, AUTHORITY);
  const keys = authority ? await listCompromisedKeys(platform.ledgers[authority.ledger], AUTHORITY) : [];
  if (keys.length === 0) return 0;
  let written = 0;
  for (const ledger of Object.values(platform.ledgers)) {
    for (const answer of await listUnmarkedExtensions(ledger, AUTHORITY, keys)) if (await contest({ central, platform, now }, ledger, answer)) written++;
  }
  return written;
}

async function contest(at: Surroundings, ledger: D1Database, answer: UnmarkedExtension): Promise<boolean> {
  try {
    const { statement, guard } = contestExtension(ledger, answer);
    await record(await systemContextOf(answer.tenantId, at), { kind: "extension.contested", at: at.now, extension: answer.extensionId, dig: answer.digest, kid: answer.kid }, [statement], [guard]);
    return true;
  } catch (error) {
    if (!(error instanceof GuardFailed)) console.error(JSON.stringify({ job: "contest", tenant: answer.tenantId, error: messageOf(error) }));
    return false;
  }
}
