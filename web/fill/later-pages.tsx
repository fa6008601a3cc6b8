import { addWords } from "../words/m.ts";
import { later } from "../shared/remote/later.tsx";

/* Pages most visits never open: each is fetched when it is. */
export const ApprovalPage = later(async () => (await import("./approvals/approval-page.tsx")).ApprovalPage);
export const KeyPage = later(async () => (await import("./key-page.tsx")).KeyPage);
export const ReceiptPage = later(async () => (await import("./receipts/receipt-page.tsx")).ReceiptPage);
export const DiscrepancyPage = later(async () => (await import("./discrepancies/discrepancy-page.tsx")).DiscrepancyPage);
export const DiscrepanciesPage = later(async () => (await import("./discrepancies/discrepancies-page.tsx")).DiscrepanciesPage);

/** Stands in every card of the list: nothing holds its place while it comes. */
export async function loadMoreTime() {
  const [{ MoreTime }, { extensionsWords }] = await Promise.all([import("./reports/more-time.tsx"), import("../words/extensions-words.ts")]);
  await addWords(extensionsWords);
  return MoreTime;
}

const loadReportPage = async () => (await import("./report/report-page.tsx")).ReportPage;
export const ReportPage = later(loadReportPage);

/** The editor is what people come for: fetched as soon as the first page stands, so that it is there when the network is not. */
export function fetchEditorAhead(): void {
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1500));
  idle(() => void loadReportPage().catch(() => undefined));
}
