import { useEffect } from "react";
import type { BackTestView, RuleSetDetail } from "../../../worker/audit/rule-set-contract.ts";
import type { TenantView } from "../../../worker/directory/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatMoment, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { saveTable } from "../../shared/components/save-table.ts";
import { ruleNames } from "../../shared/discrepancies/words.ts";
import { useAct } from "../use-act.ts";

const WINDOWS = 6;

/** What the version would open and close over the last windows: how far the trial is, then one sentence and its tables. */
export function BackTestResult({ detail, mayStart, changed }: { detail: RuleSetDetail; mayStart: boolean; changed: () => void }) {
  const { busy, error, act } = useAct();
  const test = detail.lastBackTest;
  const isRunning = test?.state === "running";
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(changed, 2000);
    return () => clearInterval(timer);
  }, [isRunning, changed]);
  const start = () => act(async () => {
    await callApi(`/v1/rule-sets/${detail.version}/back-tests`, { method: "POST", body: { windows: WINDOWS } });
    changed();
    return null;
  });
  return (
    <>
      <div role="status" aria-live="polite">
        {!test && <p>{m.back_test_none()}</p>}
        {isRunning && <Progress test={test} />}
        {test?.state === "done" && <p><strong>{m.back_test_sentence({ opened: formatCount(test.opened), closed: formatCount(test.closed), windows: test.windows })}</strong> {m.back_test_kept({ kept: formatCount(test.kept), raised: formatCount(test.raised), lowered: formatCount(test.lowered) })}</p>}
      </div>
      {test?.state === "failed" && <Notice tone="bad" isUrgent title={m.back_test_failed()} />}
      {test?.state === "done" && <Result test={test} />}
      {error && <ErrorState error={error} />}
      {mayStart && (!isRunning || isStuck(test)) && <div className="actions"><Button busy={busy} onPress={() => void start()}>{m.back_test_start({ count: WINDOWS })}</Button></div>}
    </>
  );
}

/** While the audits are being looked for there is no number yet, and the bar says so. */
function Progress({ test: { total, done, startedAt } }: { test: BackTestView }) {
  return (
    <>
      <progress max={Math.max(total ?? 1, 1)} {...(total === null ? {} : { value: done })} aria-label={m.back_test_title()} />
      <p>{total === null ? m.back_test_planning() : m.back_test_running({ done: formatCount(done), total: formatCount(total) })}</p>
      <p className="small soft">{m.back_test_began({ when: formatMoment(startedAt) })}</p>
    </>
  );
}

/** After an hour the platform lets another one begin. */
function isStuck({ startedAt }: BackTestView): boolean {
  return Date.now() - Date.parse(startedAt) > 3_600_000;
}

function Result({ test }: { test: BackTestView }) {
  const [tenants] = useRemote<{ tenants: TenantView[] }>("/v1/tenants");
  const names = new Map(tenants.state === "ready" ? tenants.value.tenants.map(({ code, nameVi, nameEn }) => [code, `${inLocale(nameVi, nameEn)} (${code})`]) : []);
  return (
    <>
      <p className="small soft">{m.back_test_against({ version: test.against.version, total: formatCount(test.done) })}</p>
      {test.failed > 0 && <Notice tone="bad" title={m.back_test_could_not({ count: test.failed })}><p className="small">{test.couldNot.map(({ tenant, reportType, period }) => `${tenant} ${reportType} ${period}`).join("; ")}</p></Notice>}
      {test.byTenant.length === 0 ? <p>{m.back_test_nothing()}</p> : (
        <div className="three-tables">
          <Sums title={m.back_test_by_tenant()} rows={test.byTenant.map(({ tenant, ...sums }) => ({ name: names.get(tenant) ?? tenant, ...sums }))} />
          <Sums title={m.back_test_by_rule()} rows={test.byRule.map(({ rule, ...sums }) => ({ name: `${rule} ${ruleNames[rule as keyof typeof ruleNames]?.() ?? ""}`, ...sums }))} />
          <Sums title={m.back_test_by_window()} rows={test.byWindow.map(({ reportType, period, ...sums }) => ({ name: `${reportTypeName(reportType)}, ${formatPeriod(period)}`, ...sums }))} />
        </div>
      )}
    </>
  );
}

type Sum = { name: string; opened: number; closed: number; raised: number; lowered: number };

function Sums({ title, rows }: { title: string; rows: readonly Sum[] }) {
  const columns: Column<Sum>[] = [
    { id: "name", title, isRowTitle: true, cell: ({ name }) => name },
    { id: "opened", title: m.back_test_opened(), isCount: true, cell: ({ opened }) => formatCount(opened) },
    { id: "closed", title: m.back_test_closed(), isCount: true, cell: ({ closed }) => formatCount(closed) },
    { id: "raised", title: m.back_test_raised(), isCount: true, cell: ({ raised }) => formatCount(raised) },
    { id: "lowered", title: m.back_test_lowered(), isCount: true, cell: ({ lowered }) => formatCount(lowered) },
  ];
  return (
    <div>
      <Table caption={title} columns={columns} rows={rows} rowKey={({ name }) => name} />
      <Button kind="quiet" icon="download" onPress={() => void saveTable("back-test", [title, "opened", "closed", "raised", "lowered"], rows.map(({ name, opened, closed, raised, lowered }) => [name, opened, closed, raised, lowered]))}>{m.reporting_save()}</Button>
    </div>
  );
}
