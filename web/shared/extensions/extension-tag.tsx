import type { ExtensionState, ExtensionView } from "../../../worker/submissions/obligation-contract.ts";
import { m } from "../../words/m.ts";
import type { IconName } from "../components/icon.tsx";
import { Tag, type Tone } from "../components/tag.tsx";
import { formatDay } from "../locale/format-moment.ts";

const looks: Record<ExtensionState, { tone: Tone; icon: IconName }> = { requested: { tone: "attention", icon: "clock" }, granted: { tone: "good", icon: "check" }, refused: { tone: "calm", icon: "cross" } };

/** Whether more time waits for its answer, is granted until a day, or is refused; and whether that is to be decided anew, because a stolen key signed it. */
export function ExtensionTag({ state, until, isContested }: ExtensionView) {
  const text = state === "granted" ? m.extension_granted({ day: formatDay(until!) }) : state === "refused" ? m.extension_refused() : m.extension_requested();
  return <><Tag {...looks[state]} text={text} />{isContested && <Tag tone="bad" icon="triangle" text={m.extension_contested()} />}</>;
}
