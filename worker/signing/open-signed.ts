import type * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { requireHeader, type JwsHeader } from "./check-header.ts";
import type { SigningAlgorithm } from "./contract.ts";
import { parseCompact, parseJsonObject, type CompactParts } from "./parse-compact.ts";
import { requireAlgorithm, type Signers } from "./require-algorithm.ts";
import { requireClaims } from "./require-claims.ts";

/** A signed document whose form and claims fit, and whose signature nobody has checked yet. */
export type OpenedJws<Claims> = CompactParts & { compact: string; header: JwsHeader & { alg: SigningAlgorithm }; claims: Claims };

type Profile<Schema extends z.ZodType> = { type: string; claims: Schema; maxLength: number; signers: Signers };

/**
 * GFS-1, S1 to S5: everything that can be refused before the key is looked for. `home` is the signer's tenant, whose policy says what
 * its keys may sign with. `claims` is the value as signed, not a cleaned copy.
 */
export async function openSigned<Schema extends z.ZodType>(home: Pick<Context, "ledger" | "tenant">, compact: string, profile: Profile<Schema>): Promise<OpenedJws<z.infer<Schema>>> {
  const parts = parseCompact(compact, profile.maxLength);
  const header = requireHeader(parseJsonObject(parts.headerBytes, (why) => new Problem("jws-header-invalid", `The JWS header is not valid JSON. ${why}`)));
  if (header.typ !== profile.type) throw new Problem("jws-type-mismatch", `This address takes \`typ\` ${profile.type}, exactly so. Sign a document of that type.`);
  const alg = await requireAlgorithm(home, header.alg, profile.signers);
  const payload = parseJsonObject(parts.payloadBytes, (why) => new Problem("payload-invalid", `The signed payload is not valid JSON. ${why}`));
  requireClaims(profile.claims, payload);
  return { ...parts, compact, header: { ...header, alg }, claims: payload as z.infer<Schema> };
}
