import type { BulkView } from "../../../worker/review/bulk-contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { ErrorState, LoadingState } from "../../shared/components/states.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { refusalName } from "./refusal-name.ts";
import type { OrderWatch } from "./use-order.ts";

/** How an order goes: a bar with the numbers beside it, and each that could not be moved with its reason. */
export function OrderProgress({ watch }: { watch: OrderWatch }) {
  const { order, error, isStalled, goOn } = watch;
  if (!order) return error ? <ErrorState error={error} /> : <LoadingState lines={2} />;
  const finished = order.moved + order.refused;
  return (
    <>
      <p role="status" aria-live="polite">{m.bulk_progress({ move: transitionNames[order.transition](), finished: formatCount(finished), total: formatCount(order.total) })}</p>
      <progress max={order.total} value={finished} aria-label={m.bulk_title()} />
      <p>{m.bulk_result({ moved: formatCount(order.moved), refused: formatCount(order.refused) })}</p>
      {order.waiting > 0 && <p className="soft">{m.order_goes_on()}</p>}
      {error && <ErrorState error={error} />}
      {order.waiting > 0 && isStalled && <Button kind="primary" onPress={goOn}>{m.bulk_go_on()}</Button>}
      {order.failures.length > 0 && <Failures failures={order.failures} />}
      {order.submission && <p className="small soft">{m.order_manifest()} <span className="code">{order.submission}</span></p>}
    </>
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
