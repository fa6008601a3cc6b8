import { useState } from "react";
import type { BulkView } from "../../../worker/review/bulk-contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { ErrorState, LoadingState } from "../../shared/components/states.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { MovedItems } from "./moved-items.tsx";
import { refusalName } from "./refusal-name.ts";
import type { OrderWatch } from "./use-order.ts";
import { useSecondsUntil } from "./use-seconds-until.ts";

/** How an order goes: a bar with the numbers beside it, the button that takes it back or stops it, what was moved, and each that could not be with its reason. */
export function OrderProgress({ watch }: { watch: OrderWatch }) {
  const { order, error, isStalled, goOn, stop } = watch;
  if (!order) return error ? <ErrorState error={error} /> : <LoadingState lines={2} />;
  const finished = order.moved + order.refused;
  return (
    <>
      <p role="status" aria-live="polite">{saidOf(order)}</p>
      <progress max={order.total} value={finished} aria-label={m.bulk_title()} />
      {!order.stopped && <p>{m.bulk_result({ moved: formatCount(order.moved), refused: formatCount(order.refused) })}</p>}
      {order.stopped && <p className="soft small">{m.order_stopped_by({ name: order.stopped.by.name ?? order.stopped.by.id, at: formatMoment(order.stopped.at) })}</p>}
      {order.waiting > 0 && !order.stopped && <p className="soft">{m.order_goes_on()}</p>}
      {error && <ErrorState error={error} />}
      {order.waiting > 0 && !order.stopped && <StopButton order={order} stop={stop} />}
      {order.waiting > 0 && isStalled && <Button kind="primary" onPress={goOn}>{m.bulk_go_on()}</Button>}
      {order.failures.length > 0 && <Failures failures={order.failures} />}
      {order.moved > 0 && <MovedItems order={order} />}
      {order.submission && <p className="small soft">{m.order_manifest()} <span className="code">{order.submission}</span></p>}
    </>
  );
}

/** Said politely whenever it changes: the seconds are not in it. */
function saidOf(order: BulkView): string {
  const [moved, refused, total] = [formatCount(order.moved), formatCount(order.refused), formatCount(order.total)];
  if (order.stopped && order.waiting > 0) return m.order_stopping();
  if (order.stopped && order.moved + order.refused === 0) return m.order_taken_back();
  if (order.stopped) return m.order_stopped_counts({ moved, refused, notMoved: formatCount(order.notMoved) });
  if (order.startsIn !== null) return m.order_begins_soon({ move: transitionNames[order.transition](), total });
  return m.bulk_progress({ move: transitionNames[order.transition](), finished: formatCount(order.moved + order.refused), total });
}

/** One button at one place: before the order begins it takes it back, afterwards it stops what is left. */
function StopButton({ order, stop }: { order: BulkView; stop: OrderWatch["stop"] }) {
  const seconds = useSecondsUntil(order.startsIn, order);
  const [isBusy, setBusy] = useState(false);
  const press = () => {
    setBusy(true);
    void stop().finally(() => setBusy(false));
  };
  return (
    <p className="order-stop">
      <Button kind={seconds > 0 ? "primary" : "secondary"} icon={seconds > 0 ? "back" : "octagon"} busy={isBusy} onPress={press}>
        {seconds > 0 ? <>{m.undo_title()} <span className="undo-seconds" aria-hidden="true">{m.order_begins_in({ seconds })}</span></> : m.order_stop()}
      </Button>
    </p>
  );
}

function Failures({ failures }: Pick<BulkView, "failures">) {
  return (
    <details open={failures.length <= 5}>
      <summary>{m.bulk_failures({ count: formatCount(failures.length) })}</summary>
      <ul className="bulk-failures">
        {failures.map(({ tenant, id, code }, place) => <li key={`${place} ${id}`}>{refusalName(code)} <a href={`/console/discrepancies?open=${tenant}/${id}`}><span className="code">{id}</span></a> <span className="soft">{tenant}</span></li>)}
      </ul>
    </details>
  );
}
