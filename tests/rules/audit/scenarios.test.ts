import { describe, expect, test } from "vitest";
import type { RuleId } from "../../../worker/audit/contract.ts";
import { ruleIds } from "../../../worker/audit/contract.ts";
import { auditRules } from "../../../worker/audit/rules/registry.ts";
import { unfedRules } from "../../../worker/audit/rules/unfed-rules.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { judgeFacts } from "../../../worker/audit/rules/rule-set.ts";
import { fieldRow, makeFacts, quietFacts, servicesReport } from "./make-facts.ts";
import { findingsIn, scenario, uncheckedIn } from "./scenario.ts";

const hash = (name: string) => `${name}_keyed_hash_of_a_person`;
const services = "service 1.000001 full HT\nservice 1.000002 partial HT since 2024-01-01 reason";
/** A quarter in which 40 filings came online and are reported; `more` is what the scenario is about. */
const quarter = (more: string, online = 40) => scenario(`${services}\n40 1.000001 online-full 2026-01-05\n2 1.000002 online-partial 2026-01-06\n${more}\nreport 2026-03-18\nrow 1.000001 ${online} ${online}\nrow 1.000002 2 2`);
const fields = (row: string, more = "") => scenario(`period ii06a-quarter 2026-Q1\n${services}\n60 1.000001 online-full 2026-01-05\n40 1.000001 in-person 2026-01-05\n${more}\nreport 2026-03-18\nfield HT ${row}`);
const rates = (...lines: string[]) => scenario(`period printed-rates 2024\nreport 2024-12-16\n${lines.map((line) => `rate ${line}`).join("\n")}`);
/** One filing more of the service than the 40, told by its events. */
const one = (...events: string[]) => quarter(events.map((event) => `F1 ${event}`).join("\n"), 41);
const received = (more = "") => `received 2026-01-05T09:00 1.000001 online-full due=2026-02-05 ${more}`;
const many = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => `F${i} ${line(i)}`).join("\n");

test("a quarter in which everything agrees has no finding, and says what it could not look at", () => {
  expect(findingsIn(quarter(""))).toEqual([]);
  expect(uncheckedIn(quarter(""), "R20")).toBe("no-filing-facts");
});

type Case = [rule: RuleId, found: ReturnType<typeof scenario>, finding: string[], nearMiss: ReturnType<typeof scenario>];
const cases: Case[] = [
  ["R01", fields("c6=12 c11=22 c12=17 c3=112"), [], fields("")],
  ["R05", fields("", "before H26 2025-Q4 HT 11"), ["R05 high field:HT 10/11"], fields("", "before H26 2025-Q4 HT 10")],
  ["R06", { ...fields(""), children: [{ code: "H26.1", rows: [fieldRow({ field: "HT", c4: 30 })] }, { code: "H26.2", rows: [fieldRow({ field: "HT", c3: 0, c4: 31, c5: 0, c6: 0, c7: 0, c8: 0, c9: 0, c10: 0, c11: 0, c12: 0, c13: 0 })] }] }, ["R06 high field:HT 60/61"], { ...fields(""), children: [{ code: "H26.1", rows: [fieldRow({ field: "HT" })] }] }],
  ["R12", scenario(`${services}\n2 1.000001 online-full 2026-01-05\n1 1.000002 online-partial 2026-01-05\nreport 2026-03-18\nrow 1.000001 0 2`), ["R08 medium 1.000001 0/2", "R12 high 1.000001 0/2"], scenario(`${services}\n1 1.000001 online-full 2026-01-05\n1 1.000002 online-partial 2026-01-05\nreport 2026-03-18\nrow 1.000001 0 1`)],
  ["R13", rates('"Full" average-province PCT_TOANTRINH 853/1900 46.5 vietnamplus about'), ["R13 medium rate:r0 4650/4490"], rates('"Full-process" HaNam RATE_EMC_FULL 115665/168746 68.54 baomoi')],
  ["R14", rates('"Online rate" provinces RATE_VPCP -/- 63.5 VPCP', '"Online rate" provinces RATE_EMC_FULL -/- 18.54 EMC'), ["R14 medium rate:r0 6350/-", "R14 medium rate:r1 1854/-"], rates('"Online rate" provinces RATE_VPCP -/- 63.5 VPCP', '"Online rate" ministries RATE_EMC_FULL -/- 63.47 EMC')],
  ["R15", rates('"Online" H26 RATE_VPCP 60/100 54.5 report carried=10'), ["R13 medium rate:r0 5450/6000", "R15 medium rate:r0 5450/6000"], rates('"Online" H26 RATE_VPCP 60/100 60.0 report carried=10')],
  ["R16", fields("c9=20 c8=60 c12=0 c13=20", many(5, () => "received 2026-01-05T09:00 1.000001 in-person") + "\n" + many(5, (i) => `withdrawn 2026-01-1${i}T09:00 1.000001`)), ["R09 high field:HT 100/105", "R16 medium field:HT 20/5"], fields("c9=20 c8=60 c12=0 c13=20", "F1 received 2026-01-05T09:00 1.000001 in-person\nF1 withdrawn 2026-01-11T09:00 1.000001")],
  ["R17", fields("c12=20 c13=0", "F1 received 2026-01-05T09:00 1.000001 in-person due=2026-03-01"), ["R17 critical field:HT 0/1"], fields("", "F1 received 2026-01-05T09:00 1.000001 in-person due=2026-03-15")],
  ["R18", one(received(), "supplement-asked 2026-01-09T09:00 1.000001"), ["R18 high 1.000001 -/1"], one(received(), "supplement-asked 2026-01-08T09:00 1.000001")],
  ["R19", one(received(), "extended 2026-02-05T09:00 1.000001 due=2026-02-25 apology=2026-02-05T08:00"), ["R19 high 1.000001 -/1"], one(received(), "extended 2026-02-04T09:00 1.000001 due=2026-02-25 apology=2026-02-04T09:00", "resolved 2026-02-20T09:00 1.000001 on-time")],
  ["R20", one(received(), "due-changed 2026-02-01T09:00 1.000001 due=2026-03-05"), ["R20 critical 1.000001 -/1"], one(received(), "supplement-asked 2026-01-06T09:00 1.000001", "due-changed 2026-02-01T09:00 1.000001 due=2026-03-05")],
  ["R21", one(received(), "resolved 2026-01-08T09:00 1.000001 early", "returned 2026-01-09T09:00 1.000001", "processing 2026-01-10T09:00 1.000001"), ["R21 high 1.000001 -/1"], one(received(), "processing 2026-01-07T09:00 1.000001", "resolved 2026-01-08T09:00 1.000001 early", "returned 2026-01-09T09:00 1.000001")],
  ["R22", one(received("sent=2026-01-06")), ["R22 high 1.000001 -/1"], one(received("auto=yes"), "resolved 2026-01-05T09:00 1.000001 early")],
  ["R23", one(received(), "resolved 2026-01-05T09:09 1.000001 early"), ["R23 high 1.000001 -/1"], one(received(), "resolved 2026-01-05T09:10 1.000001 early")],
  ["R24", quarter(`arrives 2026-01-08\n${many(20, () => "received 2026-01-05T09:00 1.000001 online-full")}`, 60), ["R24 high unit -/20", "R25 medium unit -/20"], quarter(`arrives 2026-01-08\n${many(19, () => "received 2026-01-05T09:00 1.000001 online-full")}`, 59)],
  ["R25", quarter(`arrives 2026-01-07\n${many(3, () => "received 2026-01-05T13:00 1.000001 online-full")}`, 43), ["R25 medium unit -/3"], quarter(`arrives 2026-01-07\n${many(2, () => "received 2026-01-05T13:00 1.000001 online-full")}`, 42)],
  ["R26", one(received(), "synced 2026-01-05T10:00 1.000001"), ["R26 medium 1.000001 1/41", "R26 medium 1.000002 0/2"], scenario(`service 1.000001 full HT\nF1 ${received()}\nF1 synced 2026-01-05T10:00 1.000001\nreport 2026-03-18\nrow 1.000001 1 1`)],
  ["R28", rates('"EMC" MoIT RATE_EMC_FULL -/- 83.49 baomoi', '"EMC" MoIT RATE_EMC_FULL -/- 83.48 kinhtedothi'), ["R28 medium rate:r0 8349/8348"], rates('"EMC" MoIT RATE_EMC_FULL -/- 83.49 baomoi', '"EMC" MoIT RATE_EMC_FULL -/- 83.49 kinhtedothi')],
  ["R29", quarter("F1 received 2026-01-05T09:00 1.000001 online-full\nF1 received 2026-01-05T10:00 1.000001 online-full", 41), ["R29 high 1.000001 -/1"], quarter("F1 received 2026-01-05T09:00 1.000001 online-full\nF1 received 2026-01-05T09:00 1.000001 online-full", 41)],
  ["R30", quarter("000.00.01.H26-260105-0001 received 2026-01-05T09:00 1.000001 online-full\n000.00.01.H26-260105-0003 received 2026-01-05T09:00 1.000001 online-full", 42), ["R30 medium unit 3/2"], quarter("000.00.01.H26-260105-0002 received 2026-01-05T09:00 1.000001 online-full\n000.00.01.H26-260105-0001 received 2026-01-05T09:00 1.000001 online-full", 42)],
  ["R31", quarter("G09.20-20260106-0092637 received 2026-01-05T23:59 1.000001 online-full", 41), ["R31 medium 1.000001 -/1", "R32 high 1.000001 -/1"], quarter("H26.20-20260105-0092637 received 2026-01-05T23:59 1.000001 online-full", 41)],
  ["R32", quarter("closed H25 2025-06-30\nF1 received 2026-01-05T09:00 1.000001 online-full agency=H25.1", 41), ["R32 high 1.000001 -/1"], quarter("F1 received 2026-01-05T09:00 1.000001 online-full agency=H26.1", 41)],
  ["R33", quarter("F1 received 2026-01-05T09:00 TS_lop1.000.00.00.H22 online-full"), ["R33 medium TS_lop1.000.00.00.H22 -/1"], quarter("F1 received 2026-01-05T09:00 1.000001 online-full", 41)],
  ["R35", quarter(many(15, (i) => `received 2026-01-05T09:00 1.000001 online-full by=${hash("agent")} owner=${hash(`o${i}`)} role=agent`), 55), ["R35 high unit -/15"], quarter(many(14, (i) => `received 2026-01-05T09:00 1.000001 online-full by=${hash("agent")} owner=${hash(`o${i}`)} role=agent`), 54)],
  ["R36", quarter(many(50, (i) => `received 2026-01-05T09:00 1.000001 online-full net=${i < 21 ? "office" : "public"}`), 90), ["R36 medium unit -/21"], quarter(many(50, (i) => `received 2026-01-05T09:00 1.000001 online-full net=${i < 20 ? "office" : "public"}`), 90)],
  ["R37", burst(31), ["R37 medium unit -/93"], burst(30)],
  ["R38", scenarioOfRates([810, 812, 815]), [], scenarioOfRates([810, 806, 815])],
  ["R39", one(received("electronic=no")), ["R39 high 1.000001 -/1"], one(received("electronic=yes"))],
  ["R40", quarter(many(5, () => "received 2026-01-05T09:00 1.000001 online-full fee=yes"), 45), ["R40 high 1.000001 -/5"], quarter(`${many(5, () => "received 2026-01-05T09:00 1.000001 online-full fee=yes")}\nF1 fee-paid 2026-01-06T09:00 1.000001 online=yes`, 45)],
  ["R41", scenario("period services-quarter 2026-Q3\nservice 1.000002 partial HT since 2024-01-01\n2 1.000002 online-partial 2026-07-06\nreport 2026-09-18\nrow 1.000002 2 2"), ["R41 medium 1.000002 -/-"], scenario("period services-quarter 2026-Q3\nservice 1.000002 partial HT since 2024-01-01 reason\n2 1.000002 online-partial 2026-07-06\nreport 2026-09-18\nrow 1.000002 2 2")],
  ["R42", { ...fields(""), children: [{ code: "H26.1", rows: [fieldRow({ field: "HT" })] }, { code: "H26.2", rows: null }] }, ["R42 high unit 1/2"], { ...fields(""), children: [{ code: "H26.1", rows: [fieldRow({ field: "HT" })] }] }],
  ["R46", signed({ verifies: false }), ["R46 critical unit -/-"], signed({})],
  ["R47", signed({ keyWasActive: false }), ["R47 critical unit -/-"], signed({})],
  ["R48", signed({ isContested: true }), ["R48 high unit -/-"], signed({})],
  ["R49", signed({ logMatches: false }), ["R49 critical unit -/-"], signed({})],
  ["R51", scenario(`${services}\n40 1.000001 online-full 2026-01-05\n1 1.000002 online-partial 2026-01-06\nreport 2026-03-18\nrow 1.000001 44 44\nreport 2026-03-19\nrow 1.000001 39 39`), ["R51 high unit 39/44"], scenario(`${services}\n40 1.000001 online-full 2026-01-05\n1 1.000002 online-partial 2026-01-06\nreport 2026-03-18\nrow 1.000001 44 44\nreport 2026-03-19\nrow 1.000001 40 40`)],
  ["R52", repeated(3), ["R52 low unit -/1"], repeated(2)],
  ["R54", quarterWithRow("1.000009", "Dịch vụ 1.00000l"), ["R54 info 1.000009 -/-"], quarterWithRow("1.000009", "Cấp giấy phép khác hẳn")],
];

/** Thirty quiet days, then three of so many filings, then a quiet week. */
function burst(a: number) {
  const quiet = Array.from({ length: 30 }, (_, i) => `10 1.000001 online-full 2026-02-${String((i % 27) + 1).padStart(2, "0")}`).slice(0, 27).join("\n");
  const last = ["2026-03-12", "2026-03-13", "2026-03-14"].map((day) => `${a} 1.000001 online-full ${day}`).join("\n");
  return scenario(`service 1.000001 full HT\n${quiet}\n${last}\n3 1.000001 online-full 2026-03-16\nreport 2026-03-18\nrow 1.000001 ${270 + 3 * a} ${270 + 3 * a}`);
}

function scenarioOfRates(perThousand: number[]) {
  return makeFacts({ months: perThousand.map((online) => ({ online, total: 1000 })) });
}

function signed(changes: Partial<NonNullable<typeof quietFacts.signature>>) {
  return makeFacts({ signature: { ...quietFacts.signature!, ...changes } });
}

function repeated(periods: number) {
  const same = servicesReport([{ service: "1.000001", name: "x", level: "full", online: 100, total: 100 }]);
  return makeFacts({ report: same, history: Array.from({ length: periods - 1 }, () => same) });
}

function quarterWithRow(service: string, name: string) {
  return scenario(`${services}\n40 1.000001 online-full 2026-01-05\n1 1.000002 online-partial 2026-01-06\nreport 2026-03-18\nrow 1.000001 40 40\nrow ${service} 0 0 "${name}"`);
}

describe.each(cases.filter(([rule]) => rule !== "R01" && rule !== "R38"))("%s", (rule, found, findings, nearMiss) => {
  test("is found, and nothing else that was not said", () => expect(findingsIn(found)).toEqual(findings));
  test("is not found when it only nearly is", () => expect(findingsIn(nearMiss).filter((finding) => finding.startsWith(rule))).toEqual([]));
  test("is looked at in both", () => expect([uncheckedIn(found, rule), uncheckedIn(nearMiss, rule)].filter((why) => why === "other-form" || why === "no-report")).toEqual([]));
});

test("R38 needs a target, and three months in a row just above it", () => {
  const withTarget = { ...defaultRuleSet, rules: { R38: { ...defaultRuleSet.rules.R38!, parameters: { targetPerThousand: 810, months: 3 } } } };
  const [found, nearMiss] = cases.find(([rule]) => rule === "R38")!.filter((_, i) => i === 1 || i === 3) as ReturnType<typeof scenario>[];
  expect(judgeFacts(found!, withTarget).findings).toMatchObject([{ rule: "R38", severity: "low", actual: 3 }]);
  expect(judgeFacts(nearMiss!, withTarget).findings).toEqual([]);
  expect(uncheckedIn(found!, "R38")).toBe("no-target");
});

test("every rule has a scenario, a test of its own, or nothing to look at", () => {
  const elsewhere = ["R01", "R02", "R03", "R04", "R07", "R08", "R09", "R10", "R11", "R44", "R45"];
  const covered = new Set<string>([...cases.map(([rule]) => rule), ...elsewhere, ...unfedRules.map(({ id }) => id)]);
  expect(ruleIds.filter((id) => !covered.has(id))).toEqual([]);
  expect(auditRules.map(({ id }) => id)).toEqual(ruleIds);
});

test("a rule that has nothing to look at is never passed", () => {
  for (const { id } of unfedRules) expect(uncheckedIn(quarter(""), id), id).not.toBeNull();
});

describe("a merger in the middle of a quarter", () => {
  const merged = (c6: number, ...before: string[]) => scenario(`unit H24-2025\nperiod ii06a-quarter 2025-Q3\nservice 1.000001 full HT\n60 1.000001 online-full 2025-08-05\n40 1.000001 in-person 2025-08-05\n${before.join("\n")}\nreport 2025-09-18\nfield HT c6=${c6} c3=${100 + c6} c11=${c6 + 10} c12=${c6 + 5} c7=90`);

  test("what two units left pending is carried over by the one that took over", () => {
    expect(findingsIn(merged(30, "before H24 2025-Q3 HT 20", "before H23 2025-Q3 HT 10"))).toEqual([]);
    expect(findingsIn(merged(20, "before H24 2025-Q3 HT 20", "before H23 2025-Q3 HT 10"))).toEqual(["R05 high field:HT 20/30"]);
  });

  test("where one of them reported nothing, nothing is said of the sum", () => {
    const facts = merged(20, "before H24 2025-Q3 HT 20", "before H23 2025-Q3");
    expect([findingsIn(facts), uncheckedIn(facts, "R05")]).toEqual([[], "no-previous-report"]);
  });
});

test("Tết: three working days after Friday the 13th of February end on the 25th", () => {
  const asked = (day: string) => findingsIn(one(`received 2026-02-13T09:00 1.000001 online-full due=2026-03-10`, `supplement-asked ${day}T09:00 1.000001`));
  expect(asked("2026-02-25")).toEqual([]);
  expect(asked("2026-02-26")).toEqual(["R18 high 1.000001 -/1"]);
});

describe("the figures that were really printed", () => {
  test("34 provinces: 12.1 of 14.5 million are 83.4 %, and 3 and 9.1 make 12.1", () => {
    expect(findingsIn(rates('"Online" provinces RATE_VPCP 12100000/14500000 83.4 vietnam.vn about'))).toEqual([]);
  });

  test("853 of about 1,900 printed as 46.5 %, and 604 as 32.9 %", () => {
    const found = findingsIn(rates('"Full" province PCT_TOANTRINH 853/1900 46.5 vietnamplus about', '"Partial" province PCT_TOANTRINH 604/1900 32.9 vietnamplus about'));
    expect(found).toContain("R13 medium rate:r0 4650/4490");
    expect(found).toContain("R13 medium rate:r1 3290/3180");
  });

  test("63.5 % and 18.54 % are not the same rate of the same provinces", () => {
    const facts = rates('"Online filings" provinces RATE_VPCP -/- 63.5 VPCP', '"Online filings" provinces RATE_EMC_FULL -/- 18.54 EMC');
    expect(judgeFacts(facts, defaultRuleSet).findings.map(({ evidence }) => evidence["definitions"])).toEqual([["RATE_EMC_FULL", "RATE_VPCP"], ["RATE_EMC_FULL", "RATE_VPCP"]]);
  });
});
