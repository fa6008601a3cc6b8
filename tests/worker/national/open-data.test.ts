import { beforeAll, describe, expect, test } from "vitest";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import type { DatasetDocument, DatasetList } from "../../../worker/national/contract.ts";
import { datasetIds } from "../../../worker/national/contract.ts";
import { toCsv } from "../../../worker/national/to-csv.ts";
import { plantCounters, plantObligation, plantServices } from "../audit/plant.ts";
import { ask, refusalOf } from "../ask.ts";
import { contextFor, makeTenant } from "../make-tenant.ts";

type JsonLd = Record<string, unknown>;

beforeAll(async () => {
  const tenant = await makeTenant({ kind: "province" });
  await plantObligation(tenant, "services-year", "2021-12-15", "2022-12-14");
  await plantServices(tenant, [{ code: "1.000001" }, { code: "1.000002", level: "partial" }]);
  await plantCounters(tenant, [{ service: "1.000001", day: "2022-03-01", onlineFull: 3, inPerson: 1 }]);
  await runAudit(contextFor(tenant, Date.parse("2023-01-10T00:00:00Z")), { reportType: "services-year", periodId: "2022" });
});

const listed = async () => (await ask("/v1/open-data")).json<DatasetList>();

describe("every dataset", () => {
  test.each(datasetIds)("%s can be taken as CSV and as JSON, by any page, with licence and window, and says of every column what it is", async (id) => {
    const window = (await listed()).datasets.find((dataset) => dataset.id === id)!.windows.at(-1)!;
    const json = await ask(`/v1/open-data/${id}/${window}.json`);
    const document = await json.json<DatasetDocument>();
    expect(document).toMatchObject({ dataset: id, licence: "https://creativecommons.org/licenses/by/4.0/" });
    expect(document.rows.length).toBeGreaterThan(0);
    expect(document.window?.id ?? "all").toBe(window);
    const csv = await ask(`/v1/open-data/${id}/${window}.csv`);
    expect(csv.headers.get("Content-Type")).toMatch(/^text\/csv; charset=utf-8/);
    for (const response of [json, csv]) {
      expect([response.headers.get("Access-Control-Allow-Origin"), response.headers.get("Cache-Control")]).toEqual(["*", "public, max-age=300"]);
      expect(response.headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    }
    const lines = (await csv.text()).trimEnd().split("\r\n");
    expect(lines.length).toBeGreaterThan(document.rows.length);
    const { columns } = (await listed()).datasets.find((dataset) => dataset.id === id)!;
    expect(lines[0]!.replace("\ufeff", "").split(",")).toEqual(columns.map(({ name }) => name));
    expect(columns.slice(0, Object.keys(document.rows[0]!).length).map(({ name }) => name)).toEqual(Object.keys(document.rows[0]!));
    expect(columns.filter(({ textVi, textEn }) => textVi.length < 3 || textEn.length < 3)).toEqual([]);
  });

  test("answers 304 to who has it, and still to any page", async () => {
    const first = await ask("/v1/open-data/tenants/2022.csv");
    const again = await ask("/v1/open-data/tenants/2022.csv", { headers: { "If-None-Match": first.headers.get("ETag")! } });
    expect([again.status, again.headers.get("Access-Control-Allow-Origin")]).toEqual([304, "*"]);
  });

  test("that does not exist, in that form or for that window, is not found", async () => {
    for (const file of ["nothing/2022.csv", "tenants/2022.xlsx", "tenants/2022", "tenants/.csv", "tenants/1999.csv", "tenants/all.csv", "definitions/2022.csv", "toString/2022.csv"]) {
      expect(await refusalOf(await ask(`/v1/open-data/${file}`)), file).toEqual([404, "not-found"]);
    }
  });
});

describe("a CSV", () => {
  const table = (cell: string): DatasetDocument => ({ dataset: "tenants", licence: "", source: "", window: null, generated: null, coverage: null, definitions: [], rows: [{ name: cell, count: null, zero: 0 }] });

  test("runs nothing when a spreadsheet opens it: a name that begins like a formula is text", () => {
    for (const cell of ["=HYPERLINK(\"http://x\")", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]) expect(toCsv(table(cell)).split("\r\n")[1]!.replace(/^"/, "").startsWith("'"), cell).toBe(true);
  });

  test("keeps commas, quotes and line ends in their cell, and no number apart from 0", () => {
    expect(toCsv(table("a,\"b\"\nc"))).toBe('\ufeffname,count,zero\r\n"a,""b""\nc",,0\r\n');
  });
});

describe("the catalogue", () => {
  test("has what DCAT-AP requires of a catalogue, a dataset and a distribution, and every address in it answers", async () => {
    const response = await ask("/v1/open-data/catalog.jsonld");
    expect(response.headers.get("Content-Type")).toBe("application/ld+json");
    const catalogue = await response.json<JsonLd>();
    expect(catalogue["@type"]).toBe("dcat:Catalog");
    for (const property of ["dct:title", "dct:description", "dct:publisher", "dcat:dataset"]) expect(catalogue[property], property).toBeDefined();
    expect(catalogue["dct:publisher"]).toMatchObject({ "@type": "foaf:Agent", "foaf:name": expect.any(Array) });
    const datasets = catalogue["dcat:dataset"] as JsonLd[];
    expect(datasets.map((dataset) => dataset["dct:identifier"])).toEqual([...datasetIds]);
    for (const dataset of datasets) {
      expect(dataset["@type"]).toBe("dcat:Dataset");
      for (const property of ["dct:title", "dct:description"]) expect((dataset[property] as { "@language": string }[]).map((text) => text["@language"]), property).toEqual(["vi", "en"]);
      const distributions = dataset["dcat:distribution"] as JsonLd[];
      expect(distributions.length).toBeGreaterThan(0);
      for (const distribution of distributions) {
        expect(distribution["@type"]).toBe("dcat:Distribution");
        for (const property of ["dcat:accessURL", "dcat:downloadURL", "dct:format", "dct:license"]) expect((distribution[property] as { "@id": string })["@id"], property).toMatch(/^https?:\/\//);
      }
      expect((await ask(new URL((distributions[0]!["dcat:accessURL"] as { "@id": string })["@id"]).pathname)).status).toBe(200);
    }
  });
});

describe("the chart to embed", () => {
  test("may be framed and shown anywhere, runs nothing, and says in words what it shows", async () => {
    const response = await ask("/v1/embed/services-by-level/2022.svg");
    expect([response.status, response.headers.get("Content-Type"), response.headers.get("Cross-Origin-Resource-Policy")]).toEqual([200, "image/svg+xml", "cross-origin"]);
    const policy = response.headers.get("Content-Security-Policy")!;
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; frame-ancestors \*$/);
    const svg = await response.text();
    expect(svg).toContain('role="img" aria-labelledby="title desc"');
    expect(svg).toContain("prefers-color-scheme:dark");
    expect(svg).toMatch(/<title id="title">[^<]*2022<\/title><desc id="desc">Tỉnh, một phần: 0,0 % \(0 trên 1\); Tỉnh, toàn trình: 100,0 % \(1 trên 1\)<\/desc>/);
    expect(svg).not.toContain("<script");
    const style = /<style>(.*)<\/style>/.exec(svg)![1]!;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style)));
    expect(policy).toContain(btoa(String.fromCharCode(...digest)));
    expect(await (await ask("/v1/embed/services-by-level/2022.svg?lang=en")).text()).toContain("Provinces, full: 100.0 % (1 of 1)");
  });

  test("that does not exist is not found, and no other address may be framed", async () => {
    for (const file of ["pie/2022.svg", "services-by-level/2022.png", "services-by-level/1999.svg"]) expect(await refusalOf(await ask(`/v1/embed/${file}`)), file).toEqual([404, "not-found"]);
    for (const path of ["/v1/statistics/tenants?window=2022", "/v1/open-data", "/v1/embed/pie/2022.svg"]) expect((await ask(path)).headers.get("Content-Security-Policy"), path).toContain("frame-ancestors 'none'");
  });
});
