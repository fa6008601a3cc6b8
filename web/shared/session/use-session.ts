import { useCallback } from "react";
import type { Role } from "../../../worker/kernel/context.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import type { ApiError } from "../remote/api-error.ts";
import { callApi } from "../remote/call-api.ts";
import { useRemote } from "../remote/use-remote.ts";
import { forgetSession } from "./remembered-session.ts";

export type Session = { state: "loading" } | { state: "stranger" } | { state: "signed-in"; session: SessionView } | { state: "failed"; error: ApiError };

/** Who is signed in on this browser, and a way to ask again. */
export function useSession(): [Session, reload: () => void] {
  const [remote, reload] = useRemote<SessionView | undefined>("/v1/session");
  if (remote.state === "loading") return [{ state: "loading" }, reload];
  if (remote.state === "ready") return [remote.value ? { state: "signed-in", session: remote.value } : { state: "stranger" }, reload];
  return [remote.error.code === "sign-in-required" ? { state: "stranger" } : { state: "failed", error: remote.error }, reload];
}

/** Ends the session and leaves for the public page. Drafts and the device's key stay on the device. */
export function useSignOut(): () => Promise<void> {
  return useCallback(async () => {
    forgetSession();
    await callApi("/v1/session", { method: "DELETE" });
    location.assign("/");
  }, []);
}

export function hasRole(session: SessionView, ...wanted: readonly Role[]): boolean {
  return session.officer.roles.some((role) => wanted.includes(role));
}
