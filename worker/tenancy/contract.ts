import * as z from "zod";
import { roles, tenantKinds, type TenantKind } from "../kernel/context.ts";
import { tenantView } from "../directory/contract.ts";

export const officerView = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  roles: z.array(z.enum(roles)),
  /** Made up for the demo. */
  generated: z.boolean(),
});
export type OfficerView = z.infer<typeof officerView>;
export const officerList = z.object({ officers: z.array(officerView) });

/** How a session was begun. The first three prove that the person is there; an identity provider's word alone does not. */
export const sessionMethods = ["passkey", "enrolment", "demo", "oidc"] as const;
export type SessionMethod = (typeof sessionMethods)[number];

/** Who is signed in, and where. */
export const sessionView = z.object({ officer: officerView, tenant: tenantView, expiresAt: z.iso.datetime() });
export type SessionView = z.infer<typeof sessionView>;

/** Local demo only: sign in as one of the listed people without a passkey. */
export const demoSignIn = z.strictObject({ officer: z.string().max(64) });
export const demoPeople = z.object({ people: z.array(z.object({ tenant: tenantView, officers: z.array(officerView) })) });
export type DemoPeople = z.infer<typeof demoPeople>;

/** What keys sign with. Those after the first two need the tenant's policy; `Ed25519` is for integrations only. */
export const signingAlgorithms = ["ES256", "PS256", "RS256", "ES384", "Ed25519"] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];
/** Always allowed: TT 15/2025/TT-BKHCN names ECDSA and RSASSA-PSS. */
export const defaultAlgorithms: readonly SigningAlgorithm[] = ["ES256", "PS256"];

/**
 * What a tenant settles for itself: a closed list. `value` is what fits, `initial` what holds until somebody sets it. Every officer
 * of the tenant can read a policy: nothing secret belongs in one. A new policy is a row here, its words and its editor in
 * web/console/settings/policy-faces.tsx, and a row in docs/data.md.
 */
export const policies = {
  "signing-algorithms": {
    value: z
      .array(z.enum(signingAlgorithms))
      .max(signingAlgorithms.length)
      .refine((list) => new Set(list).size === list.length, "Each algorithm once.")
      .refine((list) => defaultAlgorithms.every((alg) => list.includes(alg)), "ES256 and PS256 are always allowed."),
    initial: ["ES256", "PS256"] as SigningAlgorithm[],
  },
  /** Ids of forms or report types whose reports count only when the head has signed over the officer's signature. */
  "two-signatures": {
    value: z
      .array(z.string().regex(/^[a-z0-9-]{1,64}$/))
      .max(50)
      .refine((list) => new Set(list).size === list.length, "Each form or report type once."),
    initial: [] as string[],
  },
  /** For how many hours after its next update a revocation list still counts. */
  "crl-grace-hours": { value: z.int().min(0).max(168), initial: 24 as number },
  /** The authority's: which department gets the discrepancies of which kind of unit, and how many open ones one auditor has at most. */
  "review-assignment": {
    value: z.strictObject({
      teams: z.array(z.strictObject({ kind: z.enum(tenantKinds), department: z.string().trim().min(1).max(200) })).max(20),
      loadCap: z.int().min(1).max(100_000),
    }),
    initial: { teams: [] as { kind: TenantKind; department: string }[], loadCap: 200 },
  },
  /**
   * The OpenID Connect provider at which the tenant's people may sign in, or none. We are a public client there: no secret, PKCE
   * instead. An address of this machine works in the local demo only.
   */
  "identity-provider": {
    value: z
      .strictObject({
        issuer: z.string().max(200).regex(/^(https:\/\/(?=[^/]*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?|http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?)(\/[\w.~-]+)*\/?$/),
        clientId: z.string().regex(/^[\x21-\x7e]{1,200}$/),
      })
      .nullable(),
    initial: null as { issuer: string; clientId: string } | null,
  },
} as const satisfies Record<string, { value: z.ZodType; initial: unknown }>;
export type PolicyName = keyof typeof policies;
export type PolicyValue<Name extends PolicyName> = z.infer<(typeof policies)[Name]["value"]>;
export const policyNames = Object.keys(policies) as [PolicyName, ...PolicyName[]];

export const policyVersion = z.object({ version: z.int(), value: z.unknown(), setBy: z.string(), setByName: z.string().nullable(), setAt: z.iso.datetime(), logIndex: z.int() });
/** A policy as it holds now. Version 0 is what holds before anybody set it. */
export const policyView = z.object({
  name: z.enum(policyNames),
  value: z.unknown(),
  version: z.int(),
  /** The newest first, at most fifty. */
  history: z.array(policyVersion),
});
export type PolicyView = z.infer<typeof policyView>;
export const policyList = z.object({ policies: z.array(policyView) });
export type PolicyList = z.infer<typeof policyList>;
/** `replaces` is the version that was read: somebody else's change in between is not overwritten unseen. */
export const policyChange = z.strictObject({ value: z.unknown(), replaces: z.int().min(0) });

/** Why a system is connected no more. That its key was stolen is said of the key (`keyCompromise`). */
export const integrationEndReasons = ["retired", "replaced", "mistake"] as const;
export type IntegrationEndReason = (typeof integrationEndReasons)[number];
export const integrationView = z.object({ id: z.string(), name: z.string(), source: z.string(), createdAt: z.iso.datetime(), /** Null while it is connected. */ ended: z.object({ at: z.iso.datetime(), by: z.string().nullable(), reason: z.enum(integrationEndReasons).nullable() }).nullable() });
export type IntegrationView = z.infer<typeof integrationView>;
export const integrationList = z.object({ integrations: z.array(integrationView) });
export const integrationEnd = z.strictObject({ reason: z.enum(integrationEndReasons) });
export const integrationRequest = z.strictObject({ name: z.string().min(1).max(120), source: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,31}$/) });
