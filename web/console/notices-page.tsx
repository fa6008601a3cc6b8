import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { Later } from "../shared/components/later.tsx";
import { usePageTitle } from "./use-page-title.ts";

const noticesList = async () => (await import("../shared/notices/notices-list.tsx")).NoticesList;

export function NoticesPage({ session }: { session: SessionView }) {
  usePageTitle(m.notices());
  return (
    <>
      <h1>{m.notices()}</h1>
      <Later load={noticesList} props={{ session }} />
    </>
  );
}
