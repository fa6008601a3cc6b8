import type { KeyView } from "../../../worker/signing/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { KeyList } from "../../signing/key-list.tsx";

const urgency = (keys: readonly KeyView[]) => (keys.some(({ state }) => state === "pending") ? 0 : keys.some(({ state }) => state === "active" || state === "suspended") ? 1 : 2);

/** One part for each officer and each system: whose keys wait comes first, whose keys are all over comes last. */
export function KeysByOwner({ keys, session, changed }: { keys: readonly KeyView[]; session: SessionView; changed: () => void }) {
  const owners = [...Map.groupBy(keys, ({ ownerId }) => ownerId)].toSorted(([, a], [, b]) => urgency(a) - urgency(b));
  return owners.map(([id, own]) => (
    <div key={id} className="key-owner">
      <h3>
        {own[0]!.ownerName} <span className="soft small">{own[0]!.ownerKind === "integration" ? m.keys_integration() : m.keys_officer()}</span>
      </h3>
      <KeyList keys={own} session={session} changed={changed} />
    </div>
  ));
}
