import type { SigningAlgorithm } from "../../worker/signing/contract.ts";
import { m } from "../words/m.ts";
import { Tag } from "../shared/components/tag.tsx";

/** What an algorithm is not, said wherever a key or a signature with it is shown. */
const warnings: Partial<Record<string, () => string>> = { RS256: m.algorithm_below, Ed25519: m.algorithm_unlisted };

export function AlgorithmName({ alg }: { alg: string }) {
  const warning = warnings[alg];
  return (
    <>
      <span className="code">{alg}</span>
      {warning && <> <Tag tone="attention" icon="triangle" text={warning()} /></>}
    </>
  );
}

/** The algorithm in the header of a compact JWS that the server has verified; empty for what is no JWS. */
export function algorithmOf(jws: string): SigningAlgorithm | "" {
  try {
    const header = JSON.parse(atob(jws.split(".")[0]!.replaceAll("-", "+").replaceAll("_", "/"))) as { alg?: SigningAlgorithm };
    return header.alg ?? "";
  } catch {
    return "";
  }
}
