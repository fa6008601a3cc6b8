import type { ListSort } from "./contract.ts";

/** The views that every list starts with. Their names stand in the web app's words as `view_<id>`. */
export const shippedViews = [
  { id: "inbox", query: "state:NEW assignee:none", sort: "severity" },
  { id: "mine", query: "state:open assignee:@me -snoozed", sort: "due" },
  { id: "due", query: "state:open due:<=5d", sort: "due" },
  { id: "awaiting", query: "state:AWAITING_EXPLANATION", sort: "severity" },
  { id: "explained", query: "state:EXPLAINED", sort: "severity" },
  { id: "dismissals", query: "state:DISMISSAL_REQUESTED", sort: "severity" },
  { id: "appeals", query: "state:APPEALED", sort: "severity" },
  { id: "regressed", query: "state:open regressed", sort: "severity" },
  { id: "snoozed", query: "state:open snoozed", sort: "severity" },
  { id: "risk", query: "state:open risk", sort: "severity" },
  { id: "open", query: "state:open", sort: "severity" },
] as const satisfies readonly { id: string; query: string; sort: ListSort }[];
export type ShippedViewId = (typeof shippedViews)[number]["id"];
