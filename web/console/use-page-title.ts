import { useEffect } from "react";

/** Names the page in the tab and the history. */
export function usePageTitle(title: string): void {
  useEffect(() => void (document.title = `${title} · Đối Soát`), [title]);
}
