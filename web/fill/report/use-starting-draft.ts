import { useEffect, useState } from "react";
import type { FormVersionView } from "../../../worker/forms/contract.ts";
import type { DueReport } from "../../../worker/submissions/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { ApiError } from "../../shared/remote/api-error.ts";
import type { Remote } from "../../shared/remote/use-remote.ts";
import { toAnswers, toDraft } from "./draft-answers.ts";
import { draftId, findDraft, type ReportDraft } from "./draft-store.ts";
import { startAnswers } from "./start-answers.ts";

export type Starting = {
  draft: ReportDraft;
  savedAt: number | null;
  form: FormVersionView;
  /** Null without a network: then only the draft on the device is known. */
  due: DueReport | null;
  /** The draft was begun before somebody filed what it will now replace. */
  isFiledMeanwhile: boolean;
};

/** The draft this device keeps, brought up to what is filed and published now; else a new one. */
export function useStartingDraft(session: SessionView, reportType: string, period: string, dues: Remote<{ reports: DueReport[] }>, form: Remote<FormVersionView>): Remote<Starting> {
  const [starting, setStarting] = useState<Remote<Starting>>({ state: "loading" });
  const due = dues.state === "ready" ? (dues.value.reports.find((report) => report.reportType === reportType && report.period === period) ?? null) : null;
  const settled = dues.state === "ready" && due !== null && form.state === "ready" ? "online" : dues.state === "failed" || form.state === "failed" ? "failed" : dues.state === "ready" && due === null ? "not-due" : "waiting";

  useEffect(() => {
    if (settled === "waiting" || starting.state === "ready") return;
    const fail = (error: unknown) => setStarting({ state: "failed", error: error instanceof ApiError ? error : new ApiError("internal", 0, String(error)) });
    void (async () => {
      const kept = await findDraft(draftId(session, reportType, period));
      if (settled === "online") return setStarting({ state: "ready", value: await startOnline(session, due!, (form as { value: FormVersionView }).value, kept) });
      if (settled === "not-due") return fail(new ApiError("report-not-due", 0, "This report is not owed."));
      const failure = dues.state === "failed" ? dues.error : (form as { error: ApiError }).error;
      if (!kept || failure.code !== "offline") return fail(failure);
      setStarting({ state: "ready", value: { draft: kept.draft, savedAt: kept.savedAt, form: kept.draft.form, due: null, isFiledMeanwhile: false } });
    })().catch(fail);
  }, [settled]);
  return starting;
}

type Kept = Awaited<ReturnType<typeof findDraft>>;

async function startOnline(session: SessionView, due: DueReport, form: FormVersionView, kept: Kept): Promise<Starting> {
  const newest = due.pending ?? due.filed;
  const amends = newest && { jti: newest.jti, dig: newest.digest };
  if (!kept) {
    const answers = await startAnswers(session.tenant.code, due);
    return { draft: toDraft(form.package, form, answers, amends), savedAt: null, form, due, isFiledMeanwhile: false };
  }
  const isSameEdition = kept.draft.form.digest === form.digest;
  const draft = isSameEdition ? { ...kept.draft, amends } : toDraft(form.package, form, toAnswers(kept.draft), amends);
  return { draft, savedAt: kept.savedAt, form, due, isFiledMeanwhile: (kept.draft.amends?.jti ?? null) !== (amends?.jti ?? null) };
}
