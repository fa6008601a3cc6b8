import { useEffect, useState } from "react";
import type { BulkView } from "../../../worker/review/bulk-contract.ts";
import { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";

/** How often an order that goes on by itself is looked at, in milliseconds, and after how many looks without progress somebody may push it. */
const EVERY = 1500;
const PATIENT_FOR = 20;

export type OrderWatch = { order: BulkView | null; error: ApiError | null; /** Nothing was moved for a while. */ isStalled: boolean; goOn: () => void; /** What waits is not moved; before it begins that is everything. */ stop: () => Promise<void> };

/** Looks on while the order is carried out; leaving the page stops the looking, not the order. */
export function useOrder(id: string | null, known: BulkView | null): OrderWatch {
  const [order, setOrder] = useState(known);
  const [error, setError] = useState<ApiError | null>(null);
  const [idle, setIdle] = useState(0);
  const current = order?.id === id ? order : known?.id === id ? known : null;
  const take = (next: BulkView) => {
    setIdle((before) => (current && next.waiting === current.waiting ? before + 1 : 0));
    setOrder(next);
    setError(null);
  };
  const ask = (request: Promise<BulkView>) => request.then(take).catch((caught: unknown) => setError(caught instanceof ApiError ? caught : new ApiError("internal", 0, String(caught))));
  useEffect(() => {
    if (id === null || (current && current.waiting === 0)) return;
    const timer = setTimeout(() => void ask(callApi<BulkView>(`/v1/discrepancies/bulk/${id}`)), current || error ? EVERY : 0);
    return () => clearTimeout(timer);
  }, [id, order, error, idle]);
  const press = async (what: "continue" | "stop") => {
    if (id) await ask(callApi<BulkView>(`/v1/discrepancies/bulk/${id}/${what}`, { method: "POST" }));
  };
  return { order: current, error, isStalled: idle >= PATIENT_FOR, goOn: () => void press("continue"), stop: () => press("stop") };
}
