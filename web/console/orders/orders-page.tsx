import { useState } from "react";
import type { BulkList } from "../../../worker/review/bulk-contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button, ButtonLink } from "../../shared/components/button.tsx";
import { EmptyState, ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { OrderProgress } from "../worklist/order-progress.tsx";
import { useOrder } from "../worklist/use-order.ts";

type Order = BulkList["orders"][number];

/** One's own orders to move or decide many, the newest first, each with how far it has come: also after the page that gave it was left. */
export function OrdersPage() {
  usePageTitle(m.orders());
  const [first, reload] = useRemote<BulkList>("/v1/discrepancies/bulk");
  return (
    <>
      <h1>{m.orders()}</h1>
      <p className="soft">{m.orders_explained()}</p>
      <WhenReady remote={first} retry={reload}>
        {(page) => (page.orders.length === 0 ? <EmptyState title={m.orders_none()}><ButtonLink href="/console/discrepancies">{m.console_discrepancies()}</ButtonLink></EmptyState> : <OrderList first={page} />)}
      </WhenReady>
    </>
  );
}

function OrderList({ first }: { first: BulkList }) {
  const [later, setLater] = useState<BulkList>({ orders: [], next: first.next });
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const more = async () => {
    setBusy(true);
    setError(null);
    try {
      const page = await callApi<BulkList>(`/v1/discrepancies/bulk?${new URLSearchParams({ before: later.next! })}`);
      setLater(({ orders }) => ({ orders: [...orders, ...page.orders], next: page.next }));
    } catch (caught) {
      setError(caught as ApiError);
    }
    setBusy(false);
  };
  return (
    <>
      <ol className="orders">{[...first.orders, ...later.orders].map((order) => <OneOrder key={order.id} order={order} />)}</ol>
      {error && <ErrorState error={error} />}
      {later.next !== null && <Button busy={isBusy} onPress={() => void more()}>{m.orders_more()}</Button>}
    </>
  );
}

/** What was ordered and how it stands; opened, each that could not be moved. One that goes on is opened, so that somebody who comes back sees it go on. */
function OneOrder({ order }: { order: Order }) {
  const [isOpen, setOpen] = useState(order.waiting > 0);
  const watch = useOrder(isOpen ? order.id : null, null);
  const now = watch.order ?? order;
  return (
    <li className="order">
      <h2>{transitionNames[order.transition]()}</h2>
      <p className="tags">
        {now.waiting > 0 ? <Tag tone="attention" icon="clock" text={m.order_going_on()} /> : <Tag tone={now.refused > 0 ? "attention" : "good"} icon={now.refused > 0 ? "triangle" : "check"} text={m.order_finished()} />}
        {order.submission && <Tag icon="lock" text={m.event_signed()} />}
      </p>
      <p>{m.order_counts({ total: formatCount(now.total), moved: formatCount(now.moved), refused: formatCount(now.refused), waiting: formatCount(now.waiting) })}</p>
      <p className="soft small">{formatMoment(order.at)} · <span className="code">{order.id}</span></p>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{m.order_details()}</summary>
        {isOpen && <OrderProgress watch={watch} />}
      </details>
    </li>
  );
}
