import { env } from "cloudflare:workers";
import { CompactSign } from "jose";
import { declareServices, type DeclaredService } from "../../../worker/catalogue/declare-services.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import { counterWords, type CounterWord } from "../../../worker/filings/counter-words.ts";
import { tallyStatements } from "../../../worker/filings/write-tally.ts";
import { newUuid7 } from "../../../worker/kernel/ids.ts";
import { bucketOf, findWindow } from "../../../worker/kernel/windows.ts";
import { keepOnce } from "../../../worker/kernel/keep-once.ts";
import type { ServiceRow } from "../../../worker/forms/contract.ts";
import { record, thisIndex } from "../../../worker/log/record.ts";
import { makeActiveKey } from "../filings/make-pusher.ts";
import { contextFor } from "../make-tenant.ts";

/** The window of 2025-Q1 and an instant after every deadline of it. */
export const PERIOD = "2025-Q1";
export const WINDOW = findWindow(PERIOD, "mid-month")!;
export const AFTER_DEADLINE = Date.parse("2025-04-02T18:00:00Z");
export const IN_TIME = Date.parse("2025-03-17T03:00:00Z");

export type PlantedService = { code: string; level?: "partial" | "full"; onlineSince?: string };
export type PlantedCounter = { service: string; day: string; onlineFull?: number; onlinePartial?: number; inPerson?: number; post?: number };

/** Declares the services as offered since long ago. */
export async function plantServices(tenant: Tenant, services: readonly PlantedService[]): Promise<void> {
  const declared = services.map(({ code, level = "full", onlineSince = "2020-01-01" }): DeclaredService => ({
    code, nameVi: `Dịch vụ ${code}`, nameEn: `Service ${code}`, field: { code: "HT", nameVi: "Hộ tịch", nameEn: "Civil status" },
    levelScheme: "process-2022", level, from: "2020-01-01", to: null, ...(onlineSince < "2020-01-01" ? { onlineSince } : {}),
  }));
  await declareServices(contextFor(tenant), declared);
}

/** Counters as filing batches leave them behind. */
export async function plantCounters(tenant: Tenant, counters: readonly PlantedCounter[]): Promise<void> {
  const rows = counters.map(({ service, day, onlineFull = 0, onlinePartial = 0, inPerson = 0, post = 0 }) => {
    const counts: Partial<Record<CounterWord, number>> = { "online-full": onlineFull, "online-partial": onlinePartial, "in-person": inPerson, post };
    return [bucketOf(day), service, ...counterWords.map((word) => counts[word] ?? 0)];
  });
  const { ledger } = contextFor(tenant);
  if (rows.length === 0) return;
  await ledger.batch(tallyStatements(ledger, tenant.code, { counters: rows, pending: [], samples: [], days: [], submitters: [], owners: [], units: [] }));
}

/** One key a tenant, of the officer who signs everything that is planted. */
const pens = new Map<string, Awaited<ReturnType<typeof makeActiveKey>>>();
function makePen(tenant: Tenant): ReturnType<typeof makeActiveKey> {
  return keepOnce(pens, tenant.code, () => makeActiveKey(contextFor(tenant), "off_test"));
}

type PlantedReport = { rows: readonly Partial<ServiceRow>[]; receivedAt?: number; period?: string; amends?: string; from?: string; to?: string; payload?: string; reportType?: string };

/** A report as `submitForm` stores it, signed: the audit looks at the signature again. */
export async function plantReport(tenant: Tenant, report: PlantedReport): Promise<string> {
  const { receivedAt = IN_TIME, period = PERIOD, reportType = "services-quarter" } = report;
  const window = findWindow(period, "mid-month")!;
  const jti = newUuid7(receivedAt);
  const rows = report.rows.map((row): ServiceRow => ({ service: "", name: "Dịch vụ", level: "full", online: null, total: null, ...row }));
  const { ledger } = contextFor(tenant);
  const payload = report.payload ?? JSON.stringify({ jti, data: { reportType, period, from: report.from ?? window.from, to: report.to ?? window.to, rows } });
  const { kid, privateKey } = await makePen(tenant);
  const jws = await new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader({ alg: "ES256", typ: "gov-submission+jwt", kid }).sign(privateKey);
  const digest = await digestOf(jws);
  await record(contextFor(tenant), { kind: "submission", at: receivedAt, jti, digest }, [
    ledger.prepare(
      `INSERT INTO submission (tenant_id, jti, jws, digest, nonce, kid, signer_id, signer_tenant_id, act, form_id, form_rev, report_type_id, period_id, amends_jti, received_at, log_idx)
       VALUES (?1, ?2, ?3, ?4, ?2, ?10, 'off_test', ?1, ?5, ?11, 1, ?6, ?7, ?8, ?9, ${thisIndex.replace("?", "?1")})`,
    ).bind(tenant.code, jti, jws, digest, report.amends ? "amend" : "submit", reportType, period, report.amends ?? null, receivedAt, kid, reportType.startsWith("ii06a") ? "ii06a" : "services-report"),
  ]);
  return jti;
}

export async function plantObligation(tenant: Tenant, reportType = "services-quarter", validFrom = "2020-01-01", validTo: string | null = null): Promise<void> {
  await contextFor(tenant).ledger.prepare("INSERT INTO obligation (tenant_id, report_type_id, valid_from, valid_to) VALUES (?, ?, ?, ?)").bind(tenant.code, reportType, validFrom, validTo).run();
}

/** The tenant's discrepancies, as the list shows them. */
export async function foundIn(tenant: Tenant): Promise<{ rule: string; subject: string; reported: number | null; actual: number | null; state: string; timesSeen: number; version: number; id: string }[]> {
  const { results } = await env[tenant.ledger]
    .prepare("SELECT rule, subject, reported, actual, state, times_seen AS timesSeen, version, id FROM discrepancy WHERE tenant_id = ? ORDER BY rule, subject")
    .bind(tenant.code)
    .all<{ rule: string; subject: string; reported: number | null; actual: number | null; state: string; timesSeen: number; version: number; id: string }>();
  return results;
}
