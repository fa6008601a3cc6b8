/** A role an officer holds in their own tenant. Auditors and supervisors exist only in the national authority. */
export const roles = ["officer", "head", "administrator", "auditor", "supervisor", "operator"] as const;
export type Role = (typeof roles)[number];

export const tenantKinds = ["authority", "ministry", "agency", "province"] as const;
export type TenantKind = (typeof tenantKinds)[number];

/** A tenant as the directory knows it: a legal entity. `code` names it in addresses and never changes its meaning. */
export type Tenant = {
  code: string;
  /** The electronic identification code of QĐ 20/2020; a successor may carry on its predecessor's. */
  agencyCode: string;
  nameVi: string;
  nameEn: string;
  kind: TenantKind;
  type: string;
  /** Days; null is "existed before the records" and "still exists". */
  validFrom: string | null;
  validTo: string | null;
  successorCode: string | null;
  ledger: LedgerName;
};

export const ledgerNames = ["LEDGER_1", "LEDGER_2"] as const;
export type LedgerName = (typeof ledgerNames)[number];

/** Who is asking: a signed-in officer, an integration known by its signature, the platform itself, or nobody. */
export type Actor =
  /** `assertedAt` is the moment the person last proved to be there (a passkey, the demo's confirmation); absent or null is never. */
  | { kind: "officer"; id: string; /** The ids of all officers of the tenant who are this person, this one among them. */ accounts: readonly string[]; tenantCode: string; roles: readonly Role[]; assertedAt?: number | null }
  | { kind: "integration"; id: string; tenantCode: string }
  | { kind: "system" }
  | { kind: "stranger" };

/** Everything a use case may know about its surroundings. Built in two places only: HTTP and jobs. */
export type Context = {
  tenant: Tenant;
  actor: Actor;
  /** The tenant's ledger. */
  ledger: D1Database;
  central: D1Database;
  /** Integer milliseconds. */
  now: number;
  platform: Platform;
};

/** What is the same for every tenant and request. */
export type Platform = {
  /** Without a trailing slash; the start of every `aud` and log origin. */
  origin: string;
  /** 32 bytes from which every platform key is derived. */
  secret: Uint8Array;
  evidence: R2Bucket;
  ledgers: Readonly<Record<LedgerName, D1Database>>;
};

/** The address that signatures for this tenant carry as `aud`, compared byte by byte. */
export function audienceOf(platform: Platform, tenant: Pick<Tenant, "code">): string {
  return `${platform.origin}/t/${tenant.code}`;
}
