import type { FieldRow, FieldsReport, ServiceRow, ServicesReport } from "../../worker/forms/contract.ts";
import { startOfDay, type Window } from "../../worker/kernel/windows.ts";
import { endOf, type LiveFiling, type LiveService } from "./plan-live.ts";

const isOnline = ({ channel }: LiveFiling): boolean => channel === "online-full" || channel === "online-partial";

/** Form II.06a as a careful officer fills it in: true to the filings, all identities kept. */
export function truthfulFieldsReport(reportType: string, window: Window, services: readonly LiveService[], filings: readonly LiveFiling[]): FieldsReport {
  const fields = new Map(services.map(({ fieldCode, fieldNameVi }) => [fieldCode, fieldNameVi]));
  const rows = [...fields].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([field, name]) => fieldRow(field, name, window, filings.filter(({ service }) => service.fieldCode === field)));
  return { reportType, period: window.id, from: window.from, to: window.to, rows };
}

function fieldRow(field: string, name: string, window: Window, filings: readonly LiveFiling[]): FieldRow {
  const [start, end] = [startOfDay(window.from), endOf(window)];
  const received = filings.filter(({ receivedAt }) => start <= receivedAt && receivedAt < end);
  const resolved = filings.filter(({ resolvedAt }) => start <= resolvedAt && resolvedAt < end);
  const c4 = received.filter(isOnline).length;
  const c5 = received.length - c4;
  const c6 = filings.filter(({ receivedAt, resolvedAt }) => receivedAt < start && resolvedAt >= start).length;
  const c8 = resolved.filter(({ outcome }) => outcome === "early").length;
  const c9 = resolved.filter(({ outcome }) => outcome === "on-time").length;
  const c10 = resolved.length - c8 - c9;
  const c3 = c4 + c5 + c6;
  const c11 = c3 - resolved.length;
  const c13 = filings.filter(({ receivedAt, resolvedAt }) => receivedAt < end && resolvedAt >= end && end - receivedAt > 10 * 86_400_000).length;
  return { field, name, c3, c4, c5, c6, c7: resolved.length, c8, c9, c10, c11, c12: c11 - c13, c13 };
}

/** The services report, true to the filings. */
export function truthfulServicesReport(reportType: string, window: Window, services: readonly LiveService[], filings: readonly LiveFiling[]): ServicesReport {
  const received = filings.filter(({ receivedAt }) => startOfDay(window.from) <= receivedAt && receivedAt < endOf(window));
  const rows = services.map((service): ServiceRow => {
    const own = received.filter((filing) => filing.service.code === service.code);
    return { service: service.code, name: service.nameVi, level: service.level, online: own.filter(isOnline).length, total: own.length };
  });
  return { reportType, period: window.id, from: window.from, to: window.to, rows };
}

/** Filings in person told as filings online: the sum stays right. */
export function tellInPersonAsOnline(report: FieldsReport, filings: number): FieldsReport {
  const worst = report.rows.toSorted((a, b) => b.c5 - a.c5)[0]!;
  const moved = Math.min(filings, worst.c5);
  return { ...report, rows: report.rows.map((row) => (row === worst ? { ...row, c4: row.c4 + moved, c5: row.c5 - moved } : row)) };
}

/** Filings online forgotten, and as many others made up: too few online, the sum right. */
export function forgetOnline(report: FieldsReport, filings: number): FieldsReport {
  return tellInPersonAsOnline(report, -filings);
}

/** Filings nobody received, all still in progress. */
export function makeUpFilings(report: FieldsReport, filings: number): FieldsReport {
  const [first, ...others] = report.rows;
  return { ...report, rows: [{ ...first!, c3: first!.c3 + filings, c5: first!.c5 + filings, c11: first!.c11 + filings, c12: first!.c12 + filings }, ...others] };
}

/** In every field so many filings more, online and resolved early: the sums and what is carried over stay right. */
export function countTwice(report: FieldsReport, filings: number): FieldsReport {
  return { ...report, rows: report.rows.map((row) => ({ ...row, c3: row.c3 + filings, c4: row.c4 + filings, c7: row.c7 + filings, c8: row.c8 + filings })) };
}

/** The last services of the list without a number. */
export function leaveEmpty(report: ServicesReport, services: number): ServicesReport {
  const kept = report.rows.length - services;
  return { ...report, rows: report.rows.map((row, i) => (i < kept ? row : { ...row, online: null, total: null })) };
}
