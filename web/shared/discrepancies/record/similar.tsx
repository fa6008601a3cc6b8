import type { DiscrepancyDetail } from "../../../../worker/review/contract.ts";
import type { DiscrepancyList, DiscrepancyView } from "../../../../worker/worklist/contract.ts";
import { printQuery, type QueryKey } from "../../../../worker/worklist/query-language.ts";
import type { SessionView } from "../../../../worker/tenancy/contract.ts";
import { m } from "../../../words/m.ts";
import { useRemote } from "../../remote/use-remote.ts";
import { Tag } from "../../components/tag.tsx";
import { stateLooks } from "../words.ts";
import { inLocale } from "../../locale/current-locale.ts";
import { formatPeriod } from "../../locale/format-moment.ts";
import { listPath } from "../list-path.ts";
import { Difference } from "../difference.tsx";
import { addressIn } from "./address-in.ts";
import { PartHeading, RecordPart } from "./record-part.tsx";

type Props = { detail: DiscrepancyDetail; session: SessionView; open?: (reference: string) => void };

/** Of each kind so many are shown. */
const SHOWN = 5;
const term = (key: QueryKey, value: string) => ({ type: "key" as const, key, isNot: false, values: [{ operator: "=" as const, value }] });

/** The query of the list for exactly these values. */
export function queryOf(values: Partial<Record<QueryKey, string>>): string {
  return printQuery(Object.entries(values).map(([key, value]) => term(key as QueryKey, value)));
}

/** How a query names what the discrepancy is about. */
export function subjectTerm({ subject }: Pick<DiscrepancyDetail, "subject">): string {
  return subject === null ? "none" : subject.kind === "field" ? `field:${subject.code}` : subject.code;
}

/** The same subject of the unit at other times, the same cause, and for the authority the same rule and subject elsewhere. */
export function Similar({ detail, session, open }: Props) {
  const subject = subjectTerm(detail);
  const reason = detail.events.findLast(({ transition }) => transition === "explain")?.reason ?? null;
  const isAuthority = session.tenant.kind === "authority";
  const own = useSimilar(session, queryOf({ tenant: detail.tenant.code, service: subject }), detail.id);
  // The cause is what the unit said it was; before it has said anything, the same rule in the same period.
  const cause = useSimilar(session, queryOf({ tenant: detail.tenant.code, ...(reason === null ? { rule: detail.rule, period: detail.period } : { reason }) }), detail.id);
  const elsewhere = useSimilar(isAuthority ? session : null, printQuery([term("rule", detail.rule), term("service", subject), { ...term("tenant", detail.tenant.code), isNot: true }]), detail.id);
  if (own.length + cause.length + elsewhere.length === 0) return null;
  return (
    <RecordPart id="panel-similar" title={m.panel_similar()}>
      <SimilarList title={m.similar_here()} rows={own} open={open} />
      <SimilarList title={m.similar_elsewhere()} rows={elsewhere} open={open} />
      <SimilarList title={reason === null ? m.similar_rule() : m.similar_cause()} rows={cause} open={open} />
    </RecordPart>
  );
}

function useSimilar(session: SessionView | null, q: string, id: string): DiscrepancyView[] {
  const [remote] = useRemote<DiscrepancyList>(session && `${listPath(session)}?${new URLSearchParams({ q, sort: "newest", limit: String(SHOWN + 1) })}`);
  return remote.state === "ready" ? remote.value.discrepancies.filter((one) => one.id !== id).slice(0, SHOWN) : [];
}

function SimilarList({ title, rows, open }: { title: string; rows: readonly DiscrepancyView[]; open: ((reference: string) => void) | undefined }) {
  if (rows.length === 0) return null;
  return (
    <>
      <PartHeading>{title}</PartHeading>
      <ul className="similar">
        {rows.map((row) => (
          <li key={row.id}>
            <a href={addressIn(row.tenant.code, row.id)} onClick={(event) => open && (event.preventDefault(), open(`${row.tenant.code}/${row.id}`))}>{row.rule} · {formatPeriod(row.period)}</a>
            <span className="soft small">{inLocale(row.tenant.nameVi, row.tenant.nameEn)}</span>
            <Tag tone={stateLooks[row.state].tone} icon={stateLooks[row.state].icon} text={stateLooks[row.state].text()} />
            <Difference row={row} />
          </li>
        ))}
      </ul>
    </>
  );
}
