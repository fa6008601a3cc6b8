import { useState } from "react";
import type { ReceiptView } from "../../worker/submissions/contract.ts";
import { m } from "../words/m.ts";
import type { ApiError } from "../shared/remote/api-error.ts";
import { callApi } from "../shared/remote/call-api.ts";
import { errorText } from "../shared/remote/problem-texts.ts";
import { Button } from "../shared/components/button.tsx";
import { TextField } from "../shared/components/field.tsx";
import { Notice } from "../shared/components/notice.tsx";
import { formatMoment } from "../shared/locale/format-moment.ts";

type Looked = { state: "idle" | "busy" } | { state: "found"; receipt: ReceiptView } | { state: "failed"; text: string };

/** Whoever has a receipt asks whether the platform still says the same: when it came, where it stands in the log, its digest. */
export function ReceiptCheck() {
  const [tenant, setTenant] = useState("");
  const [jti, setJti] = useState("");
  const [looked, setLooked] = useState<Looked>({ state: "idle" });
  const look = async () => {
    setLooked({ state: "busy" });
    try {
      const receipt = await callApi<ReceiptView>(`/v1/t/${encodeURIComponent(tenant.trim().toUpperCase())}/receipts/${encodeURIComponent(jti.trim().toLowerCase())}`);
      setLooked({ state: "found", receipt });
    } catch (error) {
      setLooked({ state: "failed", text: (error as ApiError).code === "not-found" ? m.home_receipt_none() : errorText(error as ApiError) });
    }
  };
  return (
    <section className="card receipt-check" aria-labelledby="receipt-title">
      <h2 id="receipt-title">{m.home_receipt()}</h2>
      <p>{m.home_receipt_text()}</p>
      <form onSubmit={(event) => { event.preventDefault(); void look(); }}>
        <TextField id="receipt-tenant" label={m.home_receipt_tenant()} hint={m.home_receipt_tenant_hint()} value={tenant} onChange={setTenant} maxLength={8} />
        <TextField id="receipt-jti" label={m.home_receipt_jti()} value={jti} onChange={setJti} maxLength={60} />
        <Button onPress={() => void look()} busy={looked.state === "busy"} disabled={tenant.trim() === "" || jti.trim() === ""}>{m.home_receipt_look()}</Button>
      </form>
      <div role="status">
        {looked.state === "failed" && <Notice tone="attention" title={looked.text} />}
        {looked.state === "found" && (
          <Notice tone="good" title={m.home_receipt_found()}>
            <dl className="facts">
              <dt>{m.home_receipt_received()}</dt>
              <dd>{formatMoment(looked.receipt.receivedAt)}</dd>
              <dt>{m.home_receipt_index()}</dt>
              <dd>{looked.receipt.index}</dd>
              <dt>SHA-256</dt>
              <dd className="code">{looked.receipt.digest}</dd>
            </dl>
          </Notice>
        )}
      </div>
    </section>
  );
}
