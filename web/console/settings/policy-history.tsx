import type { PolicyView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Table } from "../../shared/components/table.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import type { PolicyFace } from "./policy-faces.tsx";

/** Every version that was ever settled: what, by whom, when, and where it stands in the log. */
export function PolicyHistory({ policy, show }: { policy: PolicyView; show: PolicyFace<unknown>["show"] }) {
  if (policy.history.length === 0) return <p className="soft small">{m.policy_never_set()}</p>;
  return (
    <details>
      <summary>{m.policy_history({ count: policy.history.length })}</summary>
      <Table
        caption={m.policy_history({ count: policy.history.length })}
        rows={policy.history}
        rowKey={({ version }) => String(version)}
        columns={[
          { id: "version", title: m.policy_version(), isRowTitle: true, cell: ({ version }) => version },
          { id: "value", title: m.policy_value(), cell: ({ value }) => show(value) },
          { id: "by", title: m.policy_set_by(), cell: ({ setBy, setByName }) => setByName ?? (setBy === "platform" ? m.policy_by_platform() : <span className="code small">{setBy}</span>) },
          { id: "at", title: m.policy_set_at(), cell: ({ setAt }) => formatMoment(setAt) },
          { id: "log", title: m.policy_log(), isCount: true, cell: ({ logIndex }) => logIndex },
        ]}
      />
    </details>
  );
}
