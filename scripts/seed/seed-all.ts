import type { LocalPlatform } from "../platform/open-local-platform.ts";
import type { Say } from "../platform/prepare-databases.ts";
import { seed2016 } from "./seed-2016.ts";
import { seedLive } from "./seed-live.ts";

/** Everything that `npm start` shows on its first run. */
export async function seedAll(local: LocalPlatform, say: Say): Promise<void> {
  say("The year 2016 is generated: 85 ministries and provinces, 12,237 services, about 99,000 filings …");
  await seed2016(local, say);
  say("Today's units are generated: Hà Nội, Huế, the Ministry of Finance and the national authority …");
  await seedLive(local, Date.now());
}
