import { useEffect } from "react";

/** Names the page in the tab, in the history and in the head of a print. */
export function useTitle(title: string): void {
  useEffect(() => void (document.title = `${title} · Đối Soát`), [title]);
}
