import { useEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router";

/** Ordinary links within the console change the page without loading it again; the new page begins at its top, with its heading in focus. */
export function useInnerLinks(): void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = (event.target as Element).closest?.("a");
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;
      if (!link || !isPlain || link.origin !== location.origin || !link.pathname.startsWith("/console/") || link.hash) return;
      event.preventDefault();
      void navigate(link.pathname.slice("/console".length) + link.search);
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [navigate]);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    scrollTo(0, 0);
    document.getElementById("content")?.focus({ preventScroll: true });
  }, [pathname]);
}
