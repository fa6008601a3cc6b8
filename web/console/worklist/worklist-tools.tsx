import { useState } from "react";
import { groupings, listColumns, listSorts, type Grouping, type ListColumn, type ListSort } from "../../../worker/worklist/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button, ButtonLink } from "../../shared/components/button.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { useMedia } from "../../shared/look/use-media.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { ColumnChooser } from "./column-chooser.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { QueryBuilder } from "./query-builder.tsx";
import type { Worklist } from "./use-worklist-address.ts";

const sortNames: Record<ListSort, () => string> = { severity: m.sort_severity, due: m.sort_due, newest: m.sort_newest, difference: m.sort_difference };
const groupNames: Record<Grouping, () => string> = { rule: m.column_rule, tenant: m.column_tenant, subject: m.column_subject, period: m.column_period };

type Props = { session: SessionView; list: Worklist; total: number | null; atLeast: number | null; offered: (column: ListColumn) => boolean; showKeys: () => void };

/** How many there are, and what one does with the whole list: order it, group it, choose columns, ask by fields, take it as a file. A phone folds what is seldom asked for. */
export function WorklistTools({ session, list, total, atLeast, offered, showKeys }: Props) {
  const [dialog, setDialog] = useState<"builder" | "columns" | "export" | null>(null);
  const isNarrow = useMedia("(max-width: 48rem)");
  const close = () => setDialog(null);
  const filter = <Button icon="pen" opensDialog onPress={() => setDialog("builder")}>{m.builder_open()}</Button>;
  const more = (
    <>
      <SelectField id="list-sort" label={m.list_sort()} value={list.sort} onChange={(sort) => list.setSort(sort as ListSort)} options={listSorts.map((sort) => ({ value: sort, label: sortNames[sort]() }))} />
      <SelectField
        id="list-group" label={m.list_group()} value={list.group ?? ""} onChange={(group) => list.setGroup(group === "" ? null : (group as Grouping))}
        options={[{ value: "", label: m.list_group_none() }, ...groupings.filter((group) => group !== "tenant" || offered("tenant")).map((group) => ({ value: group, label: groupNames[group]() }))]}
      />
      {!isNarrow && filter}
      <Button opensDialog onPress={() => setDialog("columns")}>{m.columns_open()}</Button>
      <Button icon="download" opensDialog onPress={() => setDialog("export")}>{m.export_open()}</Button>
      {session.tenant.kind === "authority" && hasRole(session, "auditor", "supervisor") && <ButtonLink kind="quiet" href="/console/orders">{m.orders()}</ButtonLink>}
      <Button kind="quiet" opensDialog onPress={showKeys}>{m.keys_open()}</Button>
    </>
  );
  return (
    <div className="worklist-tools">
      <p className="worklist-total" role="status">{total !== null ? m.list_total({ count: formatCount(total) }) : atLeast !== null ? m.list_total_at_least({ count: formatCount(atLeast) }) : ""}</p>
      {isNarrow ? <>{filter}<details className="tool-fold"><summary>{m.list_options()}</summary><div className="worklist-tools">{more}</div></details></> : more}
      {dialog === "builder" && <QueryBuilder q={list.q} setQuery={list.setQuery} isAuthority={session.tenant.kind === "authority"} close={close} />}
      {dialog === "columns" && <ColumnChooser columns={list.columns} setColumns={list.setColumns} offered={listColumns.filter(offered)} close={close} />}
      {dialog === "export" && <ExportDialog session={session} q={list.q} sort={list.sort} columns={list.columns.filter(offered)} close={close} />}
    </div>
  );
}
