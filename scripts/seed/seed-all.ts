import { publishFirstRuleSet } from "../../worker/audit/publish-first-rule-set.ts";
import { findTenant } from "../../worker/directory/queries.ts";
import { actAsSystem } from "../../worker/tenancy/system-context.ts";
import type { LocalPlatform } from "../platform/open-local-platform.ts";
import { DEMO_CERTIFICATES } from "../platform/local-settings.ts";
import type { Say } from "../platform/prepare-databases.ts";
import { seed2016 } from "./seed-2016.ts";
import { seedCertificates } from "./seed-certificates.ts";
import { seedHistory } from "./seed-history.ts";
import { seedLive } from "./seed-live.ts";

/** The other person approves a minute later, and nothing of that lies ahead. */
const APPROVED_AFTER = 120_000;
/** Before everything that is audited. */
const FIRST_DAY = Date.parse("2016-01-04T02:00:00Z");

/** Everything that `npm start` shows on its first run. */
export async function seedAll(local: LocalPlatform, say: Say): Promise<void> {
  const authority = (await findTenant(local.central, "VN"))!;
  await publishFirstRuleSet(actAsSystem(authority, { ...local, now: FIRST_DAY }));
  say("The year 2016 is generated: 85 ministries and provinces, 12,237 services, about 99,000 filings …");
  await seed2016(local, say);
  say("The years 2024 and 2025 are generated in small, with the mergers of 2025 …");
  await seedHistory(local);
  say("Today's units are generated: Hà Nội, Huế, the Ministry of Finance and the national authority …");
  await seedLive(local, Date.now());
  await seedCertificates(local, DEMO_CERTIFICATES, Date.now() - APPROVED_AFTER);
}
