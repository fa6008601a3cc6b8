import { runAudit } from "../../worker/audit/run-audit.ts";
import { declareServices } from "../../worker/catalogue/declare-services.ts";
import { printedRates } from "../../worker/forms/national/printed-rates.ts";
import { publishForm } from "../../worker/forms/publish-form.ts";
import { findTenant, listTenants } from "../../worker/directory/queries.ts";
import type { Tenant } from "../../worker/kernel/context.ts";
import { findWindow } from "../../worker/kernel/windows.ts";
import { addObligation } from "../../worker/submissions/add-obligation.ts";
import { listOfficers } from "../../worker/tenancy/queries.ts";
import type { LocalPlatform } from "../platform/open-local-platform.ts";
import { handsOf, type Hands, type Person } from "./hands.ts";
import { historyYears, listHistoryServices, planYear, type HistoryYear } from "./plan-history.ts";
import { printedRates2024, ratesPublisher } from "./printed-rates-2024.ts";
import { randomOf } from "./random.ts";
import type { Signer } from "./signer.ts";

const AT_ONCE = 4;
const day = (text: string): number => Date.parse(`${text}+07:00`);
const begin = day("2023-01-02T08:00:00");
const moments: Readonly<Record<HistoryYear, { sent: number; reported: number; late: number; audited: number }>> = {
  "2024": { sent: day("2024-12-15T02:00:00"), reported: day("2024-12-18T09:00:00"), late: day("2024-12-30T09:00:00"), audited: day("2025-01-08T01:00:00") },
  "2025": { sent: day("2025-12-15T02:00:00"), reported: day("2025-12-18T09:00:00"), late: day("2025-12-30T09:00:00"), audited: day("2026-01-08T01:00:00") },
};

/**
 * Makes the years 2024 and 2025 happen in small: a sample of services for every ministry and province, their filings, reports and audits,
 * through the same use cases. In 2025 the provinces merge: the old ones report up to that day, the new ones from it. `only` names tenants.
 */
export async function seedHistory(local: LocalPlatform, only?: readonly string[]): Promise<void> {
  const waiting = (await listTenants(local.central)).filter(({ kind, code }) => (kind === "ministry" || kind === "province") && (only === undefined || only.includes(code)));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await liveThroughHistory(local, next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function liveThroughHistory(local: LocalPlatform, tenant: Tenant): Promise<void> {
  const services = listHistoryServices(tenant);
  const years = historyYears.flatMap((year) => {
    const planned = planYear(tenant, year, services);
    return planned ? [{ year, ...planned }] : [];
  });
  if (years.length === 0) return;
  const hands = handsOf(local, tenant);
  const [clerk, administrator] = await twoPeople(local, tenant, hands);
  await declareServices(hands.asPlatform(begin), services.map((service) => ({
    code: service.code, nameVi: service.nameVi, nameEn: service.nameEn, field: { code: service.fieldCode, nameVi: service.fieldNameVi, nameEn: service.fieldNameEn },
    levelScheme: "process-2022" as const, level: service.level, from: service.from, to: service.to, onlineSince: service.from, ...(service.partialReason === null ? {} : { partialReason: service.partialReason }),
  })));
  await addObligation(hands.asPlatform(begin), { reportTypeId: "services-year", validFrom: years[0]!.window.from, validTo: years.at(-1)!.window.to });
  const system = await hands.connect("Hệ thống giải quyết thủ tục hành chính (mẫu / generated)", "history", clerk, administrator, begin);
  const pen = await hands.giveKey(clerk, administrator, begin);
  if (tenant.code === ratesPublisher) await reportPrintedRates(local, hands, clerk, pen);
  for (const { year, window, filings, rows, isLate } of years) {
    const { sent, reported, late, audited } = moments[year];
    // A tenant that ends within the year sends on its last day: nothing is pushed to it afterwards.
    if (filings.length > 0) await hands.sendFilings(system, filings, Math.min(sent, day(`${window.to}T23:30:00`)));
    if (rows) await hands.fileReport(clerk, pen, "services-report", { reportType: "services-year", period: year, from: window.from, to: window.to, rows }, isLate ? late : reported);
    await runAudit(hands.asPlatform(audited), { reportType: "services-year", periodId: year });
  }
  const end = moments[years.at(-1)!.year].audited;
  await hands.retireKey(pen, administrator, end);
  await hands.retireKey(system.signer, administrator, end);
}

/** What really stood in print, filed in time and audited: the rates' own counts, definitions and sources are compared with each other. */
async function reportPrintedRates(local: LocalPlatform, hands: Hands, clerk: Person, pen: Signer): Promise<void> {
  const window = findWindow("2024", "mid-month")!;
  await publishForm(handsOf(local, (await findTenant(local.central, "VN"))!).asPlatform(begin), printedRates);
  const { reported, audited } = moments["2024"];
  await addObligation(hands.asPlatform(begin), { reportTypeId: "printed-rates-year", validFrom: window.from, validTo: window.to });
  await hands.fileReport(clerk, pen, "printed-rates", printedRates2024(window), reported);
  await runAudit(hands.asPlatform(audited), { reportType: "printed-rates-year", periodId: "2024" });
}

/** The people of 2016 where there are some, else two new ones: a clerk and somebody who approves. */
async function twoPeople(local: LocalPlatform, tenant: Tenant, hands: Hands): Promise<[clerk: Person, administrator: Person]> {
  const known = (await listOfficers(local.platform.ledgers[tenant.ledger], tenant.code)).filter(({ generated, roles }) => generated && roles.includes("administrator"));
  const clerk = known.find(({ roles }) => roles.includes("officer"));
  const other = known.find(({ id }) => id !== clerk?.id);
  const person = ({ id, roles }: (typeof known)[number]): Person => ({ id, tenantCode: tenant.code, roles });
  const random = randomOf(`people history ${tenant.code}`);
  return [
    clerk ? person(clerk) : await hands.addPerson(["officer", "administrator"], "Văn phòng", random, begin),
    other ? person(other) : await hands.addPerson(["administrator"], "Công nghệ thông tin", random, begin),
  ];
}
