import { useSyncExternalStore } from "react";
import { getLocale, overwriteGetLocale, setLocale, type Locale } from "../../paraglide/runtime.js";

let current: Locale = readStored();
const listeners = new Set<() => void>();
overwriteGetLocale(() => current);

function readStored(): Locale {
  try {
    return getLocale();
  } catch {
    return "vi";
  }
}

export type { Locale };

export function currentLocale(): Locale {
  return current;
}

/** Switches every text of the page at once; nothing reloads, so what is being typed stays. */
export function changeLocale(locale: Locale): void {
  void setLocale(locale, { reload: false });
  current = locale;
  document.documentElement.lang = locale;
  for (const listener of listeners) listener();
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
