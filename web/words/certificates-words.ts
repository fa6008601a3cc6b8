import type { DoorWords } from "./m.ts";
import { certificates } from "./vi/certificates.ts";

/** The texts of what is fetched for somebody who signs with a certificate, or looks at one. */
export const certificatesWords: DoorWords = {
  vi: certificates,
  en: async () => (await import("./en/certificates.ts")).certificates,
};
