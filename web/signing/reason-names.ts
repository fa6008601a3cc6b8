import type { RevocationReason } from "../../worker/signing/contract.ts";
import { m } from "../words/m.ts";

export const reasonNames: Record<RevocationReason, () => string> = {
  superseded: m.revoke_superseded,
  cessation: m.revoke_cessation,
  affiliationChanged: m.revoke_affiliation,
  keyCompromise: m.revoke_compromise,
};
