import type { KeyView } from "../../../worker/signing/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Table, type Column } from "../../shared/components/table.tsx";
import { Certified } from "../../signing/certified.tsx";
import { KeyActions } from "../../signing/key-actions.tsx";
import { KeyStateTag } from "../../signing/key-facts.tsx";
import { KeyHistory } from "../../signing/key-history.tsx";

const order = { pending: 0, active: 1, suspended: 2, expired: 3, revoked: 4 } as const;

/** The keys with their history and what the reader may do with each: waiting ones first. */
export function KeyTable({ keys, session, changed, caption = m.console_keys() }: { keys: readonly KeyView[]; session: SessionView; changed: () => void; caption?: string }) {
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
    { id: "history", title: m.keys_history(), cell: (key) => <KeyHistory events={key.history} /> },
    { id: "certified", title: m.certified_by(), cell: (key) => <dl className="facts small"><Certified certificate={key.certificate} /></dl> },
    { id: "kid", title: m.keys_number(), cell: (key) => <span className="code small kid">{key.kid}</span> },
    { id: "actions", title: m.keys_actions(), cell: (key) => <KeyActions signingKey={key} session={session} changed={changed} /> },
  ];
  return <Table caption={caption} columns={columns} rows={keys.toSorted((a, b) => order[a.state] - order[b.state])} rowKey={(key) => key.kid} />;
}
