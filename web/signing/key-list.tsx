import type { KeyView } from "../../worker/signing/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { KeyCard } from "./key-card.tsx";

const order = { pending: 0, active: 1, suspended: 2, expired: 3, revoked: 4 } as const;

/** The keys of one owner: those that wait or sign first, and those that were below, folded away. */
export function KeyList({ keys, session, changed }: { keys: readonly KeyView[]; session: SessionView; changed: () => void }) {
  const sorted = keys.toSorted((a, b) => order[a.state] - order[b.state]);
  const [inUse, over] = [sorted.filter(({ state }) => order[state] < order.expired), sorted.filter(({ state }) => order[state] >= order.expired)];
  const cards = (shown: readonly KeyView[]) => shown.map((key) => <KeyCard key={key.kid} signingKey={key} session={session} changed={changed} />);
  return (
    <>
      {cards(inUse)}
      {over.length > 0 && (
        <details open={inUse.length === 0}>
          <summary>{m.keys_over({ count: over.length })}</summary>
          {cards(over)}
        </details>
      )}
    </>
  );
}
