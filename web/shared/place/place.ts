import { useEffect, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** The path of the page, without a slash at its end. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname.replace(/\/+$/, ""));
}

/** What the address asks for, and a way to ask for something else: null takes a name out. The address is the whole state of a page. */
export function useQuery(): [URLSearchParams, (changes: Record<string, string | null>) => void] {
  const search = useSyncExternalStore(subscribe, () => location.search);
  return [new URLSearchParams(search), changeQuery];
}

function changeQuery(changes: Record<string, string | null>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  goTo(location.pathname + (text ? `?${text}` : ""), "replace");
}

/** Goes to another page of the same door without loading anything. */
export function goTo(address: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  for (const listener of listeners) listener();
}

/** Lets ordinary links inside a door (`/fill`) stay in the page. `arrive` is called once the new page stands in the address. */
export function useInnerLinks(door: string, arrive?: () => void): void {
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = innerLinkOf(event, door);
      if (!link) return;
      event.preventDefault();
      goTo(link.pathname + link.search);
      arrive?.();
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [door, arrive]);
}

/** The link that a plain click was on, when it leads to a page of the door: anything else is the browser's (another tab, a download, a place in the page). */
export function innerLinkOf(event: MouseEvent, door: string): HTMLAnchorElement | null {
  const link = (event.target as Element).closest?.("a");
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;
  if (!link || !isPlain || link.origin !== location.origin || link.hasAttribute("download") || link.getAttribute("href")?.startsWith("#")) return null;
  return link.pathname === door || link.pathname.startsWith(`${door}/`) ? link : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}
