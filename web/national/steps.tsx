import { useRef, useState } from "react";
import { m } from "../words/m.ts";
import { Button } from "../shared/components/button.tsx";
import { formatCount } from "../shared/locale/format-count.ts";

/** How many cards a phone shows before it is asked for more. */
export const STEP = 20;

/**
 * A long list on a phone, twenty cards at a time. Every row is in the page: what waits is only not drawn on a narrow screen (`later`),
 * so a wide screen and a sheet of paper have them all and nothing moves. Showing more takes the focus to the first new one.
 */
export function useSteps(total: number) {
  const [shown, setShown] = useState(STEP);
  const list = useRef<HTMLElement | null>(null);
  const showMore = () => {
    setShown(shown + STEP);
    const first = list.current?.children[shown];
    requestAnimationFrame(() => focusOn(first?.querySelector<HTMLElement>("a") ?? (first as HTMLElement | undefined)));
  };
  const hold = (element: HTMLElement | null) => void (list.current = element);
  const more = total > STEP && (
    <div className="more screen-only">
      <p role="status">{m.national_shown_of({ shown: formatCount(Math.min(shown, total)), total: formatCount(total) })}</p>
      {shown < total && <Button onPress={showMore}>{m.national_show_more({ count: Math.min(STEP, total - shown) })}</Button>}
    </div>
  );
  return { hold, classOf: (place: number) => (place < shown ? undefined : "later"), more };
}

function focusOn(element: HTMLElement | undefined): void {
  if (!element) return;
  if (!element.matches("a")) element.tabIndex = -1;
  element.focus();
}
