import type { KeyView } from "../../../worker/signing/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Table, type Column } from "../../shared/components/table.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { AlgorithmName } from "../../signing/algorithm-name.tsx";
import { KeyStateTag } from "../../signing/key-facts.tsx";
import { KeyActions } from "./key-actions.tsx";
import { reasonNames } from "./reason-names.ts";

const order = { pending: 0, active: 1, suspended: 2, expired: 3, revoked: 4 } as const;

/** The keys with their history and what the reader may do with each. */
export function KeyTable({ keys, session, changed }: { keys: readonly KeyView[]; session: SessionView; changed: () => void }) {
  const columns: Column<KeyView>[] = [
    {
      id: "owner",
      title: m.keys_owner(),
      isRowTitle: true,
      cell: (key) => (
        <>
          {key.ownerName}
          <br />
          <span className="soft small">{key.ownerKind === "integration" ? m.keys_integration() : m.keys_officer()} · {key.label}</span>
        </>
      ),
    },
    { id: "state", title: m.column_state(), cell: (key) => <KeyStateTag state={key.state} /> },
    { id: "history", title: m.keys_history(), cell: (key) => <History signingKey={key} /> },
    { id: "kid", title: m.keys_number(), cell: (key) => <><AlgorithmName alg={key.alg} /><br /><span className="code small kid">{key.kid}</span></> },
    { id: "actions", title: m.keys_actions(), cell: (key) => <KeyActions signingKey={key} session={session} changed={changed} /> },
  ];
  return <Table caption={m.console_keys()} columns={columns} rows={keys.toSorted((a, b) => order[a.state] - order[b.state])} rowKey={(key) => key.kid} />;
}

function History({ signingKey: key }: { signingKey: KeyView }) {
  return (
    <ul className="history small">
      <li>{m.key_registered_at()} {formatMoment(key.registeredAt)}</li>
      {key.approvedAt && <li>{m.key_approved_at()} {formatMoment(key.approvedAt)} · {m.event_log({ index: key.activatedIndex ?? 0 })}</li>}
      {key.revokedAt && <li>{m.key_revoked_at()} {formatMoment(key.revokedAt)} · {m.event_log({ index: key.revokedIndex ?? 0 })} · {key.reason && reasonNames[key.reason]?.()}</li>}
    </ul>
  );
}
