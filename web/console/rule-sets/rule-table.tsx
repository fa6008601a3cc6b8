import type { RuleSet } from "../../../worker/audit/contract.ts";
import { m } from "../../words/m.ts";
import { Table, type Column } from "../../shared/components/table.tsx";
import { SeverityTag } from "../../shared/components/tag.tsx";
import { parameterName, parameterText } from "./parameter-words.ts";

type Row = { id: string } & NonNullable<RuleSet["rules"][keyof RuleSet["rules"]]>;

export const missingNames = { "skip-if-any": m.missing_skip_if_any, "skip-if-all": m.missing_skip_if_all, "treat-as-zero": m.missing_treat_as_zero } as const;

/** Every rule of a set with its settings, in order of their numbers. */
export function RuleTable({ rules }: { rules: RuleSet["rules"] }) {
  const rows = Object.entries(rules).map(([id, settings]): Row => ({ id, ...settings })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return <Table caption={m.rule_set_rules()} columns={columns()} rows={rows} rowKey={({ id }) => id} />;
}

const columns = (): Column<Row>[] => [
  { id: "rule", title: m.rule_set_rule(), isRowTitle: true, cell: ({ id, version }) => <span className="code">{id} <span className="soft small">{version}</span></span> },
  { id: "enabled", title: m.rule_set_enabled(), cell: ({ enabled }) => (enabled ? m.rule_set_on() : m.rule_set_off()) },
  { id: "severity", title: m.rule_set_severity(), cell: ({ severity }) => (severity ? <SeverityTag severity={severity} /> : m.rule_set_own_severity()) },
  { id: "warn", title: m.rule_set_warn(), isCount: true, cell: ({ warnIf }) => `${warnIf.absolute} / ${warnIf.perThousand}` },
  { id: "error", title: m.rule_set_error(), isCount: true, cell: ({ errorIf }) => `${errorIf.absolute} / ${errorIf.perThousand}` },
  { id: "missing", title: m.rule_set_missing(), cell: ({ missing }) => missingNames[missing]() },
  { id: "parameters", title: m.rule_set_parameters(), cell: ({ parameters }) => <span className="small">{Object.entries(parameters).map(([name, value]) => `${parameterName(name)}: ${parameterText(name, value)}`).join("; ") || "–"}</span> },
];
