import { useState } from "react";
import type { GroupsView } from "../../../worker/worklist/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { EmptyState, ErrorState, LoadingState, WhenReady } from "../../shared/components/states.tsx";
import { SeverityTag, Tag } from "../../shared/components/tag.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { stateLooks } from "../../shared/discrepancies/words.ts";
import { Difference } from "../../shared/discrepancies/difference.tsx";
import { referenceOf } from "../discrepancies/reference.ts";
import { listPath } from "../../shared/discrepancies/list-path.ts";
import { SearchProgress } from "./search-progress.tsx";
import { useListPages } from "./use-list-pages.ts";
import type { Worklist } from "./use-worklist-address.ts";

type Group = GroupsView["groups"][number];

/** Of an opened group so many are shown here; the rest is one press away. */
const SHOWN = 20;

/** Shows the list of a query with all of it selected; null for whoever moves nothing. */
type SelectAll = ((q: string) => void) | null;

/** The list in groups: one row each, with how many and the sum of their differences; opened in place. */
export function GroupList({ session, list, round, selectAll }: { session: SessionView; list: Worklist; round: number; selectAll: SelectAll }) {
  const [groups, reload] = useRemote<GroupsView>(`${listPath(session, "/groups")}?${new URLSearchParams({ q: list.q, by: list.group ?? "rule" })}`);
  return (
    <WhenReady remote={groups} retry={reload}>
      {({ groups: found, isCapped, by }) =>
        found.length === 0 ? <EmptyState title={m.list_empty_title()} /> : (
          <>
            {isCapped && <p className="soft small">{m.facets_capped()}</p>}
            <ul className="groups">{found.map((group) => <GroupRow key={`${group.value} ${round}`} group={group} isAtLeast={isCapped} name={nameOf(group, by)} session={session} list={list} selectAll={selectAll} />)}</ul>
          </>
        )
      }
    </WhenReady>
  );
}

function nameOf(group: Group, by: GroupsView["by"]): string {
  if (by === "period") return formatPeriod(group.value);
  if (by === "subject" && group.value === "") return m.subject_whole_unit();
  return inLocale(group.nameVi, group.nameEn) || group.value;
}

function GroupRow({ group, isAtLeast, name, session, list, selectAll }: { group: Group; isAtLeast: boolean; name: string; session: SessionView; list: Worklist; selectAll: SelectAll }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <SeverityTag severity={group.severity} />
          <span className="group-name">{name} <span className="code soft small">{group.value}</span></span>
          <span className="count">{m.group_count({ count: `${isAtLeast ? "≥ " : ""}${formatCount(group.count)}` })}</span>
          <span className="count soft">Σ|Δ| {isAtLeast ? "≥ " : ""}{formatCount(group.difference)}</span>
        </summary>
        {isOpen && selectAll && <Button onPress={() => selectAll(group.query)}>{m.group_select()}</Button>}
        {isOpen && <Members group={group} session={session} list={list} />}
      </details>
    </li>
  );
}

function Members({ group, session, list }: { group: Group; session: SessionView; list: Worklist }) {
  const pages = useListPages(listPath(session), group.query, list.sort, SHOWN);
  if (pages.isLoading) return <LoadingState />;
  if (pages.error) return <ErrorState error={pages.error} retry={pages.reload} />;
  return (
    <>
      <ul className="group-rows">
        {pages.rows.map((row) => (
          <li key={row.id}>
            <a href={`?open=${referenceOf(row)}`} onClick={(event) => (event.preventDefault(), list.open(referenceOf(row)))}>{row.subject ? inLocale(row.subject.nameVi, row.subject.nameEn) : m.subject_whole_unit()}</a>
            <span className="soft small">{inLocale(row.tenant.nameVi, row.tenant.nameEn)} · {formatPeriod(row.period)}</span>
            <Tag tone={stateLooks[row.state].tone} icon={stateLooks[row.state].icon} text={stateLooks[row.state].text()} />
            <Difference row={row} />
          </li>
        ))}
      </ul>
      <SearchProgress search={pages.search} found={pages.rows.length} stop={pages.stop} goOn={pages.goOn} />
      <Button icon="next" onPress={() => list.show({ query: group.query, sort: list.sort })}>{pages.hasMore ? m.group_all({ count: formatCount(group.count) }) : m.group_as_list()}</Button>
    </>
  );
}
