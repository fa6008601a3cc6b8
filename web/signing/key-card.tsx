import type { KeyView } from "../../worker/signing/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { KeyActions } from "./key-actions.tsx";
import { KeyFacts } from "./key-facts.tsx";
import { KeyHistory } from "./key-history.tsx";
import "./signing.css";

/** A key with what it is worth, its life as the log tells it, and what the reader may do with it. */
export function KeyCard({ signingKey, session, changed }: { signingKey: KeyView; session: SessionView; changed: () => void }) {
  return (
    <article className="card key-card" aria-label={`${signingKey.label} ${signingKey.kid.slice(0, 8)}`}>
      <KeyFacts registered={signingKey} />
      <div>
        <h3>{m.keys_history()}</h3>
        <KeyHistory events={signingKey.history} />
        <KeyActions signingKey={signingKey} session={session} changed={changed} />
      </div>
    </article>
  );
}
