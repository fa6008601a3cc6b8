import { useState } from "react";
import type { BulkView, ItemList } from "../../../worker/review/bulk-contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { Button } from "../../shared/components/button.tsx";
import { ErrorState, LoadingState } from "../../shared/components/states.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";

/** Which ones an order moved, read when somebody opens it, page by page. */
export function MovedItems({ order }: { order: BulkView }) {
  const [page, setPage] = useState<ItemList | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const read = async (after: number | null) => {
    setBusy(true);
    setError(null);
    try {
      const next = await callApi<ItemList>(`/v1/discrepancies/bulk/${order.id}/items?${new URLSearchParams({ outcome: "moved", ...(after === null ? {} : { after: String(after) }) })}`);
      setPage((before) => ({ items: [...(after === null || !before ? [] : before.items), ...next.items], next: next.next }));
    } catch (caught) {
      setError(caught as ApiError);
    }
    setBusy(false);
  };
  return (
    <details onToggle={(event) => event.currentTarget.open && !page && !isBusy && void read(null)}>
      <summary>{m.order_moved({ count: formatCount(order.moved) })}</summary>
      {error ? <ErrorState error={error} /> : !page && <LoadingState lines={2} />}
      {page && <ul className="bulk-failures">{page.items.map(({ place, tenant, id }) => <li key={place}><a href={`/console/discrepancies?open=${tenant}/${id}`}><span className="code">{id}</span></a> <span className="soft">{tenant}</span></li>)}</ul>}
      {page && page.next !== null && <Button busy={isBusy} onPress={() => void read(page.next)}>{m.order_moved_more()}</Button>}
    </details>
  );
}
