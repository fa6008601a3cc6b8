import { useState } from "react";
import { MAX_BULK_ITEMS } from "../../../worker/review/bulk-contract.ts";
import type { DiscrepancyView } from "../../../worker/worklist/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { referenceOf } from "../discrepancies/reference.ts";
import { BulkDialog, type Chosen } from "./bulk-dialog.tsx";
import { conclusionsOf, DecideManyDialog } from "./decide-many-dialog.tsx";
import type { Selection } from "./use-selection.ts";

type Props = { session: SessionView; q: string; total: number | null; rows: readonly DiscrepancyView[]; selection: Selection; done: () => void };

/**
 * What is chosen, and the two ways to go on with all of it: a move with one reason, or one signed conclusion. Up to MAX_BULK_ITEMS are named one by
 * one; beyond that nothing is moved until there are fewer, or all of the query are meant.
 */
export function BulkBar({ session, q, total, rows, selection, done }: Props) {
  const [dialog, setDialog] = useState<"move" | "decide" | null>(null);
  const chosen: Chosen = selection.isAllMatching
    ? { q }
    : { items: rows.filter((row) => selection.has(referenceOf(row))).map(({ tenant, id, version }) => ({ tenant: tenant.code, id, version })) };
  const count = selection.isAllMatching ? total : selection.chosen.length;
  const isTooMany = !selection.isAllMatching && selection.chosen.length > MAX_BULK_ITEMS;
  const close = (hasMoved: boolean) => (setDialog(null), hasMoved && (selection.clear(), done()));
  return (
    <div className="bulk-bar" role="region" aria-label={m.bulk_title()}>
      <p role="status" aria-live="polite">{count === null ? m.bulk_all() : m.bulk_chosen({ count: formatCount(count) })}{isTooMany && ` ${m.bulk_too_many({ most: formatCount(MAX_BULK_ITEMS) })}`}</p>
      {!selection.isAllMatching && total !== null && total > selection.chosen.length && <Button kind="quiet" onPress={selection.selectAllMatching}>{m.bulk_choose_all({ count: formatCount(total) })}</Button>}
      <Button kind="primary" opensDialog disabled={isTooMany} onPress={() => setDialog("move")}>{m.bulk_open()}</Button>
      {conclusionsOf(session).length > 0 && <Button icon="lock" opensDialog disabled={isTooMany} onPress={() => setDialog("decide")}>{m.manifest_open()}</Button>}
      <Button kind="quiet" icon="cross" onPress={selection.clear}>{m.bulk_clear()}</Button>
      {dialog === "move" && <BulkDialog session={session} chosen={chosen} close={close} changed={done} />}
      {dialog === "decide" && <DecideManyDialog session={session} chosen={chosen} close={close} />}
    </div>
  );
}
