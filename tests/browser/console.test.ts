import { describe, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import type { DiscrepancyDetail } from "../../worker/review/contract.ts";
import type { DiscrepancyList } from "../../worker/worklist/contract.ts";
import type { DemoPeople } from "../../worker/tenancy/contract.ts";
import { desk, enrolDevice, listBarriers, phone, useDevices, type Screen } from "./officer-in-browser.ts";

const origin = inject("origin");
/** The unit whose discrepancy is taken through its life here. */
const UNIT = "H57-2025";
/** The unit whose discrepancy is only looked at. */
const OTHER = "H26";
const LIST = "/console/discrepancies";
const ROW = ".worklist-body > [role=row]";
const listOf = (query: string) => `${LIST}?q=${encodeURIComponent(query)}`;
const { browser, openDevice } = useDevices(origin);

type Opened = Awaited<ReturnType<typeof openDevice>>;

/** A device on which the nth person of the tenant with the role is signed in, at the page. */
async function openAs(tenant: string, role: "auditor" | "supervisor" | "administrator" | "officer", options: { nth?: number; screen?: Screen; locale?: "vi" | "en"; scheme?: "light" | "dark"; next?: string } = {}): Promise<Opened> {
  const { nth = 0, screen = desk, next = LIST, ...look } = options;
  const opened = await openDevice(screen, look);
  const { people } = (await (await fetch(`${origin}/v1/demo/people`)).json()) as DemoPeople;
  const person = people.find((one) => one.tenant.code === tenant)!.officers.filter(({ roles }) => roles.includes(role))[nth]!;
  const signedIn = await opened.device.request.post(`/v1/t/${tenant}/sessions`, { data: { officer: person.id }, headers: { Origin: origin } });
  expect(signedIn.ok()).toBe(true);
  await opened.page.goto(next);
  return opened;
}

async function ask<Answer>(page: Page, path: string): Promise<Answer> {
  return page.evaluate(async (address) => (await fetch(address)).json(), path) as Promise<Answer>;
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? "");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Opens the unit's first discrepancy of the list in the panel. */
async function openFirst(page: Page, tenant: string): Promise<void> {
  await page.goto(listOf(`state:open tenant:${tenant}`));
  await page.locator(ROW).first().click();
  await page.locator("#panel-title").waitFor();
}

describe("the list", () => {
  test("is worked through with the keyboard alone: walk, open, acknowledge, and back to the row", async () => {
    const { page, faults } = await openAs("VN", "auditor");
    await page.goto(listOf(`state:open tenant:${UNIT}`));
    await page.locator(ROW).first().waitFor();
    await page.keyboard.press("j");
    await expect.poll(() => focused(page)).toMatch(/^row-H57-2025\/dis_/);
    const row = await focused(page);
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("panel-title");
    await page.keyboard.press("1");
    await page.locator(".timeline").getByText("Nhận xử lý").waitFor();
    await expect.poll(() => focused(page)).toBe("panel-title");
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe(row);
    expect(faults).toEqual([]);
  });

  test("takes letters as letters while somebody types, and while an input method composes", async () => {
    const { page, faults } = await openAs("VN", "auditor");
    await page.locator(ROW).first().waitFor();
    await page.keyboard.press("/");
    expect(await focused(page)).toBe("query");
    await page.keyboard.type(" jkx?");
    expect(await page.locator("#query").inputValue()).toBe("state:open jkx?");
    await page.locator("#list-title").focus();
    await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true, isComposing: true })));
    expect(await focused(page)).not.toMatch(/^row-/);
    expect(faults).toEqual([]);
  });

  test("keeps its filters in the address: a reload keeps them, Back takes them off one by one", async () => {
    const { page, faults } = await openAs("VN", "auditor");
    const line = (facet: string) => page.locator(`section[aria-labelledby="facet-${facet}"] .facet-line`).first();
    await page.locator(".facet-fold > summary").click();
    await line("sev").click();
    await expect.poll(() => page.locator("#query").inputValue()).toMatch(/^state:open sev:\w+$/);
    const narrowed = await page.locator("#query").inputValue();
    await line("rule").click();
    await expect.poll(() => page.locator("#query").inputValue()).toMatch(/^state:open sev:\w+ rule:R\d\d$/);
    const query = await page.locator("#query").inputValue();
    await page.reload();
    await page.locator(ROW).first().waitFor();
    expect(await page.locator("#query").inputValue()).toBe(query);
    await page.locator(ROW).first().click();
    await page.locator("#panel-title").waitFor();
    await page.goBack();
    await expect.poll(() => page.locator(".panel").count()).toBe(0);
    await page.goBack();
    await expect.poll(() => page.locator("#query").inputValue()).toBe(narrowed);
    expect(faults).toEqual([]);
  });

  test("says what is wrong and how to go on: a filter that does not exist, nothing found, no network", async () => {
    const { device, page, faults } = await openAs("VN", "auditor");
    await page.goto(listOf("state:WRONG"));
    await page.locator("#query-error").getByText("WRONG").waitFor();
    await button(page, "Bỏ lọc").last().click();
    await page.locator(ROW).first().waitFor();
    await page.locator("#query").fill("colour:red");
    await page.keyboard.press("Enter");
    await page.locator("#query-error").getByText("colour:red").waitFor();
    await page.goto(listOf("service:9.999999"));
    await page.getByText("Không có chênh lệch nào khớp bộ lọc").waitFor();
    await page.locator(".empty").getByText("Lần đối soát gần nhất").waitFor();
    await page.locator(".empty").getByRole("button", { name: "Bỏ lọc" }).click();
    await page.locator(ROW).first().waitFor();
    await device.setOffline(true);
    await page.locator("#query").fill("sev:>=high");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await device.setOffline(false);
    await page.locator(ROW).first().waitFor();
    expect(faults).toEqual([]);
  });
});

describe("two auditors, an agency and one discrepancy", () => {
  test("asked once, explained with a signature, accepted with a signature, and nothing that the slower one wrote is lost", async () => {
    const [first, second] = [await openAs("VN", "auditor"), await openAs("VN", "auditor", { nth: 1 })];
    await makeKey(second.page);
    await Promise.all([openFirst(first.page, UNIT), openFirst(second.page, UNIT)]);
    const reference = new URL(first.page.url()).searchParams.get("open")!;
    const [, id] = reference.split("/");

    await button(second.page, "Yêu cầu giải trình").click();
    await second.page.locator("#ask-question").fill("Vì sao danh sách không có số hồ sơ?");
    await button(first.page, "Yêu cầu giải trình").click();
    await button(first.page, "Gửi câu hỏi").click();
    await first.page.getByText("Câu hỏi cần ít nhất 10 ký tự.").waitFor();
    await first.page.locator("#ask-question").fill("Vì sao các dịch vụ này không có số?");
    await button(first.page, "Gửi câu hỏi").click();
    await first.page.locator(".timeline").getByText("Vì sao các dịch vụ này không có số?").waitFor();
    await button(second.page, "Gửi câu hỏi").click();
    await second.page.getByRole("alert").getByText("Có người vừa cập nhật chênh lệch này").waitFor();
    await second.page.locator(".timeline").getByText("Vì sao các dịch vụ này không có số?").waitFor();

    await explain(id!);
    await second.page.reload();
    await second.page.locator(".timeline").getByText("Phần mềm cũ chưa đếm hồ sơ").waitFor();
    await button(second.page, "Yêu cầu giải trình").click();
    expect(await second.page.locator("#ask-question").inputValue()).toBe("Vì sao danh sách không có số hồ sơ?");
    await second.page.keyboard.press("Escape");
    await second.page.getByRole("dialog").waitFor({ state: "detached" });
    await second.page.locator("#panel-title").waitFor();

    await first.page.reload();
    await first.page.locator("#panel-title").waitFor();
    expect(await button(first.page, "Chấp nhận giải trình").count()).toBe(0);
    await button(second.page, "Chấp nhận giải trình").click();
    await second.page.locator("#decide-text").fill("Đơn vị đã nâng cấp phần mềm, chấp nhận.");
    await button(second.page, "Xem nội dung sẽ ký").click();
    expect(await second.page.getByRole("dialog").locator(".transcript").textContent()).toContain("Đơn vị đã nâng cấp phần mềm, chấp nhận.");
    expect(await listBarriers(second.page)).toEqual([]);
    await button(second.page, "Ký và nộp").click();
    await second.page.locator(".timeline").getByText("Đơn vị đã nâng cấp phần mềm, chấp nhận.").waitFor();
    await expect.poll(() => second.page.locator(`[id="row-${reference}"]`).count()).toBe(0);
    await second.page.keyboard.press("Escape");
    await expect.poll(() => focused(second.page)).toMatch(/^(list-title|row-)/);

    const { state, events } = await ask<DiscrepancyDetail>(second.page, `/v1/t/${UNIT}/discrepancies/${id}`);
    expect(state).toBe("ACCEPTED");
    expect(events.toSorted((a, b) => a.version - b.version).map(({ transition, submission }) => [transition, submission !== null])).toEqual([["open", false], ["acknowledge", false], ["ask", false], ["explain", true], ["accept", true]]);
    expect([...first.faults, ...second.faults]).toEqual([]);
  });

  /** The key of this device, approved by an administrator of the authority on the page of keys. */
  async function makeKey(page: Page): Promise<void> {
    await page.goto("/console/keys");
    await button(page, "Tạo khoá và gửi đăng ký").click();
    await page.getByText("Khoá đang chờ duyệt").waitFor();
    const registrar = await openAs("VN", "administrator", { next: "/console/keys" });
    await button(registrar.page, "Duyệt khoá").click();
    await registrar.page.getByRole("dialog").getByRole("button", { name: "Duyệt khoá" }).click();
    // Beside those with which the demo was made.
    await registrar.page.getByRole("article").filter({ hasNotText: "generated" }).locator(".history").getByText("Duyệt").waitFor();
    await button(page, "Kiểm tra lại").click();
    await page.getByText("Thiết bị này ký được").waitFor();
    expect(registrar.faults).toEqual([]);
  }

  async function explain(id: string): Promise<void> {
    const { page, faults } = await openAs(UNIT, "officer", { next: "/fill" });
    await enrolDevice(browser(), page, origin, UNIT);
    await page.goto(`/fill/discrepancies/${id}`);
    await page.locator("#explain-reason").selectOption("system-error");
    await page.locator("#explain-text").fill("Phần mềm cũ chưa đếm hồ sơ theo dịch vụ.");
    await button(page, "Kiểm tra và ký").click();
    await expect.poll(() => page.locator("[data-digest]").textContent()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    await button(page, "Ký và nộp").click();
    await page.locator(".timeline").getByText("Phần mềm cũ chưa đếm hồ sơ").waitFor();
    expect(faults).toEqual([]);
  }
});

describe("the catalogue", () => {
  test("shows anybody an agency's services, and finds one without accents", async () => {
    const { page, faults } = await openDevice(phone);
    await page.goto("/console/services");
    await page.locator("#services-tenant").selectOption(OTHER);
    const rows = page.locator(".table-scroll tbody tr");
    await rows.first().waitFor();
    const { services } = await ask<{ services: { code: string; nameVi: string }[] }>(page, `/v1/t/${OTHER}/services`);
    expect(await rows.count()).toBe(services.length);
    const { code, nameVi } = services.at(-1)!;
    await page.locator("#services-search").fill(nameVi.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toUpperCase());
    await expect.poll(() => rows.count()).toBeLessThan(services.length);
    await page.getByText(code).waitFor();
    expect(faults).toEqual([]);
  });
});

describe("every page of the console", () => {
  test.each([["vi", "light", phone], ["en", "dark", desk]] as const)("has no barrier that axe knows, in %s and %s colours, and fits the screen", async (locale, scheme, screen) => {
    const { page, faults } = await openAs("VN", "auditor", { locale, scheme, screen });
    const look = async (what: string) => {
      expect(await listBarriers(page), what).toEqual([]);
      for (const size of [phone, desk]) {
        await page.setViewportSize(size);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${what} is no wider than ${size.width} pixels`).toBeLessThanOrEqual(0);
      }
      await page.setViewportSize(screen);
    };
    await page.locator(ROW).first().waitFor();
    await look("list");
    await openFirst(page, OTHER);
    await page.waitForLoadState("networkidle");
    await look("panel");
    await page.locator(".moves").getByRole("button", { name: /Yêu cầu giải trình|Ask for/ }).click();
    await look("ask dialog");
    await page.keyboard.press("Escape");
    await page.locator(".moves").getByRole("button", { name: /Đề nghị bỏ qua|Request dismissal/ }).click();
    await look("dismissal dialog");
    await page.keyboard.press("Escape");
    for (const place of ["keys", "runs", "services", "reporting", "rule-sets", "calendar", "quality", "notices", "orders"]) {
      await page.goto(`/console/${place}`);
      await page.locator("h1").waitFor();
      expect(await page.title()).toMatch(/ · Đối Soát$/);
      await page.waitForLoadState("networkidle");
      await look(place);
    }
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
    expect(faults).toEqual([]);
  });

  test("what is decided upon stands in the dialog: a dismissal's reason, the day a unit asks for; without a barrier in either language", async () => {
    for (const locale of ["vi", "en"] as const) {
      const supervisor = await openAs("VN", "supervisor", { locale });
      const dismissal = await firstOf(supervisor.page, "DISMISSAL_REQUESTED");
      const { events } = await ask<DiscrepancyDetail>(supervisor.page, `/v1/t/${dismissal.tenant.code}/discrepancies/${dismissal.id}`);
      await supervisor.page.goto(`${LIST}?open=${dismissal.tenant.code}/${dismissal.id}`);
      await supervisor.page.locator("[data-key='move:approve-dismissal']").click();
      await supervisor.page.getByRole("dialog").locator(".to-decide").getByText(events.at(-1)!.comment!).waitFor();
      expect(await listBarriers(supervisor.page)).toEqual([]);

      const { page, faults } = await openAs("VN", "auditor", { locale });
      const asked = await firstOf(page, "AWAITING_EXPLANATION");
      const address = `/v1/t/${asked.tenant.code}/discrepancies/${asked.id}`;
      const known = await ask<DiscrepancyDetail>(page, address);
      if (!known.events.some(({ transition }) => transition === "request-extension")) {
        const officer = await openAs(asked.tenant.code, "officer", { next: "/fill" });
        const wished = await officer.device.request.post(`${address}/transitions`, { data: { transition: "request-extension", wishedOn: wishAfter(known.dueOn!), comment: "Cần đối chiếu thêm với kho lưu trữ." }, headers: { Origin: origin, "If-Match": `"${known.version}"` } });
        expect(wished.status()).toBe(200);
      }
      await page.goto(`${LIST}?open=${asked.tenant.code}/${asked.id}`);
      await page.locator("[data-key='move:grant-extension']").click();
      await expect.poll(() => page.locator("#move-dueOn").inputValue()).toBe(wishAfter(known.dueOn!));
      expect(await listBarriers(page)).toEqual([]);
      expect([...supervisor.faults, ...faults]).toEqual([]);
    }
  });

  const wishAfter = (day: string) => new Date(Date.parse(day) + 7 * 86_400_000).toISOString().slice(0, 10);
  const firstOf = async (page: Page, state: string) => (await ask<DiscrepancyList>(page, `/v1/discrepancies?q=state:${state}&limit=1`)).discrepancies[0]!;

  test("of an agency shows its own discrepancies and nobody else's", async () => {
    const { page, faults } = await openAs(OTHER, "administrator");
    await page.locator(ROW).first().waitFor();
    const { discrepancies } = await ask<DiscrepancyList>(page, `/v1/t/${OTHER}/discrepancies?q=state:open`);
    expect(await page.locator(".worklist").getAttribute("aria-rowcount")).toBe(String(discrepancies.length + 1));
    expect(await page.locator(`${ROW}:not([id^="row-${OTHER}/"])`).count()).toBe(0);
    await page.getByRole("link", { name: "Kết nối" }).click();
    await page.locator("#add-integration-title").waitFor();
    expect(await listBarriers(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
