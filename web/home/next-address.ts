import type { Role } from "../../worker/kernel/context.ts";

/** Where to go after signing in: the page asked for when it is one of ours, else what the roles are for. */
export function nextAddress(search: string, roles: readonly Role[]): string {
  const next = new URLSearchParams(search).get("next") ?? "";
  if (/^\/[a-z]/.test(next)) return next;
  return roles.some((role) => role === "officer" || role === "head") ? "/fill" : "/console";
}
