import type { D1Migration } from "cloudflare:test";

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof import("../../worker/index.ts");
    }
    interface Env extends globalThis.Env {
      CENTRAL_MIGRATIONS: D1Migration[];
      LEDGER_MIGRATIONS: D1Migration[];
    }
  }
}
