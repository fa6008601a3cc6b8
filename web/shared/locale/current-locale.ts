import { useSyncExternalStore } from "react";

export type Locale = "vi" | "en";
const KEY = "locale";

let current: Locale = "vi";
const listeners = new Set<() => void>();

export function currentLocale(): Locale {
  return current;
}

/** The language this person chose on this device; Vietnamese when nothing was chosen. */
export function storedLocale(): Locale {
  return localStorage.getItem(KEY) === "en" ? "en" : "vi";
}

/** Switches every text of the page at once, when its words are loaded (words/m.ts); nothing reloads, so what is being typed stays. */
export function setLocale(locale: Locale): void {
  current = locale;
  document.documentElement.lang = locale;
  for (const listener of listeners) listener();
}

export function storeLocale(locale: Locale): void {
  localStorage.setItem(KEY, locale);
}

/** The language of the page. A page's top component calls it, so that all below is drawn again on a change. */
export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, currentLocale);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Of a pair of texts the one in the language of the page. */
export function inLocale(vi: string, en: string): string {
  return current === "en" ? en : vi;
}
