import type { AnchorPurpose, AnchorView } from "../../../worker/certificates/contract.ts";
import { m } from "../../words/m.ts";
import type { IconName } from "../../shared/components/icon.tsx";
import type { Tone } from "../../shared/components/tag.tsx";

export const purposeNames: Record<AnchorPurpose, () => string> = { officers: m.purpose_officers, integrations: m.purpose_integrations, all: m.purpose_all };
export const revocationNames = { lists: m.revocation_lists, none: m.revocation_none } as const;
export const anchorStateLooks: Record<AnchorView["state"], { tone: Tone; icon: IconName; text: () => string }> = {
  pending: { tone: "attention", icon: "clock", text: m.anchor_state_pending },
  active: { tone: "good", icon: "check", text: m.anchor_state_active },
  retired: { tone: "calm", icon: "cross", text: m.anchor_state_retired },
};
