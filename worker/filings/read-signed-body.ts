import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import type { FilingBatchClaims } from "./contract.ts";
import { countLines, splitLines } from "./parse-lines.ts";

/**
 * The lines of the body, when it is exactly what was signed: the digest, then the number of lines, then UTF-8. Nothing of a
 * batch counts otherwise (`batch-digest-mismatch`, `batch-count-mismatch`, `body-invalid`).
 */
export async function readSignedBody(body: Uint8Array, signed: Pick<FilingBatchClaims["batch"], "dig" | "count">): Promise<string[]> {
  if ((await digestOf(body)) !== signed.dig) {
    throw new Problem("batch-digest-mismatch", "The SHA-256 of the body is not `batch.dig` of the signature. Nothing was counted. Sign the exact bytes that are sent, line ends included.");
  }
  const count = countLines(body);
  if (count !== signed.count) {
    throw new Problem("batch-count-mismatch", `The body has ${count} lines, the signature says ${signed.count}. Nothing was counted. Count the lines as they are sent, and sign again.`);
  }
  const lines = splitLines(body);
  if (lines === null) throw new Problem("body-invalid", "The body is not UTF-8. Nothing was counted. Encode it as UTF-8 without a byte order mark, and sign it again.");
  return lines;
}
