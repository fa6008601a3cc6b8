import { useEffect } from "react";
import type { BackTestView, RuleSetDetail } from "../../../worker/audit/rule-set-contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { callApi } from "../../shared/remote/call-api.ts";
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
        {isRunning && <><progress max={Math.max(test.total ?? 1, 1)} value={test.done} aria-label={m.back_test_title()} /><p>{m.back_test_running({ done: test.done, total: test.total ?? "…" })}</p></>}
        {test?.state === "done" && <p><strong>{m.back_test_sentence({ opened: formatCount(test.opened), closed: formatCount(test.closed), kept: formatCount(test.kept), windows: test.windows })}</strong></p>}
      </div>
      {test?.state === "failed" && <Notice tone="bad" isUrgent title={m.back_test_failed()} />}
      {test?.state === "done" && <Result test={test} />}
      {error && <ErrorState error={error} />}
      {mayStart && !isRunning && <div className="actions"><Button busy={busy} onPress={() => void start()}>{m.back_test_start({ count: WINDOWS })}</Button></div>}
    </>
  );
}

function Result({ test }: { test: BackTestView }) {
  return (
    <>
      <p className="small soft">{m.back_test_against({ version: test.against.version, total: formatCount(test.done) })}</p>
      {test.failed > 0 && <Notice tone="bad" title={m.back_test_could_not({ count: test.failed })}><p className="small">{test.couldNot.map(({ tenant, reportType, period }) => `${tenant} ${reportType} ${period}`).join("; ")}</p></Notice>}
      {test.byTenant.length === 0 ? <p>{m.back_test_nothing()}</p> : (
        <div className="three-tables">
          <Sums title={m.back_test_by_tenant()} rows={test.byTenant.map(({ tenant, ...sums }) => ({ name: tenant, ...sums }))} />
          <Sums title={m.back_test_by_rule()} rows={test.byRule.map(({ rule, ...sums }) => ({ name: rule, ...sums }))} />
          <Sums title={m.back_test_by_window()} rows={test.byWindow.map(({ reportType, period, ...sums }) => ({ name: `${reportTypeName(reportType)}, ${formatPeriod(period)}`, ...sums }))} />
        </div>
      )}
    </>
  );
}

type Sum = { name: string; opened: number; closed: number };

function Sums({ title, rows }: { title: string; rows: readonly Sum[] }) {
  const columns: Column<Sum>[] = [
    { id: "name", title, isRowTitle: true, cell: ({ name }) => name },
    { id: "opened", title: m.back_test_opened(), isCount: true, cell: ({ opened }) => formatCount(opened) },
    { id: "closed", title: m.back_test_closed(), isCount: true, cell: ({ closed }) => formatCount(closed) },
  ];
  return <Table caption={title} columns={columns} rows={rows} rowKey={({ name }) => name} />;
}
