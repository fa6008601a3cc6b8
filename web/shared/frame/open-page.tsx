import type { ComponentType } from "preact";
import { createElement, render } from "preact";
import { useEffect } from "react";
import { useLocale } from "../locale/current-locale.ts";

/** Draws a page's top component into the document, again whenever the language changes. */
export function openPage(Page: ComponentType): void {
  render(createElement(Localised, { page: Page }), document.getElementById("page")!);
}

function Localised({ page: Page }: { page: ComponentType }) {
  const locale = useLocale();
  useEffect(() => void (document.documentElement.lang = locale), [locale]);
  return <Page />;
}
