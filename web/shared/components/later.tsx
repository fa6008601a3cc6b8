import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { addWords } from "../../words/m.ts";
import { LoadingState } from "./states.tsx";

/** A part of a page that is fetched, with its texts, when it is first shown: the page itself stays light. `load` is the same function every time. */
export function Later<Props extends object>({ load, props }: { load: () => Promise<ComponentType<Props>>; props: Props }) {
  const [Part, setPart] = useState<ComponentType<Props> | null>(null);
  useEffect(() => {
    let isHere = true;
    void Promise.all([load(), import("../../words/people-words.ts").then(({ peopleWords }) => addWords(peopleWords))]).then(([part]) => isHere && setPart(() => part));
    return () => void (isHere = false);
  }, [load]);
  return Part ? <Part {...props} /> : <LoadingState />;
}
