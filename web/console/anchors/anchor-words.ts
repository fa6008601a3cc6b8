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

const failures: Record<string, () => string> = {
  address: m.source_failure_address,
  redirect: m.source_failure_redirect,
  status: m.source_failure_status,
  "too-large": m.source_failure_too_large,
  timeout: m.source_failure_timeout,
  unreachable: m.source_failure_unreachable,
  "not-der": m.source_failure_not_der,
  "list-invalid": m.source_failure_list_invalid,
  "list-signature": m.source_failure_list_signature,
  "list-stale": m.source_failure_list_stale,
  "list-older": m.source_failure_list_older,
};

/** Why a list was not taken, in words; what has none is shown by its code. */
export function failureText(failure: string): string {
  return failures[failure]?.() ?? failure;
}
