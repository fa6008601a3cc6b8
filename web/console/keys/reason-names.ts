import { m } from "../../words/m.ts";

export const reasonNames: Record<string, () => string> = {
  superseded: m.revoke_superseded,
  cessation: m.revoke_cessation,
  affiliationChanged: m.revoke_affiliation,
  keyCompromise: m.revoke_compromise,
};
