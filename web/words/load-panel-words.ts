import type { DoorWords } from "./m.ts";

/** The texts of the panel of a discrepancy, for the parts that are fetched with them. */
export const loadPanelWords = async (): Promise<DoorWords> => (await import("./panel-words.ts")).panelWords;
