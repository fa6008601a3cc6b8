import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { LoadingState } from "../../shared/components/states.tsx";
import { useLater } from "../use-later.ts";

/** The page where a head signs: fetched when it is opened, because most people never do. */
export function LaterApprovalPage({ session, jti }: { session: SessionView; jti: string }) {
  const ApprovalPage = useLater(async () => (await import("./approval-page.tsx")).ApprovalPage);
  return ApprovalPage ? <ApprovalPage session={session} jti={jti} /> : <LoadingState />;
}
