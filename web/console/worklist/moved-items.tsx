import { useState } from "react";
import type { BulkView, ItemList } from "../../../worker/review/bulk-contract.ts";
import { m } from "../../words/m.ts";
import { useLaterPages } from "../../shared/remote/use-later-pages.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";

/** Which ones an order moved, read when somebody opens it, page by page. */
export function MovedItems({ order }: { order: BulkView }) {
  const [isAsked, setAsked] = useState(false);
  const address = `/v1/discrepancies/bulk/${order.id}/items?outcome=moved`;
  const [first, reload] = useRemote<ItemList>(isAsked ? address : null);
  return (
    <details onToggle={(event) => event.currentTarget.open && setAsked(true)}>
      <summary>{m.order_moved({ count: formatCount(order.moved) })}</summary>
      <WhenReady remote={first} retry={reload}>{(page) => <ItemPages address={address} first={page} />}</WhenReady>
    </details>
  );
}

function ItemPages({ address, first }: { address: string; first: ItemList }) {
  const { rows, hasMore, isBusy, error, more } = useLaterPages(first, ({ items }) => items, (next) => `${address}&after=${next}`);
  return (
    <>
      <ul className="bulk-failures">{rows.map(({ place, tenant, id }) => <li key={place}><a href={`/console/discrepancies?open=${tenant}/${id}`}><span className="code">{id}</span></a> <span className="soft">{tenant}</span></li>)}</ul>
      {error && <ErrorState error={error} />}
      {hasMore && <Button busy={isBusy} onPress={more}>{m.order_moved_more()}</Button>}
    </>
  );
}
