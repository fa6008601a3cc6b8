import { describe, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { signInAs } from "../../scripts/platform/sign-in-as.ts";
import type { DiscrepancyDetail } from "../../worker/review/contract.ts";
import type { DiscrepancyList } from "../../worker/worklist/contract.ts";
import { listBarriers, phone, signIn, useDevices } from "./officer-in-browser.ts";

const origin = inject("origin");
const TENANT = "H57-2025";
const QUESTION = "Đề nghị nêu rõ vì sao hai số khác nhau.";
const ANSWER = "Hai hồ sơ nộp lại được đếm hai lần; đơn vị đã đối chiếu với sổ tiếp nhận.";
const { openDevice } = useDevices(origin);

const open = (locale: "vi" | "en" = "vi") => openDevice(phone, { locale });

async function read<Answer>(page: Page, path: string): Promise<Answer> {
  return page.evaluate(async (address) => (await fetch(address)).json(), path) as Promise<Answer>;
}

/** An auditor asks the unit about one of its discrepancies that nobody has asked about. */
async function askTheUnit(): Promise<string> {
  const { name, value } = await signInAs(origin, "VN", "auditor");
  const headers = { "Content-Type": "application/json", Cookie: `${name}=${value}`, Origin: origin };
  const address = `${origin}/v1/t/${TENANT}/discrepancies`;
  const { discrepancies } = (await (await fetch(`${address}?q=state:NEW&limit=100`, { headers })).json()) as DiscrepancyList;
  const { id, version } = discrepancies.at(-1)!;
  const response = await fetch(`${address}/${id}/transitions`, { method: "POST", headers: { ...headers, "If-Match": `"${version}"` }, body: JSON.stringify({ transition: "ask", question: QUESTION }) });
  expect(response.status).toBe(200);
  return id;
}

describe("the unit's side of a discrepancy on a phone", () => {
  test("lists what is due first, lets somebody without the role draft and somebody with it take the draft, and shows the wish for more days", async () => {
    const id = await askTheUnit();
    const drafter = await open();
    await signIn(drafter.page, origin, TENANT, "administrator");
    await drafter.page.goto("/fill/discrepancies");
    const first = drafter.page.locator(".discrepancy-card").first();
    await first.getByText(/Giải trình trước hết ngày|Sửa số liệu trước hết ngày/).waitFor();
    await drafter.page.getByText("Chưa phải làm gì: cơ quan đối soát chưa hỏi.").first().waitFor();
    await drafter.page.getByLabel("Hiển thị").selectOption("ours");
    await drafter.page.locator(`a[href='/fill/discrepancies/${id}']`).click();
    await drafter.page.getByText(QUESTION).first().waitFor();
    await drafter.page.getByText("Bạn soạn, người khác ký").waitFor();
    expect(await drafter.page.getByRole("button", { name: "Kiểm tra và ký" }).count()).toBe(0);
    await drafter.page.locator("#explain-reason").selectOption("system-error");
    await drafter.page.locator("#explain-text").fill(ANSWER);
    await drafter.page.getByRole("button", { name: "Lưu thành bản nháp chung" }).click();
    await drafter.page.getByText("Bản nháp chung của đơn vị:").waitFor();
    expect(await listBarriers(drafter.page)).toEqual([]);
    await drafter.page.goBack();
    expect(await drafter.page.getByLabel("Hiển thị").inputValue()).toBe("ours");

    const officer = await open();
    await signIn(officer.page, origin, TENANT, "officer");
    await officer.page.goto(`/fill/discrepancies/${id}`);
    await officer.page.locator("#explain-text").fill("Đang viết dở.");
    await officer.page.getByRole("button", { name: "Lấy bản nháp chung" }).click();
    expect(await officer.page.locator("#explain-text").inputValue()).toBe(ANSWER);
    await officer.page.getByRole("button", { name: "Trả lại nội dung trước đó" }).click();
    expect(await officer.page.locator("#explain-text").inputValue()).toBe("Đang viết dở.");
    expect(await officer.page.getByRole("button", { name: "Kiểm tra và ký" }).count()).toBe(1);

    const { dueOn } = await read<DiscrepancyDetail>(officer.page, `/v1/t/${TENANT}/discrepancies/${id}`);
    await officer.page.getByText("Xin gia hạn").click();
    await officer.page.getByRole("button", { name: "Gửi đề nghị" }).click();
    await officer.page.getByText("Chọn một ngày sau hạn hiện tại.").waitFor();
    expect(await officer.page.evaluate(() => document.activeElement?.id)).toBe("extension-day");
    await officer.page.locator("#extension-day").fill(new Date(Date.parse(`${dueOn}T00:00:00Z`) + 14 * 86_400_000).toISOString().slice(0, 10));
    await officer.page.locator("#extension-why").fill("Cần đối chiếu thêm với kho lưu trữ của đơn vị.");
    await officer.device.setOffline(true);
    await officer.page.getByRole("button", { name: "Gửi đề nghị" }).click();
    await officer.page.getByText("Không kết nối được").waitFor();
    await officer.device.setOffline(false);
    await officer.page.getByRole("button", { name: "Gửi đề nghị" }).click();
    await officer.page.getByText("chờ trả lời").waitFor();
    expect(await officer.page.getByRole("button", { name: "Gửi đề nghị" }).count()).toBe(0);
    expect(await listBarriers(officer.page)).toEqual([]);
    expect(await officer.page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
    expect([...drafter.faults, ...officer.faults]).toEqual([]);
  });
});
