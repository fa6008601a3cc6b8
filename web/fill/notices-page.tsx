import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { loadPeopleWords } from "../words/load-people-words.ts";
import { later } from "../shared/remote/later.tsx";
import { PageTitle } from "./page-title.tsx";

const NoticesList = later(async () => (await import("../shared/notices/notices-list.tsx")).NoticesList, loadPeopleWords);

export function NoticesPage({ session }: { session: SessionView }) {
  return (
    <>
      <PageTitle text={m.notices()} />
      <NoticesList session={session} />
    </>
  );
}
