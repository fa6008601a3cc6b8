import { useEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router";
import { innerLinkOf } from "../shared/place/place.ts";

/** Ordinary links within the console change the page without loading it again; the new page begins at its top, with its heading in focus. */
export function useInnerLinks(): void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = innerLinkOf(event, "/console");
      if (!link) return;
      event.preventDefault();
      void navigate(link.pathname.slice("/console".length) + link.search + link.hash);
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
