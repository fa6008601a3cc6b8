import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { signCompact } from "../make-key.ts";
import { makeOfficer } from "../make-tenant.ts";
import { makeClaims, makeFiler, publishNationalForms, sendSubmission, type Filer } from "../make-report.ts";
import { TYPE, type Claims } from "./try-submission.ts";

type Draft = { claims: Claims; header: Claims; headers: Record<string, string>; damage: (jws: string) => string; isSuspended: boolean };

let filer: Filer;
let good: Claims;
let colleague: { cookie: string };
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  good = await makeClaims(filer);
  colleague = await makeOfficer(filer.tenant);
});

/** One thing wrong for each step, in the order of docs/signing.md, with the code it is refused with. */
const steps: [step: string, code: string, spoil: (draft: Draft) => void][] = [
  ["S0", "unsupported-media-type", ({ headers }) => void (headers["Content-Type"] = "text/plain")],
  ["S1", "jws-malformed", (draft) => after(draft, (jws) => `${jws}=`)],
  ["S2", "jws-header-forbidden", ({ header }) => void (header["crit"] = [])],
  ["S3", "jws-type-mismatch", ({ header }) => void (header["typ"] = "JWT")],
  ["S4", "alg-not-allowed", ({ header }) => void (header["alg"] = "none")],
  ["S5", "claim-unknown", ({ claims }) => void (claims["exp"] = 1)],
  ["S6", "audience-mismatch", ({ claims }) => void (claims["aud"] = "https://elsewhere.example")],
  ["S6, the time", "iat-mismatch", ({ header }) => void (header["iat"] = 1)],
  ["S7", "key-unknown", ({ header }) => void (header["kid"] = "A".repeat(43))],
  ["S8", "issuer-mismatch", ({ claims }) => void (claims["iss"] = "off_nobody")],
  ["S8, the session", "signer-session-mismatch", ({ headers }) => Object.assign(headers, { Cookie: colleague.cookie, "Sec-Fetch-Site": "same-origin" })],
  ["S9", "key-alg-mismatch", ({ header }) => void (header["alg"] = "PS256")],
  ["S10", "signature-invalid", (draft) => after(draft, (jws) => jws.replace(/.{8}(=?)$/, "AAAAAAAA$1"))],
  ["S11", "key-not-active", (draft) => void (draft.isSuspended = true)],
  ["S13", "iat-out-of-window", (draft) => void (draft.header["iat"] = draft.claims["iat"] = 1_000)],
  ["S13, the ticket", "nonce-invalid", ({ claims }) => void (claims["nonce"] = "A".repeat(22))],
  ["S14", "form-digest-mismatch", ({ claims }) => void ((claims["form"] as Claims)["dig"] = "A".repeat(43))],
  ["S15", "data-invalid", ({ claims }) => void ((claims["data"] as { rows: Claims[] }).rows[0]!["online"] = 9_999)],
  ["S15, the period", "window-mismatch", ({ claims }) => void ((claims["data"] as Claims)["to"] = "2025-03-15")],
  ["S16", "view-digest-mismatch", ({ claims }) => void ((claims["view"] as Claims)["dig"] = "A".repeat(43))],
  ["S17", "attachment-mismatch", ({ claims }) => void (claims["att"] = [{ id: "a", dig: "A".repeat(43), size: 1, type: "application/pdf" }])],
  ["S18", "ref-conflict", ({ claims }) => void (claims["ref"] = { jti: good["jti"], dig: "A".repeat(43) })],
];

function after(draft: Draft, change: (jws: string) => string): void {
  const before = draft.damage;
  draft.damage = (jws) => change(before(jws));
}

/** The code of a document in which everything from the step on is wrong, and nothing before it. */
async function codeWithWrongs(wrongs: readonly (typeof steps)[number][]): Promise<string> {
  const draft: Draft = { claims: structuredClone(good), header: {}, headers: {}, damage: (jws) => jws, isSuspended: false };
  for (const [, , spoil] of wrongs.toReversed()) spoil(draft);
  const state = env[filer.tenant.ledger].prepare("UPDATE signing_key SET state = ? WHERE tenant_id = ? AND kid = ?");
  await state.bind(draft.isSuspended ? "suspended" : "active", filer.tenant.code, filer.key.kid).run();
  const jws = draft.damage(await signCompact(filer.key, TYPE, draft.claims, draft.header));
  const answer = await sendSubmission(filer.tenant, jws, draft.headers);
  return (await answer.json<{ code?: string }>()).code ?? String(answer.status);
}

test("a document that is wrong at every step is told the first of them, step by step, until nothing is wrong", async () => {
  const told: [string, string][] = [];
  for (let first = 0; first < steps.length; first++) told.push([steps[first]![0], await codeWithWrongs(steps.slice(first))]);
  expect(told).toEqual(steps.map(([step, code]) => [step, code]));
  expect(await codeWithWrongs([])).toBe("201");
});
