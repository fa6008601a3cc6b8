import { useState } from "react";
import type { BulkList } from "../../../worker/review/bulk-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useLaterPages } from "../../shared/remote/use-later-pages.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button, ButtonLink } from "../../shared/components/button.tsx";
import { EmptyState, ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { OrderProgress } from "../worklist/order-progress.tsx";
import { useOrder } from "../worklist/use-order.ts";

type Order = BulkList["orders"][number];

/** One's own orders to move or decide many, the newest first, each with how far it has come: also after the page that gave it was left. */
export function OrdersPage({ session }: { session: SessionView }) {
  usePageTitle(m.orders());
  const [first, reload] = useRemote<BulkList>("/v1/discrepancies/bulk");
  const isSupervisor = hasRole(session, "supervisor");
  return (
    <>
      <h1>{m.orders()}</h1>
      <p className="soft">{m.orders_explained()}</p>
      {isSupervisor && <UnderWay />}
      <h2 className={isSupervisor ? "" : "spoken-only"}>{m.orders_own()}</h2>
      <WhenReady remote={first} retry={reload}>
        {(page) => (page.orders.length === 0 ? <EmptyState title={m.orders_none()}><ButtonLink href="/console/discrepancies">{m.console_discrepancies()}</ButtonLink></EmptyState> : <OrderList first={page} />)}
      </WhenReady>
    </>
  );
}

/** For supervisors: what everybody's orders are doing now, so that one can be stopped whose giver is not there. */
function UnderWay() {
  const [first, reload] = useRemote<BulkList>("/v1/discrepancies/bulk?of=everybody&limit=100");
  return (
    <section aria-labelledby="under-way">
      <h2 id="under-way">{m.orders_under_way()}</h2>
      <WhenReady remote={first} retry={reload}>
        {({ orders }) => (orders.length === 0 ? <p className="soft">{m.orders_none_under_way()}</p> : <ol className="orders">{orders.map((order) => <OneOrder key={order.id} order={order} isNamed />)}</ol>)}
      </WhenReady>
    </section>
  );
}

function OrderList({ first }: { first: BulkList }) {
  const { rows, hasMore, isBusy, error, more } = useLaterPages(first, ({ orders }) => orders, (next) => `/v1/discrepancies/bulk?${new URLSearchParams({ before: next })}`);
  return (
    <>
      <ol className="orders">{rows.map((order) => <OneOrder key={order.id} order={order} />)}</ol>
      {error && <ErrorState error={error} />}
      {hasMore && <Button busy={isBusy} onPress={more}>{m.orders_more()}</Button>}
    </>
  );
}

/** What was ordered and how it stands; opened, each that could not be moved. One that goes on is opened, so that somebody who comes back sees it go on. */
function OneOrder({ order, isNamed = false }: { order: Order; /** Says who gave it. */ isNamed?: boolean }) {
  const [isOpen, setOpen] = useState(order.waiting > 0);
  const watch = useOrder(isOpen ? order.id : null, null);
  const now = watch.order ?? order;
  return (
    <li className="order">
      <h3>{transitionNames[order.transition]()}</h3>
      <p className="tags">
        <Standing order={now} />
        {order.submission && <Tag icon="lock" text={m.event_signed()} />}
      </p>
      <p>{m.order_counts({ total: formatCount(now.total), moved: formatCount(now.moved), refused: formatCount(now.refused), waiting: formatCount(now.waiting) })}{now.stopped && <> · {m.order_not_moved({ count: formatCount(now.notMoved) })}</>}</p>
      <p className="soft small">{isNamed && <>{order.by.name ?? order.by.id} · </>}{formatMoment(order.at)} · <span className="code">{order.id}</span></p>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{m.order_details()}</summary>
        {isOpen && <OrderProgress watch={watch} />}
      </details>
    </li>
  );
}

function Standing({ order }: { order: Order }) {
  if (order.stopped) return <Tag tone="attention" icon="octagon" text={order.moved + order.refused === 0 && order.waiting === 0 ? m.order_called_off() : m.order_stopped()} />;
  if (order.startsIn !== null) return <Tag tone="note" icon="clock" text={m.order_not_begun()} />;
  if (order.waiting > 0) return <Tag tone="attention" icon="clock" text={m.order_going_on()} />;
  return <Tag tone={order.refused > 0 ? "attention" : "good"} icon={order.refused > 0 ? "triangle" : "check"} text={m.order_finished()} />;
}
