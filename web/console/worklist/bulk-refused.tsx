import type { BulkPreview } from "../../../worker/review/bulk-contract.ts";
import { m } from "../../words/m.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { refusalName } from "./refusal-name.ts";

/** Those that cannot be moved, counted by reason, with some of them to look at. */
export function BulkRefused({ refused }: Pick<BulkPreview, "refused">) {
  if (refused.length === 0) return null;
  return (
    <>
      <h3>{m.bulk_cannot()}</h3>
      <ul className="bulk-failures">
        {refused.map(({ code, detail, count, examples }) => (
          <li key={`${code} ${detail}`}>
            <strong>{formatCount(count)}</strong> {refusalName(code)} {examples.map(({ tenant, id }) => <a key={id} className="code small" href={`/console/discrepancies?open=${tenant}/${id}`}>{id.slice(-12)} </a>)}
          </li>
        ))}
      </ul>
    </>
  );
}
