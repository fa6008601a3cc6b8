import { expect, test } from "vitest";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import type { Overview } from "../../../worker/national/contract.ts";
import { getOverview } from "../../../worker/national/get-overview.ts";
import { plantObligation, plantServices } from "../audit/plant.ts";
import { ask } from "../ask.ts";
import { publishNationalForms } from "../make-report.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";

test("a tenant sees what is due in how many working days, what is open and what was audited last; the authority sees it too", async () => {
  await publishNationalForms();
  const tenant = await makeTenant();
  await plantServices(tenant, [{ code: "1.000001" }]);
  await plantObligation(tenant, "services-quarter", "2025-12-15");
  // 2026-Q1 ends on Saturday 14 March; five working days later is Friday the 20th.
  const at = async (instant: string) => getOverview({ ...contextFor(tenant, Date.parse(instant)), actor: { kind: "officer", id: "off_x", accounts: ["off_x"], tenantCode: tenant.code, roles: ["officer"], assertedAt: 0 } });
  const monday = await at("2026-03-16T02:00:00Z");
  expect(monday.due).toMatchObject([{ reportType: "services-quarter", window: { id: "2026-Q1" }, dueOn: "2026-03-20", state: "open", workingDaysLeft: 4 }]);
  expect((await at("2026-03-20T02:00:00Z")).due).toMatchObject([{ state: "open", workingDaysLeft: 0 }]);
  const late = await at("2026-03-24T02:00:00Z");
  expect([late.due[0]!.state, late.due[0]!.workingDaysLeft, late.runs, late.openDiscrepancies]).toEqual(["overdue", -2, [], []]);

  await runAudit(contextFor(tenant, Date.parse("2026-03-25T02:00:00Z")), { reportType: "services-quarter", periodId: "2026-Q1" });
  const own = await makeOfficer(tenant);
  const answer = await (await ask(`/v1/t/${tenant.code}/overview`, { headers: asPerson(own) })).json<Overview>();
  expect(answer.runs).toMatchObject([{ state: "done", services: 1 }]);
  expect(answer.openDiscrepancies.map(({ severity }) => severity)).toContain("high");
  const auditor = await makeOfficer(await makeAuthority(), ["auditor"]);
  expect((await ask(`/v1/t/${tenant.code}/overview`, { headers: asPerson(auditor) })).status).toBe(200);
});
