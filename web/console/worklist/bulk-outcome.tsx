import type { BulkPreview, BulkView } from "../../../worker/review/bulk-contract.ts";
import { m } from "../../words/m.ts";
import { formatCount } from "../../shared/locale/format-count.ts";

/** What the move would do, then how it goes: a bar with the numbers beside it, and each that could not be moved with its reason. */
export function BulkOutcome({ move, preview, order }: { move: string; preview: BulkPreview | null; order: BulkView | null }) {
  if (order) {
    const finished = order.moved + order.refused;
    return (
      <>
        <p role="status" aria-live="polite">{m.bulk_progress({ move, finished: formatCount(finished), total: formatCount(order.total) })}</p>
        <progress max={order.total} value={finished} aria-label={m.bulk_title()} />
        <p>{m.bulk_result({ moved: formatCount(order.moved), refused: formatCount(order.refused) })}</p>
        {order.failures.length > 0 && (
          <details>
            <summary>{m.bulk_failures({ count: formatCount(order.failures.length) })}</summary>
            <ul className="bulk-failures">{order.failures.map(({ tenant, id, code }) => <li key={id}><a href={`/console/discrepancies?open=${tenant}/${id}`}><span className="code">{id}</span></a> <span className="soft">{code}</span></li>)}</ul>
          </details>
        )}
      </>
    );
  }
  if (!preview) return null;
  return (
    <>
      <p>{m.bulk_would({ move, movable: formatCount(preview.movable), total: formatCount(preview.total) })}</p>
      {preview.refused.length > 0 && (
        <>
          <h3>{m.bulk_cannot()}</h3>
          <ul className="bulk-failures">{preview.refused.map(({ code, detail, count }) => <li key={`${code} ${detail}`}><strong>{formatCount(count)}</strong> {detail}</li>)}</ul>
        </>
      )}
      <p className="soft small">{m.bulk_manifest()} <span className="code">{preview.manifest}</span></p>
    </>
  );
}
