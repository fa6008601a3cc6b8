import { later } from "../shared/remote/later.tsx";

/* Pages most visits never open: each is fetched when it is. */
export const ApprovalPage = later(async () => (await import("./approvals/approval-page.tsx")).ApprovalPage);
export const KeyPage = later(async () => (await import("./key-page.tsx")).KeyPage);
export const ReceiptPage = later(async () => (await import("./receipts/receipt-page.tsx")).ReceiptPage);
export const DiscrepancyPage = later(async () => (await import("./discrepancies/discrepancy-page.tsx")).DiscrepancyPage);
export const DiscrepanciesPage = later(async () => (await import("./discrepancies/discrepancies-page.tsx")).DiscrepanciesPage);
