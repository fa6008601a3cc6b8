import { useState } from "react";
import { announce } from "../shared/components/announcements.tsx";
import type { ApiError } from "../shared/remote/api-error.ts";

/** One thing a button does: busy while it runs, what was refused, and a word when it is done. */
export function useAct(): { busy: boolean; error: ApiError | null; act: (work: () => Promise<string | null>) => Promise<void> } {
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const act = async (work: () => Promise<string | null>) => {
    setState({ busy: true, error: null });
    try {
      const done = await work();
      if (done) announce(done);
      setState({ busy: false, error: null });
    } catch (error) {
      setState({ busy: false, error: error as ApiError });
    }
  };
  return { ...state, act };
}
