import type { SessionView } from "../../worker/tenancy/contract.ts";
import { LoadingState } from "../shared/components/states.tsx";
import { useLater } from "../shared/remote/use-later.ts";

/* Pages for administrators: fetched when they are opened, because auditors live elsewhere. */

export function LaterKeysPage({ session }: { session: SessionView }) {
  const Page = useLater(async () => (await import("./keys/keys-page.tsx")).KeysPage);
  return Page ? <Page session={session} /> : <LoadingState />;
}

export function LaterIntegrationsPage({ session }: { session: SessionView }) {
  const Page = useLater(async () => (await import("./integrations/integrations-page.tsx")).IntegrationsPage);
  return Page ? <Page session={session} /> : <LoadingState />;
}
