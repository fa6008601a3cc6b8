import { findTenant, getHolidays } from "../../worker/directory/queries.ts";
import { declareServices } from "../../worker/catalogue/declare-services.ts";
import { nationalForms } from "../../worker/forms/national/national-forms.ts";
import { publishForm } from "../../worker/forms/publish-form.ts";
import { addDays, dayAt, findWindow, startOfDay, type Window } from "../../worker/kernel/windows.ts";
import { addWorkingDays, type HolidayTable } from "../../worker/kernel/working-days.ts";
import { addObligation } from "../../worker/submissions/add-obligation.ts";
import { setPolicy } from "../../worker/tenancy/set-policy.ts";
import { runAudit } from "../../worker/audit/run-audit.ts";
import type { LocalPlatform } from "../platform/open-local-platform.ts";
import { approveReport } from "./approve-report.ts";
import { handsOf, type Hands, type Person } from "./hands.ts";
import { listLiveReports } from "./list-live-reports.ts";
import { endOf, eventsBetween, listAtPortal, listLiveFilings, listLiveServices, livePeriods, liveUnits, type LivePeriods, type LiveUnit } from "./plan-live.ts";
import { ratesPublisher } from "./printed-rates-2024.ts";
import { randomOf } from "./random.ts";
import { readOlderNotices } from "./read-older-notices.ts";
import { seedLife, type Pen } from "./seed-life.ts";

const HOUR = 3_600_000;
/** Whose monthly table the head signs too. */
const TWO_SIGNATURES: LiveUnit = "H57-2025";
/** Whose discrepancies are on their way through their lives; those of the others are new. */
const REVIEWED: LiveUnit = "G12";
const DAY = 24 * HOUR;

/**
 * Makes the demo of today, `now` in milliseconds: the authority's people, and three units with people, services, the filings of
 * the last months and their reports. Hà Nội's newest reports are left for the visitor, an amendment in Huế waits for its head,
 * and the newest month for tonight's audit; what is past its deadline before that is audited, and the Ministry of Finance's is in review.
 */
export async function seedLive(local: LocalPlatform, now: number): Promise<void> {
  const periods = livePeriods(now);
  const begin = startOfDay(addDays(periods.months[0]!.from, -7));
  const judges = await seedAuthority(local, begin);
  for (const unit of liveUnits) await seedUnit(local, unit, periods, judges, begin, now);
  for (const { signer } of Object.values(judges.pens)) await judges.hands.retireKey(signer, judges.administrator, now);
}

type Judges = { hands: Hands; administrator: Person; pens: Record<"auditor" | "colleague" | "supervisor", Pen> };

async function seedAuthority(local: LocalPlatform, begin: number): Promise<Judges> {
  const hands = handsOf(local, (await findTenant(local.central, "VN"))!);
  const random = randomOf("people VN");
  const auditor = await hands.addPerson(["auditor"], "Phòng Đối soát bộ, ngành", random, begin);
  const colleague = await hands.addPerson(["auditor"], "Phòng Đối soát địa phương", random, begin);
  const supervisor = await hands.addPerson(["supervisor"], "Ban Giám sát", random, begin);
  await hands.addPerson(["operator"], "Vận hành nền tảng", random, begin);
  const administrator = await hands.addPerson(["administrator"], "Văn phòng", random, begin);
  for (const form of nationalForms) await publishForm(hands.asPlatform(begin), form);
  const penOf = async (person: Person): Promise<Pen> => ({ person, signer: await hands.giveKey(person, administrator, begin) });
  return { hands, administrator, pens: { auditor: await penOf(auditor), colleague: await penOf(colleague), supervisor: await penOf(supervisor) } };
}

async function seedUnit(local: LocalPlatform, unit: LiveUnit, periods: LivePeriods, judges: Judges, begin: number, now: number): Promise<void> {
  const tenant = (await findTenant(local.central, unit))!;
  const hands = handsOf(local, tenant);
  const random = randomOf(`people live ${unit}`);
  const clerk = await hands.addPerson(["officer"], "Bộ phận Một cửa", random, begin);
  const colleague = await hands.addPerson(["officer"], "Phòng Kiểm soát thủ tục hành chính", random, begin);
  const head = await hands.addPerson(["head"], "Lãnh đạo văn phòng", random, begin);
  const administrator = await hands.addPerson(["administrator"], "Phòng Công nghệ thông tin", random, begin);
  const second = await hands.addPerson(["administrator"], "Phòng Hành chính", random, begin);

  const services = listLiveServices(unit);
  await declareServices(hands.asPlatform(begin), services.map((service) => ({
    code: service.code, nameVi: service.nameVi, nameEn: service.nameEn,
    field: { code: service.fieldCode, nameVi: service.fieldNameVi, nameEn: service.fieldNameEn },
    levelScheme: "process-2022" as const, level: service.level, from: service.from, to: null, onlineSince: service.from, ...(service.partialReason === null ? {} : { partialReason: service.partialReason }),
  })));
  await addObligation(hands.asPlatform(begin), { reportTypeId: "ii06a-month", validFrom: periods.monthBefore.from, validTo: null });
  await addObligation(hands.asPlatform(begin), { reportTypeId: "services-quarter", validFrom: periods.quarter.from, validTo: null });

  // Last year's published rates are left for the visitor.
  if (unit === ratesPublisher) await addObligation(hands.asPlatform(begin), { reportTypeId: "printed-rates-year", validFrom: lastYear(now).from, validTo: null });

  const system = await hands.connect("Hệ thống giải quyết thủ tục hành chính (mẫu / generated)", "one-stop", administrator, second, begin);
  const pen = await hands.giveKey(clerk, administrator, begin);
  const headPen = unit === TWO_SIGNATURES || unit === REVIEWED ? await hands.giveKey(head, administrator, begin) : null;
  if (unit === TWO_SIGNATURES) {
    await setPolicy(hands.asPlatform(begin), "two-signatures", { value: ["ii06a-month"], replaces: 0 });
    await hands.loseKey(colleague, administrator, begin);
  }
  const filings = listLiveFilings(unit, tenant.agencyCode, periods.months);
  const reports = listLiveReports(unit, periods, services, filings);
  const holidays = await getHolidays(local.central);

  for (const [place, month] of periods.months.entries()) {
    const from = place === 0 ? startOfDay(month.from) : endOf(periods.months[place - 1]!);
    // Every night the day's events, as a system that works sends them.
    for (let day = from; day < endOf(month); day += DAY) {
      const events = eventsBetween(filings, day, day + DAY);
      if (events.length > 0) await hands.sendFilings(system, events, Math.min(day + DAY + 2 * HOUR, now - 2 * HOUR));
    }
    const listed = listAtPortal(unit, tenant.agencyCode, filings, month);
    if (listed.length > 0) await hands.sendFilings(system, listed, Math.min(endOf(month) + 3 * HOUR, now - 2 * HOUR));
    for (const report of reports.filter(({ window }) => window.to === month.to)) {
      const dueOn = addWorkingDays(report.window.to, 5, holidays);
      const wished = report.isLate ? startOfDay(addDays(dueOn, 1)) + 9 * HOUR : startOfDay(addDays(report.window.to, 2)) + 9 * HOUR;
      const at = Math.min(wished, now - HOUR);
      const receipt = await hands.fileReport(clerk, pen, report.formId, report.content, at);
      if (unit !== TWO_SIGNATURES || report.formId !== "ii06a") continue;
      await approveReport(hands.as(head, at + HOUR / 6), head.id, headPen!, receipt.jti);
      // The newest is amended once more, and that waits for whoever signs in as the head.
      if (report.window.to === periods.month.to) await hands.fileReport(clerk, pen, report.formId, report.content, Math.max(at + HOUR / 3, now - HOUR * 0.6), receipt);
    }
  }

  const auditedAt = now - HOUR * 0.9;
  await auditDue(hands, periods, holidays, auditedAt);
  if (unit === REVIEWED) {
    await seedLife(local, hands, { ...judges.pens, clerk: { person: clerk, signer: pen }, head: { person: head, signer: headPen! } }, auditedAt);
    for (const person of [clerk, colleague, head, ...Object.values(judges.pens).map((one) => one.person)]) await readOlderNotices(hands.as(person, now - HOUR / 4));
  }
  if (headPen) await hands.retireKey(headPen, administrator, now - HOUR / 2);
  await hands.retireKey(pen, administrator, now - HOUR / 2);
  await hands.retireKey(system.signer, administrator, now - HOUR / 2);
}

/** The windows before the newest month whose deadline has passed. */
async function auditDue(hands: Hands, { monthBefore, quarter }: LivePeriods, holidays: HolidayTable, now: number): Promise<void> {
  for (const [reportType, window] of [["ii06a-month", monthBefore], ["services-quarter", quarter]] as const) {
    if (addWorkingDays(window.to, 5, holidays) < dayAt(now)) await runAudit(hands.asPlatform(now), { reportType, periodId: window.id });
  }
}

function lastYear(now: number): Window {
  return findWindow(String(Number(dayAt(now).slice(0, 4)) - 1), "mid-month")!;
}
