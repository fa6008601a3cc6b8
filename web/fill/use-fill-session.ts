import { useEffect } from "react";
import { forgetSession, recallSession, rememberSession } from "../shared/session/remembered-session.ts";
import { useSession, type Session } from "../shared/session/use-session.ts";

/** Who is signed in; without a network, who was signed in last on this device. Asked again when the network is back. */
export function useFillSession(): [Session, reload: () => void] {
  const [session, reload] = useSession();
  useEffect(() => {
    if (session.state === "signed-in") rememberSession(session.session);
    if (session.state === "stranger") forgetSession();
    if (session.state !== "failed") return;
    window.addEventListener("online", reload);
    return () => window.removeEventListener("online", reload);
  }, [session.state]);
  const remembered = session.state === "failed" && session.error.code === "offline" ? recallSession() : null;
  return [remembered ? { state: "signed-in", session: remembered } : session, reload];
}
