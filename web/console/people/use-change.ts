import { useState } from "react";
import { announce } from "../../shared/components/announcements.tsx";
import type { ApiError } from "../../shared/remote/api-error.ts";
import type { ApiRequest } from "../../shared/remote/call-api.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";

/** One change of a person: sent, confirmed where the server wants it, said aloud, and `done`. */
export function useChange(done: () => void): { busy: boolean; error: ApiError | null; send: (address: string, request: ApiRequest, said: string) => Promise<void> } {
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const send = async (address: string, request: ApiRequest, said: string) => {
    setState({ busy: true, error: null });
    try {
      await callConfirmed(address, request);
      announce(said);
      setState({ busy: false, error: null });
      done();
    } catch (error) {
      setState({ busy: false, error: error as ApiError });
    }
  };
  return { ...state, send };
}
