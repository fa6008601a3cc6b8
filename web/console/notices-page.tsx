import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { loadPeopleWords } from "../words/load-people-words.ts";
import { later } from "../shared/remote/later.tsx";
import { usePageTitle } from "../shared/place/use-page-title.ts";

const NoticesList = later(async () => (await import("../shared/notices/notices-list.tsx")).NoticesList, loadPeopleWords);

export function NoticesPage({ session }: { session: SessionView }) {
  usePageTitle(m.notices());
  return (
    <>
      <h1>{m.notices()}</h1>
      <NoticesList session={session} />
    </>
  );
}
