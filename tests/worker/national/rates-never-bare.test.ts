import { beforeAll, describe, expect, test } from "vitest";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import type { DatasetDocument } from "../../../worker/national/contract.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { rateDefinitions } from "../../../worker/statistics/definitions.ts";
import { rateOf } from "../../../worker/statistics/rates.ts";
import { plantCounters, plantObligation, plantReport, plantServices } from "../audit/plant.ts";
import { ask } from "../ask.ts";
import { contextFor, makeTenant } from "../make-tenant.ts";

let tenant: Tenant;

beforeAll(async () => {
  tenant = await makeTenant({ kind: "province" });
  await plantObligation(tenant, "services-year", "2021-12-15", "2022-12-14");
  await plantServices(tenant, [{ code: "1.000001", onlineSince: "2015-01-01" }, { code: "1.000002", level: "partial", onlineSince: "2015-01-01" }]);
  await plantCounters(tenant, [{ service: "1.000001", day: "2022-03-01", onlineFull: 85, inPerson: 39 }]);
  await plantReport(tenant, { reportType: "services-year", period: "2022", receivedAt: Date.parse("2022-12-18T03:00:00Z"), rows: [{ service: "1.000001", online: 90, total: 124 }] });
  await runAudit(contextFor(tenant, Date.parse("2023-01-10T00:00:00Z")), { reportType: "services-year", periodId: "2022" });
});

type Members = Record<string, unknown>;
type Bare = { at: string; percent: unknown; whole: Members };

/** Every object of the answer, wherever it stands, that says a share. */
function sharesIn(value: unknown, at = ""): Bare[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Object.entries(value as Members).flatMap(([name, one]) => sharesIn(one, `${at}/${name}`));
  const share = Object.keys(value).find((name) => /^(percent|share|share_percent)$/.test(name));
  return share === undefined ? own : [{ at: `${at}/${share}`, percent: (value as Members)[share], whole: value as Members }, ...own];
}

/** Whether what it is made of stands beside it and comes to the same, by a definition that is known. */
function checkShare({ at, percent, whole }: Bare, definitions: readonly string[]): void {
  const [numerator, denominator] = "numerator" in whole ? [whole["numerator"], whole["denominator"]] : [whole["withOnlineFilings"] ?? whole["with_online_filings"], whole["services"]];
  const definition = String(whole["definition"] ?? definitions[0]) as keyof typeof rateDefinitions;
  expect(Object.keys(rateDefinitions), at).toContain(definition);
  expect(definitions, at).toContain(definition);
  const { percent: again } = rateOf(rateDefinitions[definition], numerator as number, denominator as number, (whole["decimals"] as number | undefined) ?? ((denominator as number) < 1000 ? 1 : 2));
  expect(percent, at).toBe(again);
}

function definitionsOf(answer: Members): string[] {
  const named = [...((answer["definitions"] ?? []) as { id: string }[]), ...(answer["definition"] ? [answer["definition"] as { id: string }] : [])];
  return named.map(({ id }) => id);
}

describe("a rate is never bare: definition, numerator, denominator and window go with it", () => {
  test.each(["services?window=2022", "tenants?window=2022", "rates?window=2022", "series?window=2022&rate=RATE_VPCP"])("in the answer of /v1/statistics/%s", async (path) => {
    const answer = await (await ask(`/v1/statistics/${path}`)).json<Members>();
    const shares = sharesIn(answer);
    expect(shares.length).toBeGreaterThan(0);
    for (const share of shares) checkShare(share, definitionsOf(answer));
    expect(answer["window"] ?? (answer["windows"] as unknown[])[0]).toMatchObject({ id: "2022", from: "2021-12-15", to: "2022-12-14" });
  });

  test("in the answer about one tenant", async () => {
    const answer = await (await ask(`/v1/t/${tenant.code}/statistics`)).json<Members>();
    const shares = sharesIn(answer);
    expect(shares.length).toBeGreaterThan(0);
    for (const share of shares) checkShare(share, definitionsOf(answer));
    expect(answer["windows"]).toEqual(expect.arrayContaining([expect.objectContaining({ window: { id: "2022", from: "2021-12-15", to: "2022-12-14" } })]));
  });

  test.each(["rates", "services-by-level"])("in the export %s, as JSON and in every line of the CSV", async (id) => {
    const document = await (await ask(`/v1/open-data/${id}/2022.json`)).json<DatasetDocument>();
    const shares = sharesIn(document);
    expect(shares.length).toBe(document.rows.length);
    for (const share of shares) checkShare(share, document.definitions.map((definition) => definition.id));
    expect(document.window).toMatchObject({ id: "2022" });
    const [head, ...lines] = (await (await ask(`/v1/open-data/${id}/2022.csv`)).text()).replace("\ufeff", "").trimEnd().split("\r\n");
    const columns = head!.split(",");
    for (const column of ["definition", "window", "window_from", "window_to", ...(id === "rates" ? ["numerator", "denominator"] : ["with_online_filings", "services"])]) {
      expect(columns).toContain(column);
      expect(lines.every((line) => line.split(",")[columns.indexOf(column)] !== ""), column).toBe(true);
    }
  });

  test("in the picture to embed, for those who see it and for those who hear it", async () => {
    const svg = await (await ask("/v1/embed/services-by-level/2022.svg")).text();
    expect(svg).toContain(rateDefinitions.SERVICES_WITH_FILING.nameVi);
    expect(svg).toContain("15/12/2021 – 14/12/2022");
    const [, heard] = /<desc[^>]*>(.*?)<\/desc>/.exec(svg)!;
    expect(heard).toMatch(/100,0 % \(1 trên 1\)/);
    expect(svg).toMatch(/100,0 %<\/tspan> · 1 \/ 1/);
  });
});

test("every rate that public texts call by one name is a definition with a version, both halves and a source", () => {
  expect(Object.keys(rateDefinitions)).toEqual(expect.arrayContaining(["RATE_L4_2018", "RATE_IDX9", "GATE_L3_L4", "SERVICES_WITH_FILING", "RATE_VPCP", "RATE_EMC_FULL", "PCT_TOANTRINH", "ON_TIME", "ON_TIME_WITH_OVERDUE"]));
  for (const [id, definition] of Object.entries(rateDefinitions)) {
    expect(definition).toMatchObject({ id, version: expect.any(Number) });
    for (const text of [definition.nameVi, definition.nameEn, definition.numeratorVi, definition.numeratorEn, definition.denominatorVi, definition.denominatorEn, definition.source]) expect(text.length).toBeGreaterThan(2);
  }
});
