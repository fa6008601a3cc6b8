import { strFromU8, unzipSync } from "fflate";
import { base64url, decodeJwt } from "jose";
import Papa from "papaparse";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import type { FacetsView, GroupsView } from "../../../worker/worklist/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, makeOfficer, makeTenant } from "../make-tenant.ts";
import { aFinding, makeDiscrepancy, openDiscrepancies } from "../review/make-discrepancy.ts";

let tenant: Tenant;
let officer: Awaited<ReturnType<typeof makeOfficer>>;

beforeAll(async () => {
  tenant = await makeTenant();
  officer = await makeOfficer(tenant);
  await openDiscrepancies(tenant, [
    aFinding({ subject: "1.000001", subjectNameVi: "=Đăng ký đất đai", subjectNameEn: "=Land", severity: "critical", reported: 40, actual: 10 }),
    aFinding({ subject: "1.000002", subjectNameVi: "Khai sinh", subjectNameEn: "Births", severity: "high", reported: 5, actual: 10 }),
    aFinding({ rule: "R09", measure: "filings-total", subject: "1.000001", subjectNameVi: "=Đăng ký đất đai", subjectNameEn: "=Land", severity: "high", reported: null, actual: 0 }),
  ]);
  await makeDiscrepancy(tenant, { state: "DISMISSED" });
});

const at = (part: string) => ask(`/v1/t/${tenant.code}/discrepancies${part}`, { headers: asPerson(officer) });
const groupsBy = async (by: string, q = "state:open") => (await at(`/groups?by=${by}&q=${encodeURIComponent(q)}`)).json<GroupsView>();
const take = (request: object, person = officer) => ask(`/v1/t/${tenant.code}/discrepancy-exports`, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(request) });

describe("groups", () => {
  test("by service have all rows about a whole unit in one, under no unit's name", async () => {
    const unit = await makeTenant();
    const reader = await makeOfficer(unit);
    await openDiscrepancies(unit, [aFinding({ rule: "R44", measure: "report", subject: "", subjectNameVi: "Đồng Tháp", subjectNameEn: "Dong Thap", reported: null, actual: null }), aFinding({ subject: "1.000001", subjectNameVi: "Khai sinh", subjectNameEn: "Births" })]);
    const { groups } = await (await ask(`/v1/t/${unit.code}/discrepancies/groups?by=subject`, { headers: asPerson(reader) })).json<GroupsView>();
    expect(groups.map(({ value, nameVi, nameEn, query }) => ({ value, nameVi, nameEn, query })).toSorted((a, b) => (a.value < b.value ? -1 : 1))).toEqual([
      { value: "", nameVi: "", nameEn: "", query: "state:open service:none" }, { value: "1.000001", nameVi: "Khai sinh", nameEn: "Births", query: "state:open service:1.000001" },
    ]);
  });

  test("say how many and how far off, largest first, and name the list of exactly theirs", async () => {
    const { groups } = await groupsBy("rule");
    expect(groups.map(({ value, count, difference, severity }) => [value, count, difference, severity])).toEqual([["R07", 2, 35, "critical"], ["R09", 1, 0, "high"]]);
    const list = await (await at(`?q=${encodeURIComponent(groups[1]!.query)}`)).json<{ discrepancies: unknown[] }>();
    expect(list.discrepancies).toHaveLength(1);
  });

  test("by subject, by period, and under words that no tally knows", async () => {
    expect((await groupsBy("subject")).groups.map(({ value, nameVi, count }) => [value, nameVi, count])).toEqual([["1.000001", "=Đăng ký đất đai", 2], ["1.000002", "Khai sinh", 1]]);
    expect((await groupsBy("period")).groups.map(({ value, count }) => [value, count])).toEqual([["2026-Q1", 3]]);
    expect((await groupsBy("rule", "state:open đất")).groups.map(({ value, count }) => [value, count])).toEqual([["R07", 1], ["R09", 1]]);
    expect((await groupsBy("subject", 'service:1.000002')).groups).toHaveLength(1);
  });
});

describe("facets", () => {
  test("have severities in the order of their rank, however many there are of each", async () => {
    const unit = await makeTenant();
    const reader = await makeOfficer(unit);
    await openDiscrepancies(unit, [aFinding({ severity: "low" }), aFinding({ severity: "low" }), aFinding({ severity: "critical" }), aFinding({ severity: "medium" })]);
    for (const q of ["state:open", "state:open delta:>0"]) {
      const { facets } = await (await ask(`/v1/t/${unit.code}/discrepancies/facets?q=${encodeURIComponent(q)}`, { headers: asPerson(reader) })).json<FacetsView>();
      expect(facets.severity, q).toEqual([{ value: "critical", count: 1 }, { value: "medium", count: 1 }, { value: "low", count: 2 }]);
    }
  });

  const facets = async (q: string) => (await at(`/facets?q=${encodeURIComponent(q)}`)).json<FacetsView>();

  test("show for each facet what choosing another value would give", async () => {
    const { total, facets: counts, isCapped } = await facets("state:open rule:R07");
    expect([total, isCapped]).toEqual([2, false]);
    expect(counts.rule).toEqual([{ value: "R07", count: 2 }, { value: "R09", count: 1 }]);
    expect(counts.state).toEqual([{ value: "NEW", count: 2 }, { value: "DISMISSED", count: 1 }]);
    expect(counts.severity).toEqual([{ value: "critical", count: 1 }, { value: "high", count: 1 }]);
  });

  test("count the rows themselves where the query asks for more than is tallied", async () => {
    const { total, facets: counts } = await facets("state:open dat dai");
    expect(total).toBe(2);
    expect(counts.rule).toEqual([{ value: "R07", count: 1 }, { value: "R09", count: 1 }]);
  });
});

describe("an export", () => {
  test("as CSV holds the whole list in its order, safe for spreadsheets", async () => {
    const response = await take({ format: "csv", q: "state:open" });
    expect(response.headers.get("Content-Disposition")).toMatch(/^attachment; filename="doi-soat-\d{4}-\d\d-\d\d-\d+\.csv"$/);
    const { data } = Papa.parse<string[]>((await response.text()).replace(/^\uFEFF/, ""), { skipEmptyLines: true });
    expect(data).toHaveLength(4);
    expect(data[0]![0]).toBe("Mã");
    expect(data[1]).toEqual(expect.arrayContaining(["R07", "Nghiêm trọng", "'=Đăng ký đất đai", "40", "10", "30", "state:open"]));
    const ofR09 = data.find((row) => row[3] === "R09")!;
    expect(["Số báo cáo", "Số thực tế", "Chênh lệch"].map((name) => ofR09[data[0]!.indexOf(name)])).toEqual(["", "0", ""]);
  });

  test("holds only the columns of the view where that is asked for, and refuses one that stands there twice", async () => {
    const { data } = Papa.parse<string[]>((await (await take({ format: "csv", q: "rule:R07", columns: ["state", "rule"], language: "en" })).text()).replace(/^\uFEFF/, ""), { skipEmptyLines: true });
    expect(data[0]).toEqual(["Id", "Tenant code", "Measure", "Unit", "Record version", "State", "Rule", "Rule name", "Query"]);
    expect(await refusalOf(await take({ format: "csv", columns: ["state", "state"] }))).toEqual([400, "body-invalid"]);
    expect(await refusalOf(await take({ format: "csv", columns: ["salary"] }))).toEqual([400, "body-invalid"]);
  });

  test("as a workbook and as JSON says the same, in English when asked", async () => {
    const files = unzipSync(new Uint8Array(await (await take({ format: "xlsx", q: "state:open", language: "en" })).arrayBuffer()));
    expect(strFromU8(files["xl/worksheets/sheet1.xml"]!)).toContain("Subject code");
    expect(strFromU8(files["xl/worksheets/sheet1.xml"]!).match(/<row /g)).toHaveLength(4);
    expect((await (await take({ format: "json" })).json<{ query: string; discrepancies: unknown[] }>())).toMatchObject({ query: "state:open", discrepancies: { length: 3 } });
  });

  test("is proved by its manifest: the log names the file's digest, the rows and who took it", async () => {
    const response = await take({ format: "csv", q: "rule:R09" });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { entry } = decodeJwt<{ entry: string }>(response.headers.get("Export-Manifest")!);
    expect(JSON.parse(new TextDecoder().decode(base64url.decode(entry)))).toMatchObject({ kind: "list.exported", by: officer.id, rows: 1, format: "csv", file: await digestOf(bytes), query: await digestOf("rule:R09") });
  });

  test("says where nobody reports a number what the rule counts, of how many filings; row and record say the same", async () => {
    const unit = await makeTenant();
    const reader = await makeOfficer(unit);
    const evidence = { signals: { "due-rewritten": 3 }, filingsLookedAt: 120 };
    const [id] = await openDiscrepancies(unit, [aFinding({ rule: "R20", measure: "filings-flagged", reported: null, actual: 3, evidence }), aFinding({ rule: "R07", reported: null, actual: 4 })]);
    const read = async <Answer>(path: string) => (await ask(`/v1/t/${unit.code}/discrepancies${path}`, { headers: asPerson(reader) })).json<Answer>();
    const { discrepancies } = await read<{ discrepancies: object[] }>("?q=rule:R20");
    const expected = { id, sides: "count", lookedAt: 120, reported: null, actual: 3 };
    expect(discrepancies).toMatchObject([expected]);
    expect(await read(`/${id}`)).toMatchObject(expected);
    const file = await ask(`/v1/t/${unit.code}/discrepancy-exports`, { method: "POST", headers: asPerson(reader, { "Content-Type": "application/json" }), body: JSON.stringify({ format: "csv", q: "", language: "en" }) });
    const { data } = Papa.parse<string[]>((await file.text()).replace(/^\uFEFF/, ""), { skipEmptyLines: true });
    const cells = ["Rule", "Reported", "Actual", "Reported side", "Of filings"].map((name) => data[0]!.indexOf(name));
    expect(data.slice(1).map((row) => cells.map((place) => row[place])).toSorted()).toEqual([["R07", "", "4", "no number given", ""], ["R20", "", "3", "not applicable", "120"]]);
  });

  test("is refused for queries that are not understood and for other people's tenants", async () => {
    expect(await refusalOf(await take({ format: "csv", q: "colour:red" }))).toEqual([400, "query-invalid"]);
    expect(await refusalOf(await take({ format: "pdf" }))).toEqual([400, "body-invalid"]);
    expect(await refusalOf(await take({ format: "csv" }, await makeOfficer(await makeTenant())))).toEqual([404, "not-found"]);
  });
});
