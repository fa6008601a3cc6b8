import type { RuleId, RuleSet } from "../../../worker/audit/contract.ts";
import type { AuditFacts } from "../../../worker/audit/facts.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { makeFacts, servicesReport } from "./make-facts.ts";
import { scenario } from "./scenario.ts";

const hash = (name: string) => `${name}_keyed_hash_of_a_person`;
export const services = "service 1.000001 full HT\nservice 1.000002 partial HT since 2024-01-01 reason";
/** A quarter in which 40 filings came online and are reported; `more` is what the scenario is about. */
const quarterText = (more: string, online = 40, head = "report 2026-03-18") => `${services}\n40 1.000001 online-full 2026-01-05\n2 1.000002 online-partial 2026-01-06\n${more}\n${head}\nrow 1.000001 ${online} ${online}\nrow 1.000002 2 2`;
export const quarter = (more: string, online = 40) => scenario(quarterText(more, online));
const reportedOn = (head: string) => scenario(quarterText("", 40, `report ${head}`));
const inAll = (total: number) => scenario(quarterText("").replace("row 1.000001 40 40", `row 1.000001 40 ${total}`));
const fields = (row: string, more = "") => scenario(`period ii06a-quarter 2026-Q1\n${services}\n60 1.000001 online-full 2026-01-05\n40 1.000001 in-person 2026-01-05\n${more}\nreport 2026-03-18\nfield HT ${row}`);
export const rates = (...lines: string[]) => scenario(`period printed-rates 2024\nreport 2024-12-16\n${lines.map((line) => `rate ${line}`).join("\n")}`);
/** One filing more of the service than the 40, told by its events. */
export const one = (...events: string[]) => quarter(events.map((event) => `F1 ${event}`).join("\n"), 41);
const received = (more = "") => `received 2026-01-05T09:00 1.000001 online-full due=2026-02-05 ${more}`;
const many = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => `F${i} ${line(i)}`).join("\n");

/** What is found, exactly, and what nearly is; `by` a rule set where the default one has not what the rule needs. */
type Case = [found: AuditFacts, findings: string[], nearMiss: AuditFacts, by?: RuleSet];
/** R38 looks at nothing without a target. */
const withTarget: RuleSet = { ...defaultRuleSet, rules: { ...defaultRuleSet.rules, R38: { ...defaultRuleSet.rules.R38!, parameters: { targetPerThousand: 810, months: 3 } } } };

/** One of each for every rule. */
export const cases: Record<RuleId, Case> = {
  R01: [fields("c6=11"), ["R01 high field:HT 110/111"], fields("c6=11 c3=111 c7=91 c8=51")],
  R02: [fields("c8=49"), ["R02 high field:HT 90/89"], fields("c8=49 c9=31")],
  R03: [fields("c13=6"), ["R03 high field:HT 20/21"], fields("c13=6 c12=14")],
  R04: [fields("c7=91 c8=51"), ["R04 critical field:HT 110/111"], fields("c7=91 c8=51 c11=19 c12=14")],
  R05: [fields("", "before H26 2025-Q4 HT 11"), ["R05 high field:HT 10/11"], fields("", "before H26 2025-Q4 HT 10")],
  R06: [fields("", "child H26.1 HT c4=30\nchild H26.2 HT c3=0 c4=31 c5=0 c6=0 c7=0 c8=0 c9=0 c10=0 c11=0 c12=0 c13=0"), ["R06 high field:HT 60/61"], fields("", "child H26.1 HT")],
  R07: [quarter("", 42), ["R07 critical 1.000001 42/40", "R09 high 1.000001 42/40"], quarter("", 41)],
  R08: [quarter("", 38), ["R08 medium 1.000001 38/40", "R09 high 1.000001 38/40"], quarter("", 39)],
  R09: [inAll(42), ["R09 high 1.000001 42/40"], inAll(41)],
  R10: [quarter("service 1.000003 full HT since 2025-09-14"), ["R10 medium 1.000003 -/0"], quarter("service 1.000003 full HT since 2025-09-15")],
  R11: [quarterWithRow("1.000001", "Dịch vụ", "-"), ["R11 high unit 2/1"], quarterWithRow("1.000001", "Dịch vụ", "40")],
  R12: [scenario(`${services}\n2 1.000001 online-full 2026-01-05\n1 1.000002 online-partial 2026-01-05\nreport 2026-03-18\nrow 1.000001 0 2`), ["R08 medium 1.000001 0/2", "R12 high 1.000001 0/2"], scenario(`${services}\n1 1.000001 online-full 2026-01-05\n1 1.000002 online-partial 2026-01-05\nreport 2026-03-18\nrow 1.000001 0 1`)],
  R13: [rates('"Full" average-province PCT_TOANTRINH 853/1900 46.5 vietnamplus about'), ["R13 medium rate:r0 4650/4490"], rates('"Full-process" HaNam RATE_EMC_FULL 115665/168746 68.54 baomoi')],
  R14: [rates('"Online rate" provinces RATE_VPCP -/- 63.5 VPCP', '"Online rate" provinces RATE_EMC_FULL -/- 18.54 EMC'), ["R14 medium rate:r0 6350/-", "R14 medium rate:r1 1854/-"], rates('"Online rate" provinces RATE_VPCP -/- 63.5 VPCP', '"Online rate" ministries RATE_EMC_FULL -/- 63.47 EMC')],
  R15: [rates('"Online" H26 RATE_VPCP 60/100 54.5 report carried=10'), ["R13 medium rate:r0 5450/6000", "R15 medium rate:r0 5450/6000"], rates('"Online" H26 RATE_VPCP 60/100 60.0 report carried=10')],
  R16: [fields("c9=20 c8=60 c12=0 c13=20", many(5, () => "received 2026-01-05T09:00 1.000001 in-person") + "\n" + many(5, (i) => `withdrawn 2026-01-1${i}T09:00 1.000001`)), ["R09 high field:HT 100/105", "R16 medium field:HT 20/5"], fields("c9=20 c8=60 c12=0 c13=20", "F1 received 2026-01-05T09:00 1.000001 in-person\nF1 withdrawn 2026-01-11T09:00 1.000001")],
  R17: [fields("c12=20 c13=0", "F1 received 2026-01-05T09:00 1.000001 in-person due=2026-03-01"), ["R17 critical field:HT 0/1"], fields("", "F1 received 2026-01-05T09:00 1.000001 in-person due=2026-03-15")],
  R18: [one(received(), "supplement-asked 2026-01-09T09:00 1.000001"), ["R18 high 1.000001 -/1"], one(received(), "supplement-asked 2026-01-08T09:00 1.000001")],
  R19: [one(received(), "extended 2026-02-05T09:00 1.000001 due=2026-02-25 apology=2026-02-05T08:00"), ["R19 high 1.000001 -/1"], one(received(), "extended 2026-02-04T09:00 1.000001 due=2026-02-25 apology=2026-02-04T09:00", "resolved 2026-02-20T09:00 1.000001 on-time")],
  R20: [one(received(), "due-changed 2026-02-01T09:00 1.000001 due=2026-03-05"), ["R20 critical 1.000001 -/1"], one(received(), "supplement-asked 2026-01-06T09:00 1.000001", "due-changed 2026-02-01T09:00 1.000001 due=2026-03-05")],
  R21: [one(received(), "resolved 2026-01-08T09:00 1.000001 early", "returned 2026-01-09T09:00 1.000001", "processing 2026-01-10T09:00 1.000001"), ["R21 high 1.000001 -/1"], one(received(), "processing 2026-01-07T09:00 1.000001", "resolved 2026-01-08T09:00 1.000001 early", "returned 2026-01-09T09:00 1.000001")],
  R22: [one(received("sent=2026-01-06")), ["R22 high 1.000001 -/1"], one(received("auto=yes"), "resolved 2026-01-05T09:00 1.000001 early")],
  R23: [one(received(), "resolved 2026-01-05T09:09 1.000001 early"), ["R23 high 1.000001 -/1"], one(received(), "resolved 2026-01-05T09:10 1.000001 early")],
  R24: [quarter(`arrives 2026-01-08\n${many(20, () => "received 2026-01-05T09:00 1.000001 online-full")}`, 60), ["R24 high unit -/20", "R25 medium unit -/20"], quarter(`arrives 2026-01-08\n${many(19, () => "received 2026-01-05T09:00 1.000001 online-full")}`, 59)],
  R25: [quarter(`arrives 2026-01-07\n${many(3, () => "received 2026-01-05T13:00 1.000001 online-full")}`, 43), ["R25 medium unit -/3"], quarter(`arrives 2026-01-07\n${many(2, () => "received 2026-01-05T13:00 1.000001 online-full")}`, 42)],
  R26: [one(received(), "synced 2026-01-05T10:00 1.000001"), ["R26 medium 1.000001 1/41", "R26 medium 1.000002 0/2"], scenario(`service 1.000001 full HT\nF1 ${received()}\nF1 synced 2026-01-05T10:00 1.000001\nreport 2026-03-18\nrow 1.000001 1 1`)],
  R27: [quarter("F1 listed 2026-01-05T09:00 1.000001"), ["R27 high 1.000001 -/1"], one("listed 2026-01-05T08:00 1.000001", received())],
  R28: [rates('"EMC" MoIT RATE_EMC_FULL -/- 83.49 baomoi', '"EMC" MoIT RATE_EMC_FULL -/- 83.48 kinhtedothi'), ["R28 medium rate:r0 8349/8348"], rates('"EMC" MoIT RATE_EMC_FULL -/- 83.49 baomoi', '"EMC" MoIT RATE_EMC_FULL -/- 83.49 kinhtedothi')],
  R29: [quarter("F1 received 2026-01-05T09:00 1.000001 online-full\nF1 received 2026-01-05T10:00 1.000001 online-full", 41), ["R29 high 1.000001 -/1"], quarter("F1 received 2026-01-05T09:00 1.000001 online-full\nF1 received 2026-01-05T09:00 1.000001 online-full", 41)],
  R30: [quarter("000.00.01.H26-260105-0001 received 2026-01-05T09:00 1.000001 online-full\n000.00.01.H26-260105-0003 received 2026-01-05T09:00 1.000001 online-full", 42), ["R30 medium unit 3/2"], quarter("000.00.01.H26-260105-0002 received 2026-01-05T09:00 1.000001 online-full\n000.00.01.H26-260105-0001 received 2026-01-05T09:00 1.000001 online-full", 42)],
  R31: [quarter("G09.20-20260106-0092637 received 2026-01-05T23:59 1.000001 online-full", 41), ["R31 medium 1.000001 -/1", "R32 high 1.000001 -/1"], quarter("H26.20-20260105-0092637 received 2026-01-05T23:59 1.000001 online-full", 41)],
  R32: [quarter("closed H25 2025-06-30\nF1 received 2026-01-05T09:00 1.000001 online-full agency=H25.1", 41), ["R32 high 1.000001 -/1"], quarter("F1 received 2026-01-05T09:00 1.000001 online-full agency=H26.1", 41)],
  R33: [quarter("F1 received 2026-01-05T09:00 TS_lop1.000.00.00.H22 online-full"), ["R33 medium TS_lop1.000.00.00.H22 -/1"], quarter("F1 received 2026-01-05T09:00 1.000001 online-full", 41)],
  R34: [quarter(many(2, () => `received 2026-01-05T09:00 1.000001 online-full owner=${hash("same")}`), 42), ["R34 medium 1.000001 -/2"], quarter(`${many(3, (i) => `received 2026-01-0${i === 2 ? 6 : 5}T09:00 1.000001 online-full owner=${hash("same")}`)}\nF1 withdrawn 2026-01-06T09:00 1.000001`, 43)],
  R35: [quarter(many(15, (i) => `received 2026-01-05T09:00 1.000001 online-full by=${hash("agent")} owner=${hash(`o${i}`)} role=agent`), 55), ["R35 high unit -/15"], quarter(many(14, (i) => `received 2026-01-05T09:00 1.000001 online-full by=${hash("agent")} owner=${hash(`o${i}`)} role=agent`), 54)],
  R36: [quarter(many(50, (i) => `received 2026-01-05T09:00 1.000001 online-full net=${i < 21 ? "office" : "public"}`), 90), ["R36 medium unit -/21"], quarter(many(50, (i) => `received 2026-01-05T09:00 1.000001 online-full net=${i < 20 ? "office" : "public"}`), 90)],
  R37: [burst(31), ["R37 medium unit -/93"], burst(30)],
  R38: [scenarioOfRates([810, 812, 815]), ["R38 low unit -/3"], scenarioOfRates([810, 806, 815]), withTarget],
  R39: [one(received("electronic=no")), ["R39 high 1.000001 -/1"], one(received("electronic=yes"))],
  R40: [quarter(many(5, () => "received 2026-01-05T09:00 1.000001 online-full fee=yes"), 45), ["R40 high 1.000001 -/5"], quarter(`${many(5, () => "received 2026-01-05T09:00 1.000001 online-full fee=yes")}\nF1 fee-paid 2026-01-06T09:00 1.000001 online=yes`, 45)],
  R41: [scenario("period services-quarter 2026-Q3\nservice 1.000002 partial HT since 2024-01-01\n2 1.000002 online-partial 2026-07-06\nreport 2026-09-18\nrow 1.000002 2 2"), ["R41 medium 1.000002 -/-"], scenario("period services-quarter 2026-Q3\nservice 1.000002 partial HT since 2024-01-01 reason\n2 1.000002 online-partial 2026-07-06\nreport 2026-09-18\nrow 1.000002 2 2")],
  R42: [withUnits(12), ["R42 high unit 1/2"], withUnits(11)],
  R43: [quarter("shared G03 1.000001"), ["R43 low 1.000001 -/-"], quarter("shared G03 1.000009")],
  R44: [reportedOn("2026-03-23"), ["R44 medium unit -/-"], reportedOn("2026-03-20")],
  R45: [reportedOn("2026-03-18 2026-01-01 2026-03-31"), ["R45 high unit 90/90"], reportedOn("2026-03-18 2025-12-15 2026-03-14")],
  R46: [quarter("signed verifies=no"), ["R46 critical unit -/-"], quarter("signed")],
  R47: [quarter("signed keyWasActive=no"), ["R47 critical unit -/-"], quarter("signed")],
  R48: [quarter("signed isContested=yes"), ["R48 high unit -/-"], quarter("signed")],
  R49: [quarter("signed logMatches=no"), ["R49 critical unit -/-"], quarter("signed")],
  R50: [quarter("signed namesOther=period"), ["R50 critical unit -/-"], quarter("signed")],
  R51: [scenario(`${services}\n40 1.000001 online-full 2026-01-05\n1 1.000002 online-partial 2026-01-06\nreport 2026-03-18\nrow 1.000001 44 44\nreport 2026-03-19\nrow 1.000001 39 39`), ["R51 high unit 39/44"], scenario(`${services}\n40 1.000001 online-full 2026-01-05\n1 1.000002 online-partial 2026-01-06\nreport 2026-03-18\nrow 1.000001 44 44\nreport 2026-03-19\nrow 1.000001 40 40`)],
  R52: [repeated(3), ["R52 low unit -/1"], repeated(2)],
  R53: [rated("satisfied"), ["R53 low 1.000001 -/50"], rated("unsatisfied")],
  R54: [quarterWithRow("1.000009", "Dịch vụ 1.00000l"), ["R54 info 1.000009 -/-"], quarterWithRow("1.000009", "Cấp giấy phép khác hẳn")],
};

/** Thirty quiet days, then three of so many filings, then a quiet week. */
function burst(a: number) {
  const quiet = Array.from({ length: 30 }, (_, i) => `10 1.000001 online-full 2026-02-${String((i % 27) + 1).padStart(2, "0")}`).slice(0, 27).join("\n");
  const last = ["2026-03-12", "2026-03-13", "2026-03-14"].map((day) => `${a} 1.000001 online-full ${day}`).join("\n");
  return scenario(`service 1.000001 full HT\n${quiet}\n${last}\n3 1.000001 online-full 2026-03-16\nreport 2026-03-18\nrow 1.000001 ${270 + 3 * a} ${270 + 3 * a}`);
}

function scenarioOfRates(perThousand: number[]) {
  return makeFacts({ months: perThousand.map((online) => ({ online, total: 1000 })) });
}

function repeated(periods: number) {
  const same = servicesReport([{ service: "1.000001", name: "x", level: "full", online: 100, total: 100 }]);
  return makeFacts({ report: same, history: Array.from({ length: periods - 1 }, () => same) });
}

function quarterWithRow(service: string, name: string, online = "0") {
  return scenario(`${services}\n40 1.000001 online-full 2026-01-05\n1 1.000002 online-partial 2026-01-06\nreport 2026-03-18\nrow 1.000001 40 40\nrow ${service} ${online} ${online} "${name}"`);
}

/** Two units of the province: one sent in so many half months of the year before and not in the window, the other always. */
function withUnits(halfMonths: number) {
  const days = Array.from({ length: 12 }, (_, i) => `2025-${String(Math.floor(i / 2) + 4).padStart(2, "0")}-${i % 2 === 0 ? "05" : "20"}`);
  const before = days.flatMap((day, i) => (i < halfMonths ? [1, 2] : [2]).map((unit) => `F${i}${unit} received ${day}T09:00 1.000001 online-full agency=H26.${unit}`)).join("\n");
  return quarter(`${before}\nF9 received 2026-01-05T09:00 1.000001 online-full agency=H26.2`, 41);
}

/** Fifty filings, every one rated, the last one so. */
function rated(last: string) {
  const events = many(50, (i) => `received 2026-01-05T09:00 1.000001 online-full\nF${i} rated 2026-01-08T09:00 1.000001 ${i === 49 ? last : "very-satisfied"}`);
  return scenario(`service 1.000001 full HT\n${events}\nreport 2026-03-18\nrow 1.000001 50 50`);
}
