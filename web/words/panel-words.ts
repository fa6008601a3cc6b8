import type { DoorWords } from "./m.ts";
import { evidence } from "./vi/evidence.ts";
import { panel } from "./vi/panel.ts";

/** The texts of the record of a discrepancy, which both doors fetch with its parts. */
export const panelWords: DoorWords = {
  vi: { ...panel, ...evidence },
  en: async () => {
    const [{ panel }, { evidence }] = await Promise.all([import("./en/panel.ts"), import("./en/evidence.ts")]);
    return { ...panel, ...evidence };
  },
};
