import { useEffect, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** The path of the page, without a slash at its end. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname.replace(/\/+$/, ""));
}

/** Goes to another page of /fill without loading anything; the new page begins at its top, and is announced by its heading. */
export function goTo(address: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  changed();
}

/** Lets ordinary links inside /fill stay in the page. */
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
  if (link.pathname !== "/fill" && !link.pathname.startsWith("/fill/")) return;
  event.preventDefault();
  goTo(link.pathname + link.search);
}

function changed(): void {
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
