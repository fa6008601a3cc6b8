import type { FacetsView } from "../../../worker/worklist/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { listPath } from "../../shared/discrepancies/list-path.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { flagOf, withFlag } from "./edit-query.ts";

/** How many sleeping ones a query with `-snoozed` leaves out, and the way to them: nothing is hidden unsaid. */
export function HiddenSnoozed({ session, q, setQuery }: { session: SessionView; q: string; setQuery: (q: string) => void }) {
  const hidden = flagOf(q, "snoozed") === "no" ? withFlag(q, "snoozed", "yes") : null;
  const [counts] = useRemote<FacetsView>(hidden === null ? null : `${listPath(session, "/facets")}?${new URLSearchParams({ q: hidden })}`);
  if (hidden === null || counts.state !== "ready" || counts.value.total === 0) return null;
  const count = `${counts.value.isCapped ? "≥ " : ""}${formatCount(counts.value.total)}`;
  return <p className="soft small hidden-snoozed" role="status">{m.list_snoozed_hidden({ count })} <Button kind="quiet" onPress={() => setQuery(hidden)}>{m.list_snoozed_show()}</Button></p>;
}
