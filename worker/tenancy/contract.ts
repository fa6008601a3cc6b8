import * as z from "zod";
import { roles } from "../kernel/context.ts";
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

export const integrationView = z.object({ id: z.string(), name: z.string(), source: z.string(), createdAt: z.iso.datetime() });
export type IntegrationView = z.infer<typeof integrationView>;
export const integrationList = z.object({ integrations: z.array(integrationView) });
export const integrationRequest = z.strictObject({ name: z.string().min(1).max(120), source: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,31}$/) });
