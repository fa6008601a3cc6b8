import type * as z from "zod";
import type { statisticsWindows } from "../../../worker/statistics/contract.ts";

export type FigureWindow = z.infer<typeof statisticsWindows>["windows"][number];

/** What a visitor most likely came for: the newest of the windows that nearly everybody was audited in. */
export function widestWindow(windows: readonly FigureWindow[]): FigureWindow | null {
  const most = Math.max(0, ...windows.map(({ tenants }) => tenants));
  return windows.findLast(({ tenants }) => tenants * 2 >= most) ?? null;
}
