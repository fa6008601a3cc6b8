import { audienceOf, type Context } from "../kernel/context.ts";
import { requireReader } from "../tenancy/require-role.ts";
import type { SigningTicket } from "./contract.ts";
import { issueTicket, lifetimes } from "./tickets.ts";

/** A ticket to sign this edition of the form, in this language, for the tenant of the path, by whoever is signed in. */
export async function issueSigningTicket(context: Context, request: { form: string; rev: number; locale: string }): Promise<SigningTicket> {
  const officer = requireReader(context);
  const { tenant, platform, now } = context;
  return {
    nonce: await issueTicket(platform, { purpose: "sign", tenant: tenant.code, holder: officer.id, ...request }, now),
    serverTime: Math.floor(now / 1000),
    expiresAt: new Date(now + lifetimes.sign * 1000).toISOString(),
    audience: audienceOf(platform, tenant),
    issuer: officer.id,
  };
}
