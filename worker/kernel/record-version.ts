import { Problem } from "../kernel/problem.ts";

/** The version as an entity tag: strong, so that it can be compared. */
export function toEtag(version: number): string {
  return `"${version}"`;
}

/** The one version that `If-Match` names. Throws `precondition-required` when there is none, or a list, a star or a weak tag. */
export function requireVersion(ifMatch: string | undefined): number {
  const version = /^"([1-9]\d{0,8})"$/.exec(ifMatch?.trim() ?? "")?.[1];
  if (!version) throw new Problem("precondition-required", 'Say which version you are changing: read the discrepancy, then send its ETag as it is, e.g. `If-Match: "3"`.');
  return Number(version);
}
