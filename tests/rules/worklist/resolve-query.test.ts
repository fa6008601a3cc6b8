import { describe, expect, test } from "vitest";
import { startOfDay } from "../../../worker/kernel/windows.ts";
import { toWhere } from "../../../worker/audit/discrepancy-conditions.ts";
import { parseQuery } from "../../../worker/worklist/query-language.ts";
import { resolveQuery, type Surroundings } from "../../../worker/worklist/resolve-query.ts";

const around: Surroundings = {
  me: "off_me",
  now: startOfDay("2026-04-28") + 9 * 3_600_000,
  // Liberation Day and Labour Day; the working day after is a Monday.
  holidays: new Map([["2026-04-30", "holiday"], ["2026-05-01", "holiday"]]),
  tenants: [
    { code: "H26", nameVi: "Hà Nội", nameEn: "Ha Noi" },
    { code: "H29", nameVi: "Thành phố Hồ Chí Minh", nameEn: "Ho Chi Minh City" },
    { code: "H29-2025", nameVi: "Thành phố Hồ Chí Minh", nameEn: "Ho Chi Minh City" },
  ],
  people: [{ id: "off_a", name: "Người thử Một" }],
  riskRules: [],
};
const conditionsOf = (text: string) => resolveQuery(parseQuery(text).query, around).conditions;
const mistakesOf = (text: string) => resolveQuery(parseQuery(text).query, around).mistakes;

describe("what the words of a query mean", () => {
  test("open and closed stand for their states, and alone for what the list's index knows", () => {
    expect(conditionsOf("state:open")).toEqual([{ on: "open", isNot: false }]);
    expect(conditionsOf("-state:open")).toEqual([{ on: "open", isNot: true }]);
    expect(conditionsOf("state:new|DISMISSED")).toEqual([{ on: "state", isNot: false, values: ["NEW", "DISMISSED"] }]);
    expect(conditionsOf("state:closed")[0]).toMatchObject({ on: "state", values: expect.arrayContaining(["ACCEPTED", "VERIFIED_FIXED"]) as unknown });
  });

  test("severities compare by their rank", () => {
    expect(conditionsOf("sev:>=high|info")).toEqual([{ on: "severity", isNot: false, ranges: [{ operator: ">=", value: 3 }, { operator: "=", value: 0 }] }]);
  });

  test("tenants are known by code and by name with or without accents, and all that bore the name are meant", () => {
    expect(conditionsOf('tenant:h26 tenant:"ha noi" tenant:"thành phố hồ chí minh"')).toMatchObject([{ values: ["H26"] }, { values: ["H26"] }, { values: ["H29", "H29-2025"] }]);
  });

  test("days left are working days; overdue is before today", () => {
    expect(conditionsOf("due:<3d due:overdue due:none due:>2026-05-01")).toMatchObject([
      { ranges: [{ operator: "<", value: "2026-05-05" }] }, { ranges: [{ operator: "<", value: "2026-04-28" }] }, { ranges: ["none"] }, { ranges: [{ operator: ">", value: "2026-05-01" }] },
    ]);
  });

  test("an age is counted in Vietnamese days", () => {
    expect(conditionsOf("age:>7d age:<=0d")).toMatchObject([
      { on: "opened", ranges: [{ operator: "<", value: startOfDay("2026-04-21") }] }, { on: "opened", ranges: [{ operator: ">=", value: startOfDay("2026-04-28") }] },
    ]);
  });

  test("a service may be named by its beginning", () => {
    expect(conditionsOf("service:1.002*|2.000111")).toEqual([{ on: "subject", isNot: false, values: [{ text: "1.002", isPrefix: true }, { text: "2.000111", isPrefix: false }] }]);
  });

  test("@me is who asks, none is nobody, a name is a person", () => {
    expect(conditionsOf('assignee:@me|none|"nguoi thu mot"')).toMatchObject([{ values: ["off_me", null, "off_a"] }]);
  });

  test("periods may be written as people write them", () => {
    expect(conditionsOf("period:2026q1|2026-Q1|2025|2026-03")).toMatchObject([{ values: ["2026-Q1", "2026-Q1", "2025", "2026-03"] }]);
  });

  test("free text is folded", () => {
    expect(conditionsOf('"Đất  ĐAI"')).toEqual([{ on: "text", isNot: false, text: "dat dai" }]);
  });

  test("values nobody knows are named", () => {
    const wrong = ["state:nowhere", "sev:4", "tenant:X99", "rule:R99", "period:2026-Q9", "delta:many", "delta%:>x%", "due:soon", "due:2026-02-30", "age:7d", "assignee:nobody", "signed:maybe", "signed:invalid", "measure:x", "reason:xyz"];
    for (const text of wrong) expect(mistakesOf(text), text).toHaveLength(1);
    expect(conditionsOf(`state:open ${wrong.join(" ")}`)).toHaveLength(1);
  });
});

describe("conditions as SQL", () => {
  const sqlOf = (text: string) => toWhere(conditionsOf(text));

  test("one value is an equality an index can serve; what is not known does not meet a condition, and meets its opposite", () => {
    expect(sqlOf("tenant:H26 -rule:R01")).toEqual({ sql: "d.tenant_id = ? AND NOT COALESCE(d.rule = ?, 0)", params: ["H26", "R01"] });
  });

  test("no text of the query stands in the SQL itself", () => {
    const { sql, params } = sqlOf(`"'; DROP TABLE discrepancy; --" service:x'y* measure:"') OR 1" reason:source_error delta:>5 delta%:<=10%`);
    expect(sql).not.toMatch(/DROP|x'y|OR 1/);
    expect(sql.match(/\?/g)).toHaveLength(params.length);
  });

  test("an empty query asks for everything, and a list without any member for nothing", () => {
    expect(sqlOf("")).toEqual({ sql: "1", params: [] });
    expect(sqlOf("risk").sql).toBe("0");
  });
});
