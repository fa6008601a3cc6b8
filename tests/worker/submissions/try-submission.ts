import { signCompact, signTexts, type TestKey } from "../make-key.ts";
import { refusalOf } from "../ask.ts";
import { makeClaims, sendSubmission, type Filer } from "../make-report.ts";

export const TYPE = "gov-submission+jwt";
export type Claims = Record<string, unknown>;
export type Change = (claims: Claims) => Claims | void;

/** Good claims that no test stores, so that every test can take them, change one thing and see it refused. */
export type Attempt = { filer: Filer; claims: Claims };

export async function makeAttempt(filer: Filer): Promise<Attempt> {
  return { filer, claims: await makeClaims(filer) };
}

export function headerOf({ filer, claims }: Attempt): Claims {
  return { alg: filer.key.alg, typ: TYPE, kid: filer.key.kid, iat: claims["iat"] };
}

/** Status and code after changing the claims (in place, or by returning others) and signing them properly. */
export async function tryClaims(attempt: Attempt, change: Change, wish: { key?: TestKey; headers?: Record<string, string> } = {}): Promise<[number, string]> {
  const copy = structuredClone(attempt.claims);
  const claims = change(copy) ?? copy;
  const jws = await signCompact(wish.key ?? attempt.filer.key, TYPE, claims);
  return refusalOf(await sendSubmission(attempt.filer.tenant, jws, wish.headers));
}

/** The same for the header. */
export async function tryHeader(attempt: Attempt, header: Claims): Promise<[number, string]> {
  return tryTexts(attempt, JSON.stringify(header), JSON.stringify(attempt.claims));
}

/** The same for the exact texts of header and payload. */
export async function tryTexts({ filer }: Pick<Attempt, "filer">, header: string | Uint8Array, payload: string | Uint8Array): Promise<[number, string]> {
  return refusalOf(await sendSubmission(filer.tenant, await signTexts(filer.key, header, payload)));
}
