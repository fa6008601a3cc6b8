import type { ServiceView } from "../../../worker/catalogue/contract.ts";
import { m } from "../../words/m.ts";
import { Table, type Column } from "../../shared/components/table.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatDay } from "../../shared/locale/format-moment.ts";
import { levelName } from "../../shared/statistics/level-name.ts";

export function ServiceTable({ services }: { services: readonly ServiceView[] }) {
  const columns: Column<ServiceView>[] = [
    { id: "name", title: m.filter_service(), isRowTitle: true, cell: (one) => <>{inLocale(one.nameVi, one.nameEn)}<br /><span className="code soft small">{one.code}</span></> },
    { id: "field", title: m.catalogue_field(), cell: (one) => inLocale(one.field.nameVi, one.field.nameEn) },
    { id: "level", title: m.statistics_level(), cell: (one) => levelName(one.levelScheme, one.level) },
    { id: "since", title: m.evidence_online_since(), cell: (one) => formatDay(one.onlineSince) },
  ];
  return <Table caption={m.console_services()} columns={columns} rows={services} rowKey={(one) => one.code} />;
}
