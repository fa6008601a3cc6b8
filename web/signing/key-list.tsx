import type { KeyView } from "../../worker/signing/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { KeyCard } from "./key-card.tsx";

const order = { pending: 0, active: 1, suspended: 2, expired: 4, revoked: 5 } as const;
const OVER = 4;

/** A key that was lost stays in view: what it signed is work. */
const placeOf = ({ state, reason }: KeyView) => (reason === "keyCompromise" ? 3 : order[state]);

/** The keys of one owner: those that wait or sign first, and those that were below, folded away. */
export function KeyList({ keys, session, changed }: { keys: readonly KeyView[]; session: SessionView; changed: () => void }) {
  const sorted = keys.toSorted((a, b) => placeOf(a) - placeOf(b));
  const [inView, over] = [sorted.filter((key) => placeOf(key) < OVER), sorted.filter((key) => placeOf(key) >= OVER)];
  const cards = (shown: readonly KeyView[]) => shown.map((key) => <KeyCard key={key.kid} signingKey={key} session={session} changed={changed} />);
  return (
    <>
      {cards(inView)}
      {over.length > 0 && (
        <details>
          <summary>{m.keys_over({ count: over.length })}</summary>
          {cards(over)}
        </details>
      )}
    </>
  );
}
