import { useEffect } from "react";
import { LoadingState } from "../shared/components/states.tsx";

/** The national table has a door of its own; old addresses in the console lead there, with what they asked for. */
export function GoToNational() {
  useEffect(() => location.replace(`/national${location.search}`), []);
  return <LoadingState />;
}
