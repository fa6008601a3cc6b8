import canonicalize from "canonicalize";
import { digestOf } from "../kernel/digest.ts";
import type { FormPackage } from "./contract.ts";

/** The value in canonical JSON (RFC 8785). Throws for what JSON cannot say: NaN, half characters, circles, undefined. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("This value has no JSON form.");
  return text;
}

/** A package's canonical text, and the SHA-256 of its bytes by which signatures name it (`form.dig`). */
export async function digestPackage(pkg: FormPackage): Promise<{ text: string; digest: string }> {
  const text = canonicalText(pkg);
  return { text, digest: await digestOf(text) };
}
