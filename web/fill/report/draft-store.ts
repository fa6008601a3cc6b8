import type { FormVersionView } from "../../../worker/forms/contract.ts";
import { deviceDatabase } from "../../device/device-database.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { serverNow } from "../../shared/remote/server-clock.ts";

/** One count as somebody typed it; null is the explicit "no number given". */
export type CellText = string | null;
export type DraftRow = { given: Record<string, string>; cells: Record<string, CellText> };

/** A report that is being filled in, as it stands on the screen. */
export type ReportDraft = {
  head: { reportType: string; period: string; from: string; to: string };
  rows: DraftRow[];
  /** The whole edition, so that it can be filled in without a network. */
  form: FormVersionView;
  /** The filed report that it will replace. */
  amends: { jti: string; dig: string } | null;
};

export function draftId(session: SessionView, reportType: string, period: string): string {
  return [session.tenant.code, session.officer.id, reportType, period].join("/");
}

export async function findDraft(id: string): Promise<{ draft: ReportDraft; savedAt: number } | null> {
  const found = await (await deviceDatabase()).get("drafts", id);
  return found ? { draft: found.content as ReportDraft, savedAt: found.savedAt } : null;
}

export async function saveDraft(id: string, draft: ReportDraft): Promise<void> {
  await (await deviceDatabase()).put("drafts", { id, content: draft, savedAt: serverNow() });
}

export async function dropDraft(id: string): Promise<void> {
  await (await deviceDatabase()).delete("drafts", id);
}

/** Ids of this officer's drafts on this device. */
export async function listDraftIds(): Promise<string[]> {
  return (await deviceDatabase()).getAllKeys("drafts");
}
