import { useEffect, useState } from "react";

/** A part of a page that not everybody needs: fetched when the page is open. Null until it is there, and while there is no network. */
export function useLater<Part>(load: () => Promise<Part>): Part | null {
  const [part, setPart] = useState<{ is: Part } | null>(null);
  useEffect(() => void load().then((is) => setPart({ is }), () => undefined), []);
  return part && part.is;
}
