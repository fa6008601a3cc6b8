import { useState } from "react";
import { integrationEndReasons, type IntegrationEndReason, type IntegrationView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import { endReasonNames } from "./end-reason-names.ts";

type Props = { integration: IntegrationView; address: string; close: () => void; ended: () => void };

/** Asks once more before a system is connected no more: there is no way back, a new one is added instead. */
export function EndIntegrationDialog({ integration, address, close, ended }: Props) {
  const [reason, setReason] = useState<IntegrationEndReason>("retired");
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const end = async () => {
    setState({ busy: true, error: null });
    try {
      await callConfirmed(`${address}/${integration.id}/end`, { method: "POST", body: { reason } });
      announce(m.integration_end_done({ name: integration.name }));
      ended();
    } catch (error) {
      setState({ busy: false, error: error as ApiError });
    }
  };
  return (
    <Dialog title={m.integration_end_title({ name: integration.name })} onClose={close} actions={<><Button kind="primary" busy={state.busy} onPress={() => void end()}>{m.integration_end_confirm()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      {state.error && <ErrorState error={state.error} />}
      <p>{m.integration_end_text()}</p>
      <SelectField id="integration-end-reason" label={m.integration_end_reason()} hint={m.integration_end_stolen()} value={reason} onChange={(value) => setReason(value as IntegrationEndReason)} options={integrationEndReasons.map((value) => ({ value, label: endReasonNames[value]() }))} />
    </Dialog>
  );
}
