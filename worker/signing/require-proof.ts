import * as z from "zod";
import { audienceOf, type Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import type { SigningAlgorithm } from "./contract.ts";
import { openSigned } from "./open-signed.ts";
import type { Signers } from "./require-algorithm.ts";
import { requireTicket } from "./tickets.ts";
import { requireSignature } from "./verify-signature.ts";

const proofClaims = z.strictObject({ ver: z.literal(1), aud: z.string(), iss: z.string(), iat: z.int(), nonce: z.string().length(22), jkt: z.string().length(43) });
const MAX_PROOF_LENGTH = 4096;

type Prover = { kid: string; alg: SigningAlgorithm; jwk: string; certificate: { sha256: string } | null };
/** `thumbprint` is the new key's, whoever signs; `holder` is whom the challenge was given to. */
type Expected = { ownerId: string; holder: string; thumbprint: string };

/** A proof over our challenge, naming owner, tenant and the new key, signed by `prover`: the new key itself, or the one it replaces. */
export async function requireProof(context: Context, proof: string, prover: Prover, { ownerId, holder, thumbprint }: Expected): Promise<void> {
  const opened = await openSigned(context, proof, { type: "gov-key-pop+jwt", claims: proofClaims, maxLength: MAX_PROOF_LENGTH, signers: signersOf(ownerId) });
  const { aud, iss, iat, nonce, jkt } = opened.claims;
  const expected: [boolean, string][] = [
    [aud === audienceOf(context.platform, context.tenant), "`aud` is not this tenant's address"],
    [iss === ownerId, "`iss` is not the key's owner"],
    [jkt === thumbprint, "`jkt` is not the new key's thumbprint"],
    [opened.header.kid === prover.kid, "`kid` is not the key that has to sign it"],
    [iat === opened.header.iat, "`iat` differs between header and payload"],
  ];
  const failed = expected.find(([holds]) => !holds);
  if (failed) throw new Problem("key-proof-invalid", `The proof of possession does not hold: ${failed[1]}. Ask for a challenge and sign it with the new key.`);
  await requireSignature(opened, prover);
  await requireTicket(context.platform, proofPurpose(context, holder), nonce, context.now);
}

/** What a challenge is good for. */
export function proofPurpose({ tenant }: Pick<Context, "tenant">, holder: string) {
  return { purpose: "register-key" as const, tenant: tenant.code, holder };
}

export function signersOf(ownerId: string): Signers {
  return ownerId.startsWith("int_") ? "integrations" : "officers";
}
