import { useEffect, useState } from "react";
import type { NoticeList } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../components/announcements.tsx";
import { Icon } from "../components/icon.tsx";
import { callApi } from "../remote/call-api.ts";

/** More than these are not counted out. */
const SHOWN = 99;
const spoken = (unread: number) => (unread > SHOWN ? m.notices_unread_many({ count: SHOWN }) : m.notices_unread({ count: unread }));

/** How often the number is asked for again, in milliseconds, while the page is looked at. */
const AGAIN = 120_000;
/** Told by the list of notices when some were read. */
export const NOTICES_READ = "notices-read";

/** How much the officer has not read yet, always with its number; leads to the list. */
export function NoticeBell({ href }: { href: string }) {
  const unread = useUnread();
  return (
    <a className="notice-bell" href={href}>
      <Icon name="bell" />
      <span className="notice-bell-word">{m.notices()}</span>
      {unread > 0 && <span className="notice-count" aria-hidden="true">{unread > SHOWN ? `${SHOWN}+` : unread}</span>}
      {unread > 0 && <span className="spoken-only">{spoken(unread)}</span>}
    </a>
  );
}

function useUnread(): number {
  const [unread, setUnread] = useState(0);
  useEffect(() => {
    let known = 0;
    const read = async () => {
      if (document.visibilityState === "hidden") return;
      const list = await callApi<NoticeList>("/v1/session/notifications?limit=1").catch(() => null);
      if (!list) return;
      if (list.unread > known && known > 0) announce(spoken(list.unread));
      known = list.unread;
      setUnread(list.unread);
    };
    void read();
    const timer = setInterval(() => void read(), AGAIN);
    const again = () => void read();
    addEventListener(NOTICES_READ, again);
    return () => (clearInterval(timer), removeEventListener(NOTICES_READ, again));
  }, []);
  return unread;
}
