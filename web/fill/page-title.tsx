import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "react";
import { usePageTitle } from "../shared/place/use-page-title.ts";

let isFirst = true;

/** The heading of a page. After a move inside /fill it takes the focus, so that the new page is read out from its top. */
export function PageTitle({ text, children }: { text: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirst) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    isFirst = false;
  }, []);
  usePageTitle(text);
  return (
    <header className="page-title">
      <h1 tabIndex={-1} ref={heading}>{text}</h1>
      {children}
    </header>
  );
}
