/**
 * Every refusal of the platform has one name in this table, and only these. The number is its HTTP status, the text its
 * RFC 9457 title. Callers switch on the code; people read `detail`, which says what happened and what to do next.
 */
export const problems = {
  "bad-request": [400, "The request is not understood"],
  "body-invalid": [400, "The body does not fit its description"],
  "query-invalid": [400, "The query does not fit its description"],
  "jws-malformed": [400, "Not a compact JWS"],
  "jws-header-invalid": [400, "The JWS header is not valid"],
  "jws-header-forbidden": [400, "The JWS header has a forbidden member"],
  "jws-header-unknown": [400, "The JWS header has an unknown member"],
  "jws-type-mismatch": [400, "The JWS is of another type"],
  "payload-invalid": [400, "The signed payload is not valid"],
  "claim-unknown": [400, "The signed payload has an unknown claim"],
  "claim-missing": [400, "The signed payload lacks a claim"],
  "key-private-material": [400, "A private key was sent"],
  "sign-in-required": [401, "Sign in first"],
  "client-token-invalid": [401, "The client token is not valid"],
  "client-token-audience": [401, "The client token is for another address"],
  "client-token-expired": [401, "The client token has expired"],
  "client-token-replayed": [401, "The client token was used"],
  "step-up-required": [403, "Confirm that it is you"],
  "sign-in-refused": [403, "Nobody was signed in"],
  "not-permitted": [403, "Your role does not allow this"],
  "signer-session-mismatch": [403, "Signed by someone other than who is signed in"],
  "self-approval": [403, "Nobody approves their own key or decides about their own unit"],
  "origin-refused": [403, "The request comes from another site"],
  "not-found": [404, "Nothing is here"],
  "method-not-allowed": [405, "This address does not take that method"],
  "version-conflict": [409, "Someone else changed it meanwhile"],
  "transition-refused": [409, "That move is not possible now"],
  "tenant-closed": [409, "The tenant is closed"],
  "nonce-invalid": [409, "The signing ticket is not valid"],
  "nonce-used": [409, "The signing ticket was used"],
  "form-revision-closed": [409, "The form has a newer version"],
  "ref-conflict": [409, "The earlier submission does not fit"],
  "back-test-required": [409, "The rule set was not back-tested"],
  "snapshot-missing": [409, "The facts of this run were not kept"],
  "report-exists": [409, "This period is already reported"],
  "idempotency-key-reused": [409, "This key was used for another request"],
  "jti-reused": [409, "This identifier was used for other content"],
  "key-exists": [409, "This key is registered already"],
  "enrolment-waits": [409, "The enrolment link waits for approval"],
  "enrolment-gone": [410, "The enrolment link is worth nothing"],
  "attachment-limit": [409, "Too many uploaded files are in no document"],
  "view-name-taken": [409, "You keep a view of this name already"],
  "anchor-exists": [409, "This certificate is an anchor already"],
  "jws-too-large": [413, "The signed document is too large"],
  "body-too-large": [413, "The body is too large"],
  "unsupported-media-type": [415, "The content type is not accepted here"],
  "alg-not-allowed": [422, "The signature algorithm is not allowed"],
  "audience-mismatch": [422, "Signed for another tenant"],
  "iat-mismatch": [422, "Header and payload name different signing times"],
  "key-unknown": [422, "The key is not registered here"],
  "key-invalid": [422, "The key does not meet the registration rules"],
  "key-alg-mismatch": [422, "The key is registered for another algorithm"],
  "key-not-active": [422, "The key may not sign now"],
  "key-proof-invalid": [422, "The proof of possession does not hold"],
  "cert-mismatch": [422, "The certificate is not the registered one"],
  "cert-chain-invalid": [422, "The certificate chain does not hold"],
  "cert-expired": [422, "The certificate is not valid now"],
  "cert-revoked": [422, "The certificate is revoked"],
  "crl-invalid": [422, "The revocation list is not valid"],
  "issuer-mismatch": [422, "The issuer does not own the key"],
  "signature-invalid": [422, "The signature does not verify"],
  "iat-out-of-window": [422, "The signing time is too far from now"],
  "act-not-offered": [422, "This act is not offered for this form"],
  "form-unknown": [422, "There is no such form"],
  "form-digest-mismatch": [422, "Signed against another edition of the form"],
  "data-invalid": [422, "The answers do not fit the form"],
  "rule-set-invalid": [422, "The rule set is not complete"],
  "window-mismatch": [422, "The dates are not those of the period"],
  "report-not-due": [422, "This report is not owed for this period"],
  "locale-not-offered": [422, "The form is not offered in that language"],
  "view-digest-mismatch": [422, "What was shown is not what was signed"],
  "attachment-mismatch": [422, "An attachment is not the one that was uploaded"],
  "attachment-rejected": [422, "The file cannot be attached"],
  "batch-digest-mismatch": [422, "The body is not the one that was signed"],
  "batch-count-mismatch": [422, "The body has another number of lines than was signed"],
  "precondition-required": [428, "Say which version you are changing"],
  "rate-limited": [429, "Too many requests"],
  "internal": [500, "The platform made an error"],
  "demo-not-local": [503, "Demo sign-in is on at a public address"],
  "revocation-unavailable": [503, "The certificate cannot be checked now"],
  "provider-unreachable": [503, "The identity provider does not answer"],
  "database-busy": [503, "The database is busy"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problems;

/** One thing wrong inside a body: an RFC 6901 pointer and a code the screen translates. */
export type Finding = { pointer: string; code: string; message?: string };

/** Thrown when a request is over. `extra` is public: it becomes members of the problem document. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly Finding[] | undefined;
  readonly extra: Record<string, unknown>;
  constructor(code: ProblemCode, detail: string, errors?: readonly Finding[], extra: Record<string, unknown> = {}) {
    super(detail);
    this.code = code;
    this.errors = errors;
    this.extra = extra;
  }
  get status(): number {
    return problems[this.code][0];
  }
}
