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
  history.replaceState(null, "", location.pathname + (text ? `?${text}` : ""));
  tell();
}

/** Lets ordinary links inside /national stay in the page; the new page begins at its top, with its content in focus. */
export function useInnerLinks(): void {
  useEffect(() => {
    document.addEventListener("click", followInside);
    return () => document.removeEventListener("click", followInside);
  }, []);
}

function followInside(event: MouseEvent): void {
  const link = (event.target as Element).closest?.("a");
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;
  if (!link || !isPlain || link.origin !== location.origin || link.hasAttribute("download") || link.getAttribute("href")?.startsWith("#")) return;
  if (link.pathname !== "/national" && !link.pathname.startsWith("/national/")) return;
  event.preventDefault();
  history.pushState(null, "", link.pathname + link.search);
  tell();
  scrollTo(0, 0);
  document.getElementById("content")?.focus({ preventScroll: true });
}

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}
