import { useEffect } from "react";

/** Names the page in the tab, the history and the head of a print; what stood there before comes back when it goes. Null names nothing. */
export function usePageTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return;
    const before = document.title;
    document.title = `${title} · Đối Soát`;
    return () => void (document.title = before);
  }, [title]);
}
