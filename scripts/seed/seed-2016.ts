import { findTenant } from "../../worker/directory/queries.ts";
import { declareServices } from "../../worker/catalogue/declare-services.ts";
import { servicesReport } from "../../worker/forms/national/services-report.ts";
import { publishForm } from "../../worker/forms/publish-form.ts";
import { addObligation } from "../../worker/submissions/add-obligation.ts";
import { runAudit } from "../../worker/audit/run-audit.ts";
import type { LocalPlatform } from "../platform/open-local-platform.ts";
import type { Say } from "../platform/prepare-databases.ts";
import { listFilings2016 } from "./filings-2016.ts";
import { handsOf } from "./hands.ts";
import { plan2016, window2016, type PlannedTenant } from "./plan-2016.ts";
import { randomOf } from "./random.ts";

/** Tenants worked on at the same time: while the databases write one's rows, another's are signed. */
const AT_ONCE = 4;

const day = (text: string): number => Date.parse(`${text}+07:00`);
const opened = day("2016-12-15T00:30:00");
const filingsSent = day("2016-12-16T02:00:00");
const audited = day("2017-01-03T01:00:00");

/**
 * Makes the year 2016 happen: every unit gets its people, keys and services, its system sends the year's filings, it files its
 * report, and on the night of 3 January 2017 the year is audited.
 */
export async function seed2016(local: LocalPlatform, say: Say): Promise<void> {
  const plan = plan2016();
  const authority = (await findTenant(local.central, "VN"))!;
  await publishForm(handsOf(local, authority).asPlatform(opened), servicesReport);
  const waiting = [...plan];
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await liveThrough2016(local, next);
      done += 1;
      if (done % 17 === 0) say(`  2016: ${done} of ${plan.length} ministries and provinces`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function liveThrough2016(local: LocalPlatform, planned: PlannedTenant): Promise<void> {
  const { tenant, services, reportedAt } = planned;
  const hands = handsOf(local, tenant);
  const random = randomOf(`people ${tenant.code}`);
  const clerk = await hands.addPerson(["officer", "administrator"], "Văn phòng", random, opened);
  const administrator = await hands.addPerson(["administrator"], "Công nghệ thông tin", random, opened);

  await declareServices(hands.asPlatform(opened), services.map((service) => ({
    code: service.code, nameVi: service.nameVi, nameEn: service.nameEn,
    field: { code: service.fieldCode, nameVi: service.fieldNameVi, nameEn: service.fieldNameEn },
    // The levels of 2011 ended when NĐ 42/2022 came into force.
    levelScheme: "levels-2011" as const, level: service.level, from: service.onlineSince, to: "2022-06-23", onlineSince: service.onlineSince,
  })));
  await addObligation(hands.asPlatform(opened), { reportTypeId: "services-year", validFrom: window2016.from, validTo: window2016.to });

  const portal = await hands.connect("Cổng dịch vụ công 2016 (mẫu / generated)", "portal-2016", clerk, administrator, opened);
  await hands.sendFilings(portal, listFilings2016(planned), filingsSent);
  await hands.retireKey(portal.signer, administrator, filingsSent + 60_000);

  if (reportedAt !== null) {
    const pen = await hands.giveKey(clerk, administrator, reportedAt - 3_600_000);
    const rows = services.map(({ code, nameVi, level, reported }) => ({ service: code, name: nameVi, level, ...reported }));
    await hands.fileReport(clerk, pen, "services-report", { reportType: "services-year", period: window2016.id, from: window2016.from, to: window2016.to, rows }, reportedAt);
    await hands.retireKey(pen, administrator, reportedAt + 60_000);
  }
  await runAudit(hands.asPlatform(audited), { reportType: "services-year", periodId: window2016.id });
}
