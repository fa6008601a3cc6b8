import type { SubmissionView } from "../../worker/submissions/contract.ts";
import { m } from "../words/m.ts";
import type { IconName } from "../shared/components/icon.tsx";
import type { Tone } from "../shared/components/tag.tsx";

/** What the signature of a submission is worth today, in words and looks. */
export function standingLook({ standing, confirmedBy }: Pick<SubmissionView, "standing" | "confirmedBy">): { tone: Tone; icon: IconName; text: string } {
  switch (standing) {
    case "VALID":
      return { tone: "good", icon: "check", text: m.standing_valid() };
    case "VALID_KEY_RETIRED":
      return { tone: "good", icon: "check", text: m.standing_valid_key_retired() };
    case "CONTESTED":
      return confirmedBy ? { tone: "good", icon: "check", text: m.standing_contested_confirmed() } : { tone: "attention", icon: "triangle", text: m.standing_contested() };
    case "INVALID":
      return { tone: "bad", icon: "octagon", text: m.standing_invalid() };
    case "INCOMPLETE":
      return { tone: "attention", icon: "circle", text: m.standing_incomplete() };
  }
}
