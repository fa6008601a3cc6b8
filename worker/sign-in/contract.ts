import * as z from "zod";
import { roles } from "../kernel/context.ts";
import { tenantCode, tenantView } from "../directory/contract.ts";
import { sessionMethods } from "../tenancy/contract.ts";

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
/** What people call a device: nothing invisible in it. */
export const label = z.string().trim().min(1).max(80).regex(/^[^\p{C}]+$/u);

/** WebAuthn Level 3, AuthenticationResponseJSON: as browsers write it. Members we do not read are left alone. */
export const assertionResponse = z.object({
  id: base64url.max(1400),
  rawId: base64url.max(1400),
  type: z.literal("public-key"),
  response: z.object({ clientDataJSON: base64url.max(4096), authenticatorData: base64url.max(4096), signature: base64url.max(4096), userHandle: base64url.max(128).nullish() }),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
});
export type AssertionResponse = z.infer<typeof assertionResponse>;

/** WebAuthn Level 3, RegistrationResponseJSON. */
export const registrationResponse = z.object({
  id: base64url.max(1400),
  rawId: base64url.max(1400),
  type: z.literal("public-key"),
  response: z.object({ clientDataJSON: base64url.max(4096), attestationObject: base64url.max(16_384), transports: z.array(z.string().max(20)).max(8).optional() }),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
});
export type RegistrationResponse = z.infer<typeof registrationResponse>;

const credentialDescriptor = z.object({ id: z.string(), type: z.literal("public-key"), transports: z.array(z.string()) });

/** WebAuthn Level 3, PublicKeyCredentialRequestOptionsJSON. */
export const assertionOptions = z.object({ challenge: z.string(), rpId: z.string(), timeout: z.int(), userVerification: z.literal("required"), allowCredentials: z.array(credentialDescriptor) });
export type AssertionOptions = z.infer<typeof assertionOptions>;

/** WebAuthn Level 3, PublicKeyCredentialCreationOptionsJSON. */
export const registrationOptions = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.int() })),
  timeout: z.int(),
  attestation: z.literal("none"),
  excludeCredentials: z.array(credentialDescriptor),
  authenticatorSelection: z.object({ residentKey: z.literal("required"), requireResidentKey: z.literal(true), userVerification: z.literal("required") }),
});
export type RegistrationOptions = z.infer<typeof registrationOptions>;

export const passkeySignIn = z.strictObject({ credential: assertionResponse });
export const newPasskey = z.strictObject({ credential: registrationResponse, label });
export const passkeyLabel = z.strictObject({ label });

/** How the person can confirm that it is them: with which of their passkeys, by the demo, or at their identity provider. */
export const confirmation = z.object({ passkey: assertionOptions.nullable(), demo: z.boolean(), provider: z.boolean() });
export type Confirmation = z.infer<typeof confirmation>;

export const passkeyView = z.object({ id: z.string(), label: z.string(), backedUp: z.boolean(), createdAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().nullable() });
export type PasskeyView = z.infer<typeof passkeyView>;
export const passkeyList = z.object({ passkeys: z.array(passkeyView) });
export type PasskeyList = z.infer<typeof passkeyList>;

export const ownSession = z.object({ id: z.string(), method: z.enum(sessionMethods), device: z.string(), createdAt: z.iso.datetime(), lastSeenAt: z.iso.datetime(), isThis: z.boolean() });
export type OwnSession = z.infer<typeof ownSession>;
export const ownSessions = z.object({ sessions: z.array(ownSession) });

/** What an enrolment link carries behind its `#`: the secret, 256 bits. */
export const linkSecret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const enrolmentOpening = z.strictObject({ secret: linkSecret });
export const enrolmentUse = z.strictObject({ secret: linkSecret, credential: registrationResponse, label });
/** Whom the link is for, and what the browser makes the passkey from. */
export const openedEnrolment = z.object({ officer: z.object({ name: z.string(), unit: z.string() }), isRecovery: z.boolean(), expiresAt: z.iso.datetime(), options: registrationOptions, provider: z.boolean() });
export type OpenedEnrolment = z.infer<typeof openedEnrolment>;

export const enrolmentView = z.object({ id: z.string(), officerId: z.string(), isRecovery: z.boolean(), createdBy: z.string(), createdAt: z.iso.datetime(), expiresAt: z.iso.datetime(), waitsForApproval: z.boolean() });
export type EnrolmentView = z.infer<typeof enrolmentView>;
/** `secret` is in this answer only: nobody can read it again. */
export const newEnrolment = enrolmentView.extend({ secret: z.string() });
export type NewEnrolment = z.infer<typeof newEnrolment>;

/** An account at an identity provider that is bound to a person. `id` is its digest, as the log names it. */
export const accountView = z.object({
  id: z.string(),
  issuer: z.string(),
  subject: z.string(),
  /** Who bound it: the person themselves, by a link, or a registrar. */
  boundBy: z.object({ id: z.string(), name: z.string().nullable() }),
  boundAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type AccountView = z.infer<typeof accountView>;
/** One's own; `provider` is the issuer whose accounts sign people in now, null where the tenant has none. */
export const accountList = z.object({ accounts: z.array(accountView), provider: z.string().nullable() });
export type AccountList = z.infer<typeof accountList>;

const unit = z.strictObject({ unit: tenantCode, until: z.iso.date().nullable() });
export const personView = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  roles: z.array(z.enum(roles)),
  generated: z.boolean(),
  passkeys: z.int(),
  accounts: z.array(accountView),
  lastSignInAt: z.iso.datetime().nullable(),
  /** Units outside the authority the person belongs or belonged to; null in `until` is "still". */
  units: z.array(unit),
  enrolments: z.array(enrolmentView),
});
export type PersonView = z.infer<typeof personView>;
/** `provider`: the issuer whose accounts sign people in now; null where the tenant has none. */
export const personList = z.object({ people: z.array(personView), provider: z.string().nullable() });
export type PersonList = z.infer<typeof personList>;

const someRoles = z.array(z.enum(roles)).max(roles.length).refine((given) => new Set(given).size === given.length, "A role twice");
const personText = z.string().trim().min(1).max(120).regex(/^[^\p{C}]+$/u);
export const newPerson = z.strictObject({ name: personText, unit: personText, roles: someRoles });
export const roleChange = z.strictObject({ roles: someRoles });
export const unitChange = z.strictObject({ units: z.array(unit).max(20).refine((given) => new Set(given.map((one) => one.unit)).size === given.length, "A unit twice") });

/** The provider's unchanging name of the person (`sub`), as the provider's administrator can read it; never an e-mail address by chance. */
export const accountBinding = z.strictObject({ subject: z.string().regex(/^[\x21-\x7e]{1,255}$/) });
export const providerAddress = z.object({ address: z.url() });
export const providerList = z.object({ tenants: z.array(tenantView) });
export type ProviderList = z.infer<typeof providerList>;

/** `proof` is what only the platform's secret gives, for this address and day. */
export const bootstrapRequest = z.strictObject({ proof: linkSecret, name: personText });
