import { forgetDirectory, getHolidays, listHolidays, listReportTypes } from "../directory/queries.ts";
import type { KnownCalendar } from "./check-change.ts";

/** Windows, deadlines and days as the directory has them this moment: who decides about them must not go by what was read a minute ago. */
export async function readCalendar(central: D1Database): Promise<KnownCalendar> {
  forgetDirectory();
  const [reportTypes, holidays, days] = await Promise.all([listReportTypes(central), getHolidays(central), listHolidays(central)]);
  return { reportTypes, holidays, days };
}
