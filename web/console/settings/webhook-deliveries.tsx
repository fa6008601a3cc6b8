import { useState } from "react";
import type { DeliveryList, DeliveryView, WebhookEvent } from "../../../worker/webhooks/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { EmptyState, ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { Table } from "../../shared/components/table.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { useLaterPages } from "../../shared/remote/use-later-pages.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";

/** What one address was told, asked for when somebody wants to see it; older ones page by page. */
export function WebhookDeliveries({ address }: { address: string }) {
  const [isOpen, setOpen] = useState(false);
  const [remote, reload] = useRemote<DeliveryList>(isOpen ? address : null);
  if (!isOpen) return <div className="actions"><Button kind="quiet" onPress={() => setOpen(true)}>{m.webhook_deliveries()}</Button></div>;
  return (
    <WhenReady remote={remote} retry={reload}>
      {(first) => (first.deliveries.length === 0 ? <EmptyState title={m.webhook_deliveries_none()} /> : <Deliveries address={address} first={first} />)}
    </WhenReady>
  );
}

function Deliveries({ address, first }: { address: string; first: DeliveryList }) {
  const { rows, hasMore, isBusy, error, more } = useLaterPages(first, ({ deliveries }) => deliveries, (next) => `${address}?${new URLSearchParams({ before: next })}`);
  return (
    <div className="webhook-log">
      <Table
        caption={m.webhook_deliveries()}
        rows={rows}
        rowKey={({ id, tenant }) => `${tenant}/${id}`}
        columns={[
          { id: "event", title: m.webhook_event(), isRowTitle: true, cell: ({ event, at }) => <>{events[event]()} <span className="soft small">{formatMoment(at)}</span></> },
          { id: "discrepancy", title: m.webhook_discrepancy(), cell: ({ tenant, id }) => <span className="code small">{tenant} {id}</span> },
          { id: "state", title: m.webhook_state(), cell: (one) => <State delivery={one} /> },
          { id: "attempts", title: m.webhook_attempts(), isCount: true, cell: ({ attempts }) => attempts },
          { id: "tried", title: m.webhook_tried(), cell: ({ triedAt }) => (triedAt ? formatMoment(triedAt) : "–") },
        ]}
      />
      {error && <ErrorState error={error} />}
      {hasMore && <Button busy={isBusy} onPress={more}>{m.webhook_deliveries_more()}</Button>}
    </div>
  );
}

function State({ delivery: { state, failure, nextAt, attempts } }: { delivery: DeliveryView }) {
  return (
    <>
      {state === "accepted" ? <Tag tone="good" icon="check" text={m.webhook_accepted()} /> : state === "given-up" ? <Tag tone="bad" icon="cross" text={m.webhook_given_up()} /> : <Tag icon="circle" text={m.webhook_waiting()} />}
      {failure && <> <span className="small">{(failures[failure] ?? m.webhook_failed_internal)()}</span></>}
      {nextAt && attempts > 0 && <> <span className="soft small">{m.webhook_next({ moment: formatMoment(nextAt) })}</span></>}
    </>
  );
}

const events: Record<WebhookEvent, () => string> = {
  "discrepancy.opened": m.webhook_event_opened, "discrepancy.transitioned": m.webhook_event_transitioned, "discrepancy.regressed": m.webhook_event_regressed, "discrepancy.overdue": m.webhook_event_overdue,
};
const failures: Readonly<Record<string, () => string>> = {
  address: m.webhook_failed_address, redirect: m.webhook_failed_redirect, status: m.webhook_failed_status, "too-large": m.webhook_failed_too_large, timeout: m.webhook_failed_timeout, unreachable: m.webhook_failed_unreachable,
};
