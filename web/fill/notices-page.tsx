import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { Later } from "../shared/components/later.tsx";
import { PageTitle } from "./page-title.tsx";

const noticesList = async () => (await import("../shared/notices/notices-list.tsx")).NoticesList;

export function NoticesPage({ session }: { session: SessionView }) {
  return (
    <>
      <PageTitle text={m.notices()} />
      <Later load={noticesList} props={{ session }} />
    </>
  );
}
