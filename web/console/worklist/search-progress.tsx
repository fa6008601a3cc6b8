import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import type { Search } from "./use-list-pages.ts";

type Props = { search: Search | null; found: number; stop: () => void; goOn: () => void };

/**
 * How far a question has been looked for that no index answers, and the button that stops it or goes on. Screen readers are told when it begins,
 * stops and ends, not every step. It stays in the page, empty, so that the first thing said in it is heard.
 */
export function SearchProgress({ search, found, stop, goOn }: Props) {
  const isOn = search?.state === "on";
  return (
    <div className="search-progress">
      <p className="spoken-only" role="status" aria-live="polite">{search === null ? "" : isOn ? m.search_on_spoken() : m.search_paused_spoken({ found: formatCount(found) })}</p>
      {search && (
        <>
          <p>{(isOn ? m.search_on : m.search_paused)({ looked: formatCount(search.lookedThrough), found: formatCount(found) })}</p>
          {isOn ? <Button icon="cross" onPress={stop}>{m.search_stop()}</Button> : <Button icon="next" onPress={goOn}>{m.search_go_on()}</Button>}
        </>
      )}
    </div>
  );
}
