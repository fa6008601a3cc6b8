import { useState } from "react";
import type { PasskeyList, PasskeyView } from "../../worker/sign-in/contract.ts";
import { m } from "../words/m.ts";
import { Notice } from "../shared/components/notice.tsx";
import { WhenReady } from "../shared/components/states.tsx";
import { Table } from "../shared/components/table.tsx";
import { formatMoment } from "../shared/locale/format-moment.ts";
import { useRemote } from "../shared/remote/use-remote.ts";
import { AddPasskey } from "./add-passkey.tsx";
import { PasskeyActions } from "./passkey-actions.tsx";

/** One's own passkeys: two are encouraged, the last one stays. */
export function OwnPasskeys() {
  const [remote, reload] = useRemote<PasskeyList>("/v1/session/passkeys");
  const [changed, setChanged] = useState<PasskeyList | null>(null);
  return (
    <section>
      <h2>{m.passkeys_title()}</h2>
      <WhenReady remote={remote} retry={reload}>
        {(read) => <Passkeys passkeys={(changed ?? read).passkeys} changed={setChanged} />}
      </WhenReady>
    </section>
  );
}

function Passkeys({ passkeys, changed }: { passkeys: readonly PasskeyView[]; changed: (list: PasskeyList) => void }) {
  return (
    <>
      {passkeys.length === 0 && <Notice tone="attention" title={m.passkeys_none()}><p>{m.passkeys_none_text()}</p></Notice>}
      {passkeys.length === 1 && <Notice tone="attention" title={m.passkeys_one()}><p>{m.passkeys_one_text()}</p></Notice>}
      {passkeys.length > 0 && (
        <Table
          caption={m.passkeys_title()}
          rows={passkeys}
          rowKey={(passkey) => passkey.id}
          columns={[
            { id: "name", title: m.passkey_name(), isRowTitle: true, cell: (passkey) => passkey.label },
            { id: "kept", title: m.passkey_kept(), cell: (passkey) => (passkey.backedUp ? m.passkey_synced() : m.passkey_single()) },
            { id: "created", title: m.passkey_created(), cell: (passkey) => formatMoment(passkey.createdAt) },
            { id: "used", title: m.passkey_used(), cell: (passkey) => (passkey.lastUsedAt ? formatMoment(passkey.lastUsedAt) : m.passkey_never_used()) },
            { id: "actions", title: m.passkey_actions(), cell: (passkey) => <PasskeyActions passkey={passkey} isLast={passkeys.length === 1} changed={changed} /> },
          ]}
        />
      )}
      <AddPasskey changed={changed} />
    </>
  );
}
