import * as z from "zod";
import { signingAlgorithms } from "../tenancy/contract.ts";

/** What is asked of a signature, in this order; docs/signing.md says what each stage looks at. */
export const stageNames = ["syntax", "header", "alg", "signature", "chain", "profile"] as const;
export type StageName = (typeof stageNames)[number];
/** `skipped`: nothing was there to look at, or an earlier stage failed that this one needs. */
export const stageResults = ["pass", "fail", "skipped"] as const;
export type StageResult = (typeof stageResults)[number];

/** DER in base64, as in `x5c` (RFC 7515 §4.1.6). */
const der = z.base64().min(4);

/**
 * A question about one signature: by `jwk`, or by the key of the first certificate of `x5c` (leaf first), which must lead to one of
 * `anchors` at the instant `at`. Nothing is looked up: whoever asks says which key and which anchors they trust.
 */
export const verifyQuestion = z
  .strictObject({
    jws: z.string(),
    jwk: z.record(z.string(), z.unknown()).optional(),
    x5c: z.array(der).min(1).max(16).optional(),
    anchors: z.array(der).min(1).max(50).optional(),
    /** Which algorithms may sign; `ES256` and `PS256` when nothing is said. */
    allow: z.array(z.enum(signingAlgorithms)).min(1).max(signingAlgorithms.length).optional(),
    at: z.iso.datetime({ offset: true }).optional(),
    crls: z.array(der).max(16).optional(),
  })
  .refine(({ jwk, x5c }) => jwk !== undefined || x5c !== undefined, { path: ["jwk"], message: "Send the key: `jwk`, or `x5c` with `anchors`." })
  .refine(({ x5c, anchors }) => (x5c === undefined) === (anchors === undefined), { path: ["anchors"], message: "`x5c` and `anchors` come together: a chain is nothing without the anchor that is trusted." });
export type VerifyQuestion = z.infer<typeof verifyQuestion>;

/** `code` and `detail` are those of the first stage that failed. */
export const verifyAnswer = z.object({
  stages: z.object({ syntax: z.enum(stageResults), header: z.enum(stageResults), alg: z.enum(stageResults), signature: z.enum(stageResults), chain: z.enum(stageResults), profile: z.enum(stageResults) }),
  code: z.string().optional(),
  detail: z.string().optional(),
});
export type VerifyAnswer = z.infer<typeof verifyAnswer>;
