import type { ComponentType } from "preact";
import { createElement, render } from "preact";
import { loadWords, type DoorWords } from "../../words/m.ts";
import { setLocale, storedLocale, useLocale } from "../locale/current-locale.ts";

/** Draws a page's top component into the document in the language of this device, again whenever the language changes. */
export async function openPage(Page: ComponentType, words: DoorWords): Promise<void> {
  setLocale((await loadWords(storedLocale(), words)) ? storedLocale() : "vi");
  render(createElement(Localised, { page: Page }), document.getElementById("page")!);
}

function Localised({ page: Page }: { page: ComponentType }) {
  useLocale();
  return <Page />;
}
