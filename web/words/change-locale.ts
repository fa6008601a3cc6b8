import { setLocale, storeLocale, type Locale } from "../shared/locale/current-locale.ts";
import { loadWords } from "./m.ts";

/** Fetches the words of the language if they are not here yet, then switches the page. False when they cannot be fetched now. */
export async function changeLocale(locale: Locale): Promise<boolean> {
  if (!(await loadWords(locale))) return false;
  storeLocale(locale);
  setLocale(locale);
  return true;
}
