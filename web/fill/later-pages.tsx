import type { SessionView } from "../../worker/tenancy/contract.ts";
import { LoadingState } from "../shared/components/states.tsx";
import { useLater } from "../shared/remote/use-later.ts";

/* Pages most visits never open: each is fetched when it is. */

export function LaterApprovalPage({ session, jti }: { session: SessionView; jti: string }) {
  const Page = useLater(async () => (await import("./approvals/approval-page.tsx")).ApprovalPage);
  return Page ? <Page session={session} jti={jti} /> : <LoadingState />;
}

export function LaterKeyPage({ session }: { session: SessionView }) {
  const Page = useLater(async () => (await import("./key-page.tsx")).KeyPage);
  return Page ? <Page session={session} /> : <LoadingState />;
}

export function LaterReceiptPage({ session, jti }: { session: SessionView; jti: string }) {
  const Page = useLater(async () => (await import("./receipts/receipt-page.tsx")).ReceiptPage);
  return Page ? <Page session={session} jti={jti} /> : <LoadingState />;
}
