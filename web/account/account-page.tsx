import { m } from "../words/m.ts";
import { usePageTitle } from "../shared/place/use-page-title.ts";
import { PageFrame } from "../shared/frame/page-frame.tsx";
import { RequireSession } from "../shared/session/require-session.tsx";
import { useSession } from "../shared/session/use-session.ts";
import { OwnAccounts } from "./own-accounts.tsx";
import { OwnPasskeys } from "./own-passkeys.tsx";
import { OwnSessions } from "./own-sessions.tsx";

/** What belongs to the signed-in person: how they sign in, and where they are signed in. */
export function AccountPage() {
  usePageTitle(m.account_title());
  const [session, reload] = useSession();
  return (
    <PageFrame session={session.state === "signed-in" ? session.session : null}>
      <h1>{m.account_title()}</h1>
      <RequireSession session={session} retry={reload}>
        {(known) => (
          <>
            <OwnPasskeys />
            <OwnAccounts session={known} />
            <OwnSessions />
          </>
        )}
      </RequireSession>
    </PageFrame>
  );
}
