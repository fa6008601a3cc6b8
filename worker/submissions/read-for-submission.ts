import type { Context, Tenant } from "../kernel/context.ts";
import { keyStatement, toRegisteredKey, type KeyRow, type RegisteredKey } from "../signing/queries.ts";
import { policyStatement, policyValue } from "../tenancy/policy-queries.ts";
import { sessionStatement, toLiveSession, type LiveSession, type SessionCookie, type SessionRow } from "../tenancy/session.ts";
import { attachmentsStatement, type Attachment } from "./attachment-queries.ts";
import type { SubmissionClaims } from "./contract.ts";
import { documentStatement, firstReportStatement, nonceStatement, obligationStatement, type SubmissionDocument } from "./queries.ts";
import type { Owed } from "./require-report-fits.ts";

export type FoundForSubmission = {
  key: RegisteredKey | null;
  session: LiveSession | null;
  stored: SubmissionDocument | null;
  isNonceUsed: boolean;
  referred: SubmissionDocument | null;
  firstOfPeriod: string | null;
  owed: Owed[];
  /** The forms and report types whose reports need the head's signature too. */
  twoSignatures: readonly string[];
  /** The tenant's files that the document names; nothing is read for a document that names none. */
  attachments: Attachment[];
};

/**
 * Everything that judging a submission needs of the database, in one round trip. The key and the session are the signer's:
 * where an auditor signs for another tenant they live in another ledger, asked at the same time.
 */
export async function readForSubmission(
  context: Context,
  signerTenant: Tenant,
  kid: string,
  claims: Pick<SubmissionClaims, "jti" | "nonce" | "ref" | "att">,
  period: { reportType: string; period: string } | null,
  cookie: SessionCookie | null,
): Promise<FoundForSubmission> {
  const { ledger, tenant, platform, now } = context;
  const signerLedger = platform.ledgers[signerTenant.ledger];
  const ofSigner = [keyStatement(signerLedger, signerTenant.code, kid), ...(cookie?.tenantCode === signerTenant.code ? [await sessionStatement(signerLedger, cookie)] : [])];
  const ofTenant = [
    documentStatement(ledger, tenant.code, claims.jti),
    nonceStatement(ledger, tenant.code, claims.nonce),
    documentStatement(ledger, tenant.code, claims.ref?.jti ?? ""),
    ...(period ? [firstReportStatement(ledger, tenant.code, period.reportType, period.period), obligationStatement(ledger, tenant.code, period.reportType), policyStatement(ledger, tenant.code, "two-signatures")] : []),
  ];
  const named = claims.att?.length ? [attachmentsStatement(ledger, tenant.code, claims.att.map(({ id }) => id))] : [];
  const [signerResults, tenantResults] =
    signerTenant.code === tenant.code ? await splitBatch(ledger, ofSigner, [...ofTenant, ...named]) : await Promise.all([signerLedger.batch(ofSigner), ledger.batch([...ofTenant, ...named])]);
  const [keyResult, sessionResult] = signerResults;
  const [stored, nonce, referred, first, owed, policy] = tenantResults.slice(0, ofTenant.length);
  const keyRow = keyResult!.results[0] as KeyRow | undefined;
  return {
    key: keyRow ? toRegisteredKey(keyRow, now) : null,
    session: toLiveSession(sessionResult?.results[0] as SessionRow | undefined, now),
    stored: (stored!.results[0] as SubmissionDocument | undefined) ?? null,
    isNonceUsed: nonce!.results.length > 0,
    referred: (referred!.results[0] as SubmissionDocument | undefined) ?? null,
    firstOfPeriod: (first?.results[0] as { jti: string } | undefined)?.jti ?? null,
    owed: (owed?.results as Owed[] | undefined) ?? [],
    twoSignatures: policyValue("two-signatures", policy?.results[0]),
    attachments: named.length > 0 ? (tenantResults.at(-1)!.results as Attachment[]) : [],
  };
}

async function splitBatch(ledger: D1Database, first: D1PreparedStatement[], rest: D1PreparedStatement[]): Promise<[D1Result[], D1Result[]]> {
  const results = await ledger.batch([...first, ...rest]);
  return [results.slice(0, first.length), results.slice(first.length)];
}
