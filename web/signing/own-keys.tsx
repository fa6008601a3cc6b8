import type { KeyList as Keys } from "../../worker/signing/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { EmptyState, WhenReady } from "../shared/components/states.tsx";
import type { Remote } from "../shared/remote/use-remote.ts";
import { KeyList } from "./key-list.tsx";

/** Every key the officer has or had, on whatever device, with its life and what can be done with it. */
export function OwnKeys({ session, keys, changed }: { session: SessionView; keys: Remote<Keys>; changed: () => void }) {
  return (
    <section aria-labelledby="own-keys">
      <h2 id="own-keys">{m.keys_own()}</h2>
      <WhenReady remote={keys} retry={changed}>
        {(list) => {
          const own = list.keys.filter(({ ownerId }) => ownerId === session.officer.id);
          if (own.length === 0) return <EmptyState title={m.keys_none()} />;
          return <KeyList keys={own} session={session} changed={changed} />;
        }}
      </WhenReady>
    </section>
  );
}
