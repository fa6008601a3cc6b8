import type { Tenant } from "../../worker/kernel/context.ts";
import { findTenant } from "../../worker/directory/queries.ts";
import { declareServices } from "../../worker/catalogue/declare-services.ts";
import type { FilingEventLine } from "../../worker/filings/contract.ts";
import type { ServicesReport } from "../../worker/forms/contract.ts";
import { findWindow, startOfDay } from "../../worker/kernel/windows.ts";
import { addObligation } from "../../worker/submissions/add-obligation.ts";
import type { LocalPlatform } from "../platform/open-local-platform.ts";
import { handsOf, type Hands, type Integration, type Person } from "../seed/hands.ts";
import { randomOf } from "../seed/random.ts";
import type { Signer } from "../seed/signer.ts";

export const PERIOD = "2025-Q1";
export const WINDOW = findWindow(PERIOD, "mid-month")!;
/** Before, in and after the window, in milliseconds. */
export const BEGIN = startOfDay("2024-12-01");
export const IN_TIME = startOfDay("2025-03-17");
export const AFTER_DEADLINE = startOfDay("2025-04-02");

export const codesOf = (services: number) => Array.from({ length: services }, (_, i) => `1.${String(i + 1).padStart(6, "0")}`);

export type BenchUnit = { tenant: Tenant; hands: Hands; clerk: Person; pen: Signer; system: Integration };

/** A unit with people, keys, services and what it owes, made by the same use cases as everywhere. */
export async function makeUnit(local: LocalPlatform, code: string, services: number): Promise<BenchUnit> {
  const tenant = (await findTenant(local.central, code))!;
  const hands = handsOf(local, tenant);
  const random = randomOf(`bench ${code}`);
  const clerk = await hands.addPerson(["officer"], "Bench", random, BEGIN);
  const administrator = await hands.addPerson(["administrator"], "Bench", random, BEGIN);
  const second = await hands.addPerson(["administrator"], "Bench", random, BEGIN);
  await declareServices(
    hands.asPlatform(BEGIN),
    codesOf(services).map((service) => ({
      code: service, nameVi: `Dịch vụ ${service}`, nameEn: `Service ${service}`, field: { code: "HT", nameVi: "Hộ tịch", nameEn: "Civil status" },
      levelScheme: "process-2022" as const, level: "full" as const, from: "2020-01-01", to: null,
    })),
  );
  for (const reportTypeId of ["services-quarter", "ii06a-month"]) await addObligation(hands.asPlatform(BEGIN), { reportTypeId, validFrom: "2024-01-01", validTo: null });
  return { tenant, hands, clerk, pen: await hands.giveKey(clerk, administrator, BEGIN), system: await hands.connect("Bench", "bench", administrator, second, BEGIN) };
}

/** So many filings received in the window, spread over services, days and channels. */
export function listFilings(count: number, services: number, first = 0): FilingEventLine[] {
  const codes = codesOf(services);
  const start = startOfDay(WINDOW.from);
  const days = (Date.parse(WINDOW.to) - Date.parse(WINDOW.from)) / 86_400_000 + 1;
  return Array.from({ length: count }, (_, i) => ({
    filing: `BENCH-${first + i}`,
    event: "received" as const,
    service: codes[(first + i) % services]!,
    at: new Date(start + ((first + i * 7) % days) * 86_400_000 + 9 * 3_600_000).toISOString(),
    channel: (["online-full", "in-person"] as const)[Math.floor((first + i) / services) % 2]!,
  }));
}

/** A report in which every sixth service claims more than anybody filed. */
export function reportOf(services: number, online: number, total: number): ServicesReport {
  const rows = codesOf(services).map((service, i) => ({ service, name: `Dịch vụ ${service}`, level: "full", online: i % 6 === 0 ? online * 2 + 10 : online, total: i % 6 === 0 ? total * 2 + 20 : total }));
  return { reportType: "services-quarter", period: PERIOD, from: WINDOW.from, to: WINDOW.to, rows };
}
