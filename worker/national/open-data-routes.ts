import { createRoute } from "@hono/zod-openapi";
import { etag, RETAINED_304_HEADERS } from "hono/etag";
import * as z from "zod";
import { Problem } from "../kernel/problem.ts";
import { sha256 } from "../kernel/digest.ts";
import { jsonAnswer } from "../http/describe-json.ts";
import { platformOf } from "../http/platform.ts";
import { openApiRouter } from "../http/router.ts";
import { datasetDocument, datasetIds, datasetList, type DatasetId } from "./contract.ts";
import { datasets } from "./datasets.ts";
import { CHART_STYLE, drawChart } from "./draw-chart.ts";
import { listDatasets } from "./list-datasets.ts";
import { getNationalTable } from "./national-table.ts";
import { readDataset } from "./read-dataset.ts";
import { toCatalogue } from "./to-catalogue.ts";
import { toCsv } from "./to-csv.ts";

/** Anybody's page may read it and show it; nothing of a session is in it. */
const forEverybody = { "Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };
const kept = etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...Object.keys(forEverybody)] });
const unchanged = { description: "Unchanged since the ETag that was sent" };

const list = createRoute({ method: "get", path: "/v1/open-data", summary: "What is given away as open data, and for which windows", middleware: [kept] as const, responses: { 200: jsonAnswer(datasetList, "The datasets"), 304: unchanged } });
const catalogue = createRoute({
  method: "get", path: "/v1/open-data/catalog.jsonld", summary: "The datasets as a DCAT-AP catalogue (JSON-LD)", middleware: [kept] as const,
  responses: { 200: { description: "The catalogue", content: { "application/ld+json": { schema: z.object({}) } } }, 304: unchanged },
});
const one = createRoute({
  method: "get", path: "/v1/open-data/{dataset}/{file}", summary: "One dataset of one window: `{window}.csv` or `{window}.json`; `all` for what has no window", middleware: [kept] as const,
  request: { params: z.object({ dataset: z.string().max(40), file: z.string().max(16) }) },
  responses: { 200: { description: "The table", content: { "application/json": { schema: datasetDocument }, "text/csv": { schema: z.string() } } }, 304: unchanged },
});
const chart = createRoute({
  method: "get", path: "/v1/embed/{chart}/{file}", summary: "A chart to embed anywhere: `{window}.svg`", middleware: [kept] as const,
  request: { params: z.object({ chart: z.string().max(40), file: z.string().max(16) }), query: z.strictObject({ lang: z.enum(["vi", "en"]).default("vi") }) },
  responses: { 200: { description: "The picture, with title and description", content: { "image/svg+xml": { schema: z.string() } } }, 304: unchanged },
});

export const openDataRoutes = openApiRouter()
  .openapi(list, async (c) => c.json(await listDatasets(c.env.CENTRAL, platformOf(c.env)), 200, forEverybody))
  .openapi(catalogue, async (c) => {
    const platform = platformOf(c.env);
    const text = JSON.stringify(toCatalogue(platform.origin, await listDatasets(c.env.CENTRAL, platform)));
    return new Response(text, { headers: { ...forEverybody, "Content-Type": "application/ld+json" } });
  })
  .openapi(one, async (c) => {
    const { dataset, file } = c.req.valid("param");
    const [window, ending] = splitFile(file);
    if (!isDataset(dataset) || (ending !== "csv" && ending !== "json") || (!datasets[dataset].hasWindow && window !== "all")) {
      throw new Problem("not-found", "There is no such file of open data. GET /v1/open-data lists the datasets and their windows.");
    }
    const document = await readDataset({ central: c.env.CENTRAL, platform: platformOf(c.env), now: c.get("now") }, dataset, window);
    if (ending === "json") return c.json(document, 200, forEverybody);
    return new Response(toCsv(document), { headers: { ...forEverybody, "Content-Type": "text/csv; charset=utf-8; header=present", "Content-Disposition": `attachment; filename="${dataset}-${window}.csv"` } });
  })
  .openapi(chart, async (c) => {
    const { chart: name, file } = c.req.valid("param");
    const [window, ending] = splitFile(file);
    if (name !== "services-by-level" || ending !== "svg") throw new Problem("not-found", "There is no such chart. GET /v1/open-data lists their addresses.");
    const picture = drawChart(await getNationalTable(c.env.CENTRAL, platformOf(c.env), window), c.req.valid("query").lang);
    return new Response(picture, { headers: { ...forEverybody, "Content-Type": "image/svg+xml", "Content-Security-Policy": `default-src 'none'; style-src ${await digestSource(CHART_STYLE)}; frame-ancestors *` } });
  });

function splitFile(file: string): [window: string, ending: string] {
  const dot = file.lastIndexOf(".");
  return [file.slice(0, Math.max(dot, 0)), file.slice(dot + 1)];
}

function isDataset(name: string): name is DatasetId {
  return (datasetIds as readonly string[]).includes(name);
}

/** The style as a source of the Content-Security-Policy: this text and no other. */
async function digestSource(style: string): Promise<string> {
  return `'sha256-${btoa(String.fromCharCode(...(await sha256(style))))}'`;
}
