import type { ComponentChildren } from "preact";
import { useEffect } from "react";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { ErrorState, LoadingState, signInAddress } from "../components/states.tsx";
import type { Session } from "./use-session.ts";

/** Shows its content to who is signed in; sends others to sign in, and back afterwards. */
export function RequireSession({ session, retry, children }: { session: Session; retry: () => void; children: (session: SessionView) => ComponentChildren }) {
  useEffect(() => {
    if (session.state === "stranger") location.replace(signInAddress());
  }, [session.state]);
  if (session.state === "failed") return <ErrorState error={session.error} retry={retry} />;
  if (session.state !== "signed-in") return <LoadingState />;
  return <>{children(session.session)}</>;
}
