import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import type { Role } from "../../worker/kernel/context.ts";
import { addDays, dayAt } from "../../worker/kernel/windows.ts";
import type { DiscrepancyDetail } from "../../worker/review/contract.ts";
import type { DiscrepancyList } from "../../worker/worklist/contract.ts";
import { desk, listBarriers, signIn, useDevices } from "./officer-in-browser.ts";

const origin = inject("origin");
const BASIS = "Quyết định thử về một ngày nghỉ";
const { openDevice } = useDevices(origin, "after all");

async function signedIn(role: Role, next: string): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await openDevice(desk);
  await signIn(page, origin, "VN", role, 0, next);
  await page.locator("h1").waitFor();
  await page.waitForLoadState("networkidle");
  return { page, faults };
}

/** What the auditor's own session reads and sends; the address carries the session, the page nothing of its own. */
const read = (page: Page, path: string) => page.evaluate(async (address) => (await fetch(address)).json() as Promise<unknown>, path);

/** New ones of one severity: a question about each gives the same days. */
async function listNew(page: Page): Promise<string[]> {
  const { discrepancies } = (await read(page, `/v1/t/H26/discrepancies?q=${encodeURIComponent("state:NEW")}`)) as DiscrepancyList;
  const alike = [...Map.groupBy(discrepancies, ({ severity }) => severity).values()].find((some) => some.length >= 3);
  return alike!.map(({ id }) => id);
}

const show = async (page: Page, id: string) => (await read(page, `/v1/t/H26/discrepancies/${id}`)) as DiscrepancyDetail;

/** Asks with the usual days and gives the due day that the record says. */
async function askAbout(page: Page, id: string): Promise<DiscrepancyDetail> {
  const { version } = await show(page, id);
  const status = await page.evaluate(async ([address, tag]) => (await fetch(address!, { method: "POST", headers: { "Content-Type": "application/json", "If-Match": `"${tag}"` }, body: JSON.stringify({ transition: "ask", question: "Vì sao hai số khác nhau?" }) })).status, [`/v1/t/H26/discrepancies/${id}/transitions`, String(version)]);
  expect(status).toBe(200);
  return show(page, id);
}

async function proposeDay(page: Page, day: string, kind: string): Promise<void> {
  await page.getByRole("button", { name: "Đề nghị ngày nghỉ, ngày làm bù" }).click();
  const dialog = page.locator("dialog[open]");
  await dialog.waitFor();
  expect(await listBarriers(page)).toEqual([]);
  // The dialog begins with the days of the year that nobody has confirmed; only this one is meant.
  for (let left = await dialog.locator(".day-row").count(); left > 1; left--) await dialog.getByRole("button", { name: "Bỏ ngày thứ 1", exact: true }).click();
  await dialog.locator("input[type=date]").fill(day);
  await dialog.getByLabel("Loại").selectOption({ label: kind });
  await dialog.locator("input[id^=name-vi]").fill("Nghỉ thử");
  await dialog.locator("input[id^=name-en]").fill("A day off for a test");
  await dialog.locator("#days-basis").fill(BASIS);
  await dialog.getByRole("button", { name: "Gửi đề nghị" }).click();
  await dialog.waitFor({ state: "hidden" });
}

async function approve(page: Page, day: string): Promise<void> {
  await page.goto("/console/calendar");
  const card = page.locator("article.card").filter({ hasText: BASIS }).filter({ hasText: day.split("-").toReversed().join("/") });
  await card.getByRole("button", { name: "Duyệt", exact: true }).click();
  await card.waitFor({ state: "hidden" });
}

const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay());

test("a day off that one proposes and another approves leaves the due day of an open question where it is, with a working day less, and moves that of the next question", async () => {
  const auditor = await signedIn("auditor", "/console/discrepancies");
  const [first, second, third] = await listNew(auditor.page);
  const before = await askAbout(auditor.page, first!);
  const due = before.dueOn!;
  let off = addDays(dayAt(Date.now()), 1);
  while (isWeekend(off)) off = addDays(off, 1);
  expect(off < due).toBe(true);

  const operator = await signedIn("operator", "/console/calendar");
  await proposeDay(operator.page, off, "Nghỉ");
  const waiting = operator.page.locator("article.card").filter({ hasText: BASIS });
  await waiting.getByText("Bạn đã đề nghị; người khác phải duyệt.").waitFor();
  expect(await waiting.getByRole("button", { name: "Duyệt", exact: true }).count()).toBe(0);
  expect((await askAbout(auditor.page, second!)).dueOn).toBe(due);

  const supervisor = await signedIn("supervisor", "/console/calendar");
  await approve(supervisor.page, off);
  const asked = await show(auditor.page, first!);
  expect([asked.dueOn, asked.dueIn]).toEqual([due, before.dueIn! - 1]);
  const later = await askAbout(auditor.page, third!);
  expect([later.dueOn! > due, later.dueIn]).toEqual([true, before.dueIn]);
  await auditor.page.goto(`/console/discrepancies?open=H26/${first}`);
  await auditor.page.locator(".panel").getByText(due.split("-").toReversed().join("/")).first().waitFor();

  // Days that are decided can be taken back until they come; the working day is there again.
  await operator.page.reload();
  await operator.page.waitForLoadState("networkidle");
  await proposeDay(operator.page, off, "Làm việc bình thường");
  await approve(supervisor.page, off);
  const again = await show(auditor.page, first!);
  expect([again.dueOn, again.dueIn]).toEqual([due, before.dueIn]);
  expect([...auditor.faults, ...operator.faults, ...supervisor.faults]).toEqual([]);
}, 180_000);
