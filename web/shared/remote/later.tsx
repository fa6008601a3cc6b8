import type { ComponentType } from "preact";
import { useEffect, useState } from "react";
import { addWords, type DoorWords } from "../../words/m.ts";
import { ErrorState, LoadingState } from "../components/states.tsx";
import { ApiError } from "./api-error.ts";

/**
 * A part of a door that is fetched, with `words` of its own where it has some, when somebody opens it, so that the first load carries only
 * what most visits need. Without a network it says so and can be asked for again.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>, words?: () => Promise<DoorWords>): (props: Props) => preact.JSX.Element {
  return function Later(props: Props) {
    const [part, setPart] = useState<{ is: ComponentType<Props> } | "loading" | "failed">("loading");
    const fetchPart = () => {
      setPart("loading");
      Promise.all([load(), words?.().then(addWords)]).then(([is]) => setPart({ is }), () => setPart("failed"));
    };
    useEffect(fetchPart, []);
    if (part === "loading") return <LoadingState />;
    if (part === "failed") return <ErrorState error={new ApiError("offline", 0, "A part of the page could not be fetched.")} retry={fetchPart} />;
    return <part.is {...props} />;
  };
}
