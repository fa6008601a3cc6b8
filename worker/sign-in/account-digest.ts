import { digestOf } from "../kernel/digest.ts";

/** The log knows accounts by digest: a provider's name of a person is that person's. */
export function accountDigest({ issuer, subject }: { issuer: string; subject: string }): Promise<string> {
  return digestOf(`${issuer}\n${subject}`);
}
