import type { RuleSetChange } from "../../../worker/audit/rule-set-contract.ts";
import { ruleIds } from "../../../worker/audit/contract.ts";
import { m } from "../../words/m.ts";
import { Table, type Column } from "../../shared/components/table.tsx";
import { ruleNames } from "../../shared/discrepancies/words.ts";
import { parameterName, parameterText } from "./parameter-words.ts";

/** What one version of the rule set changed against another, setting by setting. */
export function RuleSetChanges({ caption, changes }: { caption: string; changes: readonly RuleSetChange[] }) {
  return <Table caption={caption} columns={columns()} rows={changes} rowKey={({ path }) => path} />;
}

const columns = (): Column<RuleSetChange>[] => [
  { id: "path", title: m.rule_set_setting(), isRowTitle: true, cell: ({ path }) => <>{settingName(path)} <span className="code small soft">{path}</span></> },
  { id: "before", title: m.rule_set_before(), cell: ({ path, before }) => said(path, before) },
  { id: "after", title: m.rule_set_after(), cell: ({ path, after }) => said(path, after) },
];

const settings: Record<string, () => string> = {
  enabled: m.rule_set_enabled,
  severity: m.rule_set_severity,
  missing: m.rule_set_missing,
  version: m.rule_set_version,
  "warnIf/absolute": m.rule_set_warn_filings,
  "warnIf/perThousand": m.rule_set_warn_thousand,
  "errorIf/absolute": m.rule_set_error_filings,
  "errorIf/perThousand": m.rule_set_error_thousand,
};

/** `R07/warnIf/absolute` as people read it: the rule's name and the setting's. */
function settingName(path: string): string {
  const [id, ...rest] = path.split("/");
  const rule = ruleIds.find((one) => one === id);
  const setting = rest[0] === "parameters" ? parameterName(rest[1] ?? "") : (settings[rest.join("/")]?.() ?? rest.join("/"));
  return [rule ? ruleNames[rule]() : id, setting].filter(Boolean).join(": ");
}

function said(path: string, value: unknown) {
  if (value === null || value === undefined) return m.rule_set_absent();
  if (typeof value === "boolean") return value ? m.rule_set_on() : m.rule_set_off();
  const parameter = /\/parameters\/(.+)$/.exec(path)?.[1];
  if (parameter && typeof value === "number") return parameterText(parameter, value);
  return <span className="code">{typeof value === "object" ? JSON.stringify(value) : String(value)}</span>;
}
