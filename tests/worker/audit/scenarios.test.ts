import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { handsOf } from "../../../scripts/seed/hands.ts";
import { randomOf } from "../../../scripts/seed/random.ts";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import { declareServices } from "../../../worker/catalogue/declare-services.ts";
import { addTenant } from "../../../worker/directory/add-tenant.ts";
import type { FilingEventLine } from "../../../worker/filings/contract.ts";
import type { FieldsReport, PrintedRateRow, PrintedRatesReport, ServicesReport } from "../../../worker/forms/contract.ts";
import { nationalForms } from "../../../worker/forms/national/national-forms.ts";
import { publishForm } from "../../../worker/forms/publish-form.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { clipWindow, findWindow } from "../../../worker/kernel/windows.ts";
import { addObligation } from "../../../worker/submissions/add-obligation.ts";
import { fieldsAnswers } from "../make-report.ts";
import { contextFor, makeAuthority, makeTenant } from "../make-tenant.ts";
import { foundIn } from "./plant.ts";

const at = (moment: string): number => Date.parse(`${moment}:00+07:00`);
const BEGIN = at("2023-01-02T08:00");
const CODE = "1.000001";
const reportTypes = ["ii06a-month", "services-quarter", "services-year", "printed-rates-year"];

/* Every scenario goes the whole way: batches signed by a system, reports signed by an officer on a ticket, then the audit. */
beforeAll(async () => {
  const authority = await makeAuthority();
  for (const form of nationalForms) await publishForm(contextFor(authority, BEGIN), form);
});

/** A unit that owes every report, with one service, an officer who signs and a system that sends. */
async function openUnit(tenant: Tenant, begin = BEGIN) {
  const hands = handsOf(contextFor(tenant), tenant);
  const random = randomOf(tenant.code);
  const clerk = await hands.addPerson(["officer", "administrator"], "Một cửa", random, begin);
  const other = await hands.addPerson(["administrator"], "Văn phòng", random, begin);
  await declareServices(hands.asPlatform(begin), [{ code: CODE, nameVi: "Khai sinh", nameEn: "Birth registration", field: { code: "HT", nameVi: "Hộ tịch", nameEn: "Civil status" }, levelScheme: "process-2022", level: "full", from: "2023-01-02", to: null }]);
  for (const reportTypeId of reportTypes) await addObligation(hands.asPlatform(begin), { reportTypeId, validFrom: "2023-12-15", validTo: tenant.validTo });
  const system = await hands.connect("Một cửa thử", "mot-cua", clerk, other, begin);
  const pen = await hands.giveKey(clerk, other, begin);
  return {
    send: (events: readonly FilingEventLine[], moment: number) => hands.sendFilings(system, events, moment),
    file: (formId: string, data: FieldsReport | ServicesReport | PrintedRatesReport, moment: number, amends?: Awaited<ReturnType<typeof hands.fileReport>>) => hands.fileReport(clerk, pen, formId, data, moment, amends),
    audit: async (reportType: string, periodId: string, moment: number) => {
      await runAudit(hands.asPlatform(moment), { reportType, periodId });
      return (await foundIn(tenant)).map(({ rule, subject, reported, actual }) => `${rule} ${subject || "unit"} ${reported ?? "-"}/${actual ?? "-"}`);
    },
  };
}

const receivedOn = (day: string, count: number, name = day): FilingEventLine[] =>
  Array.from({ length: count }, (_, i) => ({ filing: `${name}/${i}`, event: "received", service: CODE, at: `${day}T09:00:00+07:00`, channel: "online-full" }));

function byService(reportType: string, period: string, online: number, tenant: Pick<Tenant, "validFrom" | "validTo"> = { validFrom: null, validTo: null }): ServicesReport {
  const { from, to } = clipWindow(findWindow(period, "mid-month")!, tenant)!;
  return { reportType, period, from, to, rows: [{ service: CODE, name: "Khai sinh", level: "full", online, total: online }] };
}

test("the figures that were really printed: two definitions under one name, two prints of one rate, and shares that their own numbers do not give", async () => {
  const unit = await openUnit(await makeTenant());
  const { from, to } = findWindow("2024", "mid-month")!;
  const rate = (id: string, about: string, definition: string, printed: string, source: string, more: Partial<PrintedRateRow> = {}): PrintedRateRow => ({ id, name: "Tỷ lệ hồ sơ trực tuyến", about, definition, period: "2024", printed, numerator: null, denominator: null, carried: null, counts: "exact", source, ...more });
  const about1900 = (numerator: number, name: string): Partial<PrintedRateRow> => ({ name, numerator, denominator: 1_900, counts: "rounded" });
  const rows = [
    rate("r1", "63 tỉnh, thành phố", "RATE_VPCP", "63.5", "VPCP"), rate("r2", "63 tỉnh, thành phố", "RATE_EMC_FULL", "18.54", "EMC 2024"),
    rate("r3", "Bộ Công Thương", "RATE_EMC_FULL", "83.49", "baomoi"), rate("r4", "Bộ Công Thương", "RATE_EMC_FULL", "83.48", "kinhtedothi"),
    rate("r5", "Bình quân một tỉnh", "PCT_TOANTRINH", "46.5", "vietnamplus", about1900(853, "Tỷ lệ toàn trình")), rate("r6", "Bình quân một tỉnh", "none", "32.9", "vietnamplus", about1900(604, "Tỷ lệ một phần")),
    rate("r7", "Hà Nam", "RATE_EMC_FULL", "68.54", "baomoi", { numerator: 115_665, denominator: 168_746 }),
    rate("r8", "34 tỉnh, thành phố", "RATE_VPCP", "83.4", "vietnam.vn", { numerator: 12_100_000, denominator: 14_500_000, counts: "rounded" }),
  ];
  await unit.file("printed-rates", { reportType: "printed-rates-year", period: "2024", from, to, rows }, at("2024-12-18T09:00"));
  expect(await unit.audit("printed-rates-year", "2024", at("2024-12-24T01:00"))).toEqual([
    "R13 rate:r5 4650/4490", "R13 rate:r6 3290/3180", "R14 rate:r1 6350/-", "R14 rate:r2 1854/-", "R14 rate:r6 3290/-", "R28 rate:r3 8349/8348",
  ]);
});

test("in the year of a merger each unit answers for its own days, and for no filing of the other's", async () => {
  const old = await makeTenant({ validTo: "2025-06-30" });
  const heir: Tenant = { ...old, code: `${old.code}-2025`, validFrom: "2025-07-01", validTo: null };
  await addTenant(contextFor(old).central, contextFor(old).platform.ledgers, heir);
  const [before, after] = [await openUnit(old), await openUnit(heir, at("2025-07-01T08:00"))];
  await before.send(receivedOn("2025-03-03", 12), at("2025-03-04T02:00"));
  await after.send(receivedOn("2025-09-03", 30), at("2025-09-04T02:00"));
  await before.file("services-report", byService("services-year", "2025", 12, old), at("2025-07-01T09:00"));
  await after.file("services-report", byService("services-year", "2025", 42, heir), at("2025-12-16T09:00"));
  expect(await before.audit("services-year", "2025", at("2026-01-08T01:00"))).toEqual([]);
  expect(await after.audit("services-year", "2025", at("2026-01-08T01:00"))).toEqual([`R07 ${CODE} 42/30`, `R09 ${CODE} 42/30`]);
});

describe("Tết of 2026 moves the deadline of February's report from the 20th to the 27th", () => {
  test.each([
    ["on the 27th it is in time", "2026-02-27T16:00", []],
    ["on the 28th it is late", "2026-02-28T09:00", ["R44 unit -/-"]],
  ])("%s", async (_, filedAt, found) => {
    const unit = await openUnit(await makeTenant());
    await unit.file("ii06a", fieldsAnswers("2026-02"), at(filedAt));
    const all = await unit.audit("ii06a-month", "2026-02", at("2026-03-02T01:00"));
    expect(all.filter((one) => one.startsWith("R44"))).toEqual(found);
  });
});

describe("a unit that was granted more time", () => {
  test.each([
    ["is not silent while it runs", null, "2026-03-27T01:00", []],
    ["is from the day after it", null, "2026-03-28T01:00", ["R44 unit -/-"]],
    ["and came within it is in time", "2026-03-26T09:00", "2026-03-28T01:00", []],
    ["and came after it is late", "2026-03-28T00:30", "2026-03-28T01:00", ["R44 unit -/-"]],
  ])("%s", async (_, filedAt, auditedAt, found) => {
    const tenant = await makeTenant();
    const unit = await openUnit(tenant);
    const { ledger } = contextFor(tenant);
    await ledger.batch([
      ledger.prepare("INSERT INTO submission (tenant_id, jti, jws, digest, nonce, kid, signer_id, signer_tenant_id, act, form_id, form_rev, received_at, log_idx) VALUES (?1, 'ext', 'x', 'x', 'ext', 'k', 'off', ?1, 'submit', 'extension-request', 1, 1, 0)").bind(tenant.code),
      ledger.prepare("INSERT INTO extension (tenant_id, id, report_type_id, period_id, state, wanted_until, until, request_jti, requested_by, requested_at, decision_jti, decided_by, decided_at, log_idx, decision_idx) VALUES (?, 'ext_test', 'services-quarter', '2026-Q1', 'granted', '2026-03-27', '2026-03-27', 'ext', 'off', 1, 'ext', 'off', 2, 0, 0)").bind(tenant.code),
    ]);
    if (filedAt) await unit.file("services-report", byService("services-quarter", "2026-Q1", 20), at(filedAt));
    expect((await unit.audit("services-quarter", "2026-Q1", at(auditedAt))).filter((one) => one.startsWith("R44"))).toEqual(found);
  });
});

test("an amendment after the deadline that halves the number and that nobody explained is found", async () => {
  const unit = await openUnit(await makeTenant());
  await unit.send(receivedOn("2026-01-05", 20), at("2026-01-06T02:00"));
  const filed = await unit.file("services-report", byService("services-quarter", "2026-Q1", 40), at("2026-03-16T09:00"));
  expect(await unit.audit("services-quarter", "2026-Q1", at("2026-03-25T01:00"))).toEqual([`R07 ${CODE} 40/20`, `R09 ${CODE} 40/20`]);
  await unit.file("services-report", byService("services-quarter", "2026-Q1", 20), at("2026-04-20T09:00"), filed);
  expect(await unit.audit("services-quarter", "2026-Q1", at("2026-04-21T01:00"))).toContain("R51 unit 20/40");
});

test("what filings tell of their owners, units, ratings and the national portal's list is found in what was counted, and so is a service that another unit shares", async () => {
  const [tenant, sharing] = [await makeTenant(), await makeTenant()];
  const unit = await openUnit(tenant);
  const shared = { nameVi: "Trích lục", nameEn: "Extract", field: { code: "HT", nameVi: "Hộ tịch", nameEn: "Civil status" }, levelScheme: "process-2022", level: "full", from: "2025-12-20", to: null } as const;
  await declareServices(contextFor(sharing), [{ ...shared, code: "9.000043.000.00.00.G03", shared: true }]);
  await declareServices(contextFor(tenant), [{ ...shared, code: "9.000043" }]);
  const owner = "keyed_hash_of_an_owner_1";
  const [there, gone] = [`${tenant.agencyCode}.1`, `${tenant.agencyCode}.2`];
  const yearBefore = Array.from({ length: 12 }, (_, i) => `2025-${String((i >> 1) + 4).padStart(2, "0")}-${i % 2 === 0 ? "04" : "18"}`);
  const from = (agency: string, day: string, more: object = {}): FilingEventLine => ({ filing: `${agency}/${day}`, event: "received", service: CODE, at: `${day}T09:00:00+07:00`, channel: "online-full", agency, ...more });
  await unit.send(yearBefore.flatMap((day) => [from(there, day), from(gone, day)]), at("2025-10-01T02:00"));
  await unit.send([from(there, "2026-01-05", { owner }), from(there, "2026-01-05", { owner, filing: "twin" }), from(there, "2026-01-06", { owner }), { filing: "nobody's", event: "rated", service: CODE, at: "2026-01-06T09:00:00+07:00", rating: "satisfied" }, { filing: "only-at-the-portal", event: "listed", service: CODE, at: "2026-01-06T09:00:00+07:00" }], at("2026-01-07T03:00"));
  await unit.file("services-report", byService("services-quarter", "2026-Q1", 3), at("2026-03-16T09:00"));
  expect(await unit.audit("services-quarter", "2026-Q1", at("2026-03-25T01:00"))).toEqual(["R25 unit -/2", `R27 ${CODE} -/1`, `R34 ${CODE} -/2`, "R42 unit 1/2", "R43 9.000043 -/-", `R53 ${CODE} -/1`]);
});

test("in whatever order events, report and amendment arrive before the run, it finds the same", async () => {
  const on = (filing: string, event: string, day: string, more: object = {}) => ({ filing, event, service: CODE, at: `${day}T10:00:00+07:00`, ...more }) as FilingEventLine;
  const events = [
    ...receivedOn("2026-01-05", 6),
    on("a", "received", "2026-01-06", { channel: "online-full", dueAt: "2026-01-20T17:00:00+07:00" }), on("a", "supplement-asked", "2026-01-19"), on("a", "due-changed", "2026-01-21", { dueAt: "2026-02-20T17:00:00+07:00" }), on("a", "resolved", "2026-02-10", { outcome: "on-time" }),
    on("b", "received", "2026-01-07", { channel: "in-person" }), on("b", "resolved", "2026-01-06", { outcome: "early" }), on("b", "processing", "2026-01-09"),
  ];
  const live = async (order: readonly FilingEventLine[], cut: number, reportFirst: boolean) => {
    const unit = await openUnit(await makeTenant({ ledger: "LEDGER_1" }));
    const report = async () => {
      const filed = await unit.file("services-report", byService("services-quarter", "2026-Q1", 40), at("2026-03-16T09:00"));
      await unit.file("services-report", byService("services-quarter", "2026-Q1", 30), at("2026-03-16T10:00"), filed);
    };
    if (reportFirst) await report();
    for (const part of [order.slice(0, cut), order.slice(cut)]) if (part.length > 0) await unit.send(part, at("2026-03-16T11:00"));
    if (!reportFirst) await report();
    return unit.audit("services-quarter", "2026-Q1", at("2026-03-25T01:00"));
  };
  const expected = await live(events, events.length, false);
  expect(expected.length).toBeGreaterThan(4);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(events, { minLength: events.length }), fc.nat(events.length), fc.boolean(), async (order, cut, reportFirst) => {
      expect(await live(order, cut, reportFirst)).toEqual(expected);
    }),
    { numRuns: 8, seed: 2026 },
  );
});
