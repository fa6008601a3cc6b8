import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Problem } from "../kernel/problem.ts";
import { listUnconfirmedDays } from "../kernel/working-days.ts";
import { settingOfPeriod } from "../kernel/windows.ts";
import { jsonAnswer } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { holidayList, reportTypeList, reportWindowList } from "./contract.ts";
import { findReportType, getHolidays, listHolidays, listReportTypes } from "./queries.ts";
import { dueDayOf, listReportWindowsOfYear } from "./report-windows.ts";

const ofYear = z.strictObject({ year: z.coerce.number().int().min(2016).max(2099) });
const publicForFiveMinutes = { "Cache-Control": "public, max-age=300" };

const types = createRoute({ method: "get", path: "/v1/report-types", summary: "Which reports there are, and their cut-off rules and deadlines over time", responses: { 200: jsonAnswer(reportTypeList, "The report types") } });
const windows = createRoute({ method: "get", path: "/v1/report-types/{id}/windows", summary: "The windows of a year with their deadlines, and the days these rest on that nobody has confirmed", request: { params: z.object({ id: z.string() }), query: ofYear }, responses: { 200: jsonAnswer(reportWindowList, "The windows in order") } });
const days = createRoute({ method: "get", path: "/v1/holidays", summary: "Days off and swapped days of a year, each confirmed or not", request: { query: ofYear }, responses: { 200: jsonAnswer(holidayList, "The days in order") } });

export const calendarRoutes = openApiRouter()
  .openapi(types, async (c) => {
    const all = await listReportTypes(c.env.CENTRAL);
    return c.json({ reportTypes: all.map(({ id, formId, periodKind, validFrom, validTo, settings }) => ({ id, form: formId, periodKind, from: validFrom, to: validTo, settings: [...settings] })) }, 200, publicForFiveMinutes);
  })
  .openapi(windows, async (c) => {
    const { id } = c.req.valid("param");
    const type = await findReportType(c.env.CENTRAL, id);
    if (!type) throw new Problem("not-found", `There is no report type ${id}. GET /v1/report-types lists them.`);
    const [table, known] = await Promise.all([getHolidays(c.env.CENTRAL), listHolidays(c.env.CENTRAL)]);
    const found = listReportWindowsOfYear(type, c.req.valid("query").year).map((window) => {
      const dueOn = dueDayOf(type, window.id, table);
      const { cutOffRule, deadlineWorkingDays } = settingOfPeriod(window.id, type.settings)!;
      return { id: window.id, from: window.from, to: window.to, cutOffRule, deadlineWorkingDays, dueOn, unconfirmed: listUnconfirmedDays(window.to, dueOn, known) };
    });
    return c.json({ reportType: type.id, windows: found }, 200, publicForFiveMinutes);
  })
  .openapi(days, async (c) => {
    const { year } = c.req.valid("query");
    const found = (await listHolidays(c.env.CENTRAL)).filter(({ day }) => day.startsWith(`${year}-`));
    return c.json({ year, isKnown: found.length > 0, holidays: [...found] }, 200, publicForFiveMinutes);
  });
