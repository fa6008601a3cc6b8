import { describe, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { makeSigner, type Signer } from "../../scripts/seed/signer.ts";
import { addDays, dayAt } from "../../worker/kernel/windows.ts";
import { digestOf } from "../../worker/kernel/digest.ts";
import { newUuid7 } from "../../worker/kernel/ids.ts";
import type { Role } from "../../worker/kernel/context.ts";
import type { FormList, FormVersionView } from "../../worker/forms/contract.ts";
import { attachedTranscript } from "../../worker/forms/attached-transcript.ts";
import type { DiscrepancyDetail } from "../../worker/review/contract.ts";
import type { KeyChallenge, KeyView, SigningTicket } from "../../worker/signing/contract.ts";
import type { SubmissionDocumentView } from "../../worker/submissions/contract.ts";
import type { DemoPeople } from "../../worker/tenancy/contract.ts";
import { listKeys } from "../../web/console/worklist/list-keys.ts";
import { desk, useDevices } from "./officer-in-browser.ts";

const origin = inject("origin");
const LIST = "/console/discrepancies";
/** Units whose discrepancies console.test.ts and fill.test.ts work with. */
const takenElsewhere = ["H57-2025", "H26"];
const { openDevice } = useDevices(origin);

type Api = { person: string; get: <Answer>(path: string) => Promise<Answer>; post: <Answer>(path: string, data: object, headers?: Record<string, string>) => Promise<Answer> };

/** The person of the tenant with the role, as a client of the API: no page. */
async function clientOf(tenant: string, role: Role): Promise<Api> {
  const { device } = await openDevice(desk);
  const { people } = (await (await fetch(`${origin}/v1/demo/people`)).json()) as DemoPeople;
  const person = people.find((one) => one.tenant.code === tenant)!.officers.filter(({ roles }) => roles.includes(role)).toSorted((a, b) => a.roles.length - b.roles.length)[0]!.id;
  const ask = async (path: string, request?: { method: string; data: object; headers: Record<string, string> }) => {
    const answer = await device.request.fetch(path, request ?? {});
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
    return answer.json() as Promise<never>;
  };
  const post: Api["post"] = (path, data, headers = {}) => ask(path, { method: "POST", data, headers: { Origin: origin, ...headers } });
  await post(`/v1/t/${tenant}/sessions`, { officer: person });
  return { person, get: (path) => ask(path), post };
}

/** A key of the officer that one of the tenant's administrators approves. */
async function enrolKey(officer: Api, tenant: string): Promise<Signer> {
  const signer = await makeSigner();
  const { audience, issuer, serverTime, nonce } = await officer.post<KeyChallenge>(`/v1/t/${tenant}/key-challenges`, {});
  const pop = await signer.sign("gov-key-pop+jwt", { ver: 1, aud: audience, iss: issuer, iat: serverTime, nonce, jkt: signer.kid } as { iat: number });
  await officer.post(`/v1/t/${tenant}/keys`, { jwk: signer.jwk, alg: "ES256", label: "Máy thử", pop });
  await approveKeys(tenant);
  return signer;
}

async function approveKeys(tenant: string): Promise<void> {
  const administrator = await clientOf(tenant, "administrator");
  const { keys } = await administrator.get<{ keys: KeyView[] }>(`/v1/t/${tenant}/keys`);
  for (const { kid } of keys.filter(({ state, ownerKind }) => state === "pending" && ownerKind === "officer")) await administrator.post(`/v1/t/${tenant}/keys/${kid}/approve`, {});
}

/** The unit's signed answer through the API. */
async function explain(tenant: string, id: string): Promise<void> {
  const officer = await clientOf(tenant, "officer");
  const signer = await enrolKey(officer, tenant);
  const { forms } = await officer.get<FormList>(`/v1/t/${tenant}/forms`);
  const { rev } = forms.find((form) => form.id === "explanation" && form.closedAt === null)!;
  const form = await officer.get<FormVersionView>(`/v1/t/${tenant}/forms/explanation/versions/${rev}`);
  const { audience, issuer, serverTime, nonce } = await officer.post<SigningTicket>(`/v1/t/${tenant}/signing-tickets`, { form: "explanation", rev, locale: "vi" });
  const { version, matter } = await officer.get<DiscrepancyDetail>(`/v1/t/${tenant}/discrepancies/${id}`);
  const answers = { discrepancy: id, matter, reason: "late-sync", text: "Hồ sơ cuối kỳ được đồng bộ chậm." };
  const { nameVi } = await officer.get<{ nameVi: string }>(`/v1/t/${tenant}`);
  const { text, renderer } = attachedTranscript({ pkg: form.package, revision: rev, locale: "vi", answers, act: "submit", tenantName: nameVi }, []);
  const claims = {
    ver: 1, jti: newUuid7(Date.now()), iss: issuer, aud: audience, iat: serverTime, nonce, act: "submit",
    form: { id: "explanation", rev, dig: form.digest }, view: { loc: "vi", ren: renderer, dig: await digestOf(text) }, data: answers,
  };
  await officer.post(`/v1/t/${tenant}/discrepancies/${id}/transitions`, { transition: "explain", signed: await signer.sign("gov-submission+jwt", claims) }, { "If-Match": `"${version}"` });
}

/** The page with its pointer taken away: whatever would press with it throws. */
function withoutPointer(page: Page): Page {
  const refuse = () => {
    throw new Error("This test has no mouse.");
  };
  for (const name of ["click", "dblclick", "hover", "tap", "fill", "check", "selectOption", "dispatchEvent", "dragAndDrop", "focus", "setInputFiles", "uncheck", "type", "press"] as const) page[name] = refuse as never;
  for (const name of ["click", "dblclick", "down", "move", "up", "wheel"] as const) page.mouse[name] = refuse as never;
  return page;
}

const focusedText = (page: Page) => page.evaluate(() => { const at = document.activeElement as HTMLElement | null; return `#${at?.id ?? ""} ${at?.matches("button, a, summary") ? at.innerText : ""}`; });
const addressed = (page: Page) => new URL(page.url()).searchParams;

/** Goes on with Tab until the focus is where the text says. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  const passed: string[] = [];
  for (let steps = 0; steps < 150; steps++) {
    const here = await focusedText(page);
    if (here.includes(wanted)) return;
    passed.push(here.slice(0, 30));
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to “${wanted}”: ${passed.slice(-40).join(" | ")}`);
}

async function pressOn(page: Page, wanted: string): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press("Enter");
}

/** Walks down with `j` until the row is in the focus, and opens it. */
async function openRow(page: Page, wanted: (row: string) => boolean): Promise<string> {
  await page.locator(".worklist-body > [role=row]").first().waitFor();
  let row = "";
  for (let steps = 0; steps < 200; steps++) {
    const before = row;
    await page.keyboard.press("j");
    await expect.poll(async () => (row = (await focusedText(page)).match(/^#row-(\S+)/)?.[1] ?? before)).not.toBe(before);
    if (!wanted(row)) continue;
    await page.keyboard.press("Enter");
    await expect.poll(() => addressed(page).get("open")).toBe(row);
    await expect.poll(() => focusedText(page)).toMatch(/^#panel-title/);
    return row;
  }
  throw new Error("No such row in the list.");
}

describe("an auditor who has only a keyboard", () => {
  test("signs in, opens the inbox, acknowledges, takes it back, asks, and upholds with a signature that is verified", async () => {
    const opened = await openDevice(desk);
    const page = withoutPointer(opened.page);
    const { people } = (await (await fetch(`${origin}/v1/demo/people`)).json()) as DemoPeople;
    const auditor = people.find((one) => one.tenant.code === "VN")!.officers.filter(({ roles }) => roles.includes("auditor")).at(-1)!;
    await page.goto(`/sign-in?next=${LIST}`);
    await page.getByText(auditor.name).first().waitFor();
    await pressOn(page, auditor.name);
    await page.waitForURL((url) => url.pathname === LIST);

    await page.goto("/console/keys");
    await page.locator("#key-label").waitFor();
    await pressOn(page, "Tạo khoá và gửi đăng ký");
    await page.getByText("Khoá đang chờ duyệt").waitFor();
    await approveKeys("VN");
    await pressOn(page, "Kiểm tra lại");
    await page.getByText("Thiết bị này ký được").waitFor();

    await page.goto(LIST);
    await page.locator(".worklist-body > [role=row]").first().waitFor();
    const inbox = page.waitForResponse((answer) => /[?&]q=state%3ANEW/.test(answer.url()) && !answer.url().includes("/facets"));
    await page.keyboard.press("g");
    await page.keyboard.press("i");
    await expect.poll(() => addressed(page).get("q")).toContain("state:NEW");
    // The rows from before stay until the new ones are there.
    await inbox;
    await expect.poll(() => page.locator(".stale").count()).toBe(0);
    // Of a unit whose people are in the demo: one of them answers.
    const withOfficers = new Set(people.filter(({ officers }) => officers.some(({ roles }) => roles.includes("officer")) && officers.some(({ roles }) => roles.includes("administrator"))).map(({ tenant }) => tenant.code));
    for (const unit of takenElsewhere) withOfficers.delete(unit);
    const reference = await openRow(page, (row) => withOfficers.has(row.split("/")[0]!));
    const [tenant, id] = reference.split("/") as [string, string];

    await page.keyboard.press("1");
    await page.getByText(/Hoàn tác \(u\)/).waitFor();
    expect(await page.locator(".undo-offer [role=status]").textContent()).toContain("10 giây");
    await expect.poll(() => page.locator(".undo-seconds").textContent(), { timeout: 5000 }).toMatch(/còn [1-9] giây/);
    await page.keyboard.press("u");
    await expect.poll(() => page.locator(".undo-bar").count()).toBe(0);
    await page.locator(".panel-head").getByText("Mới", { exact: true }).waitFor();
    await page.keyboard.press("u");
    await page.getByText("Không có gì để hoàn tác lúc này.").first().waitFor();
    await page.keyboard.press("1");
    await page.locator(".panel-head").getByText("Đã nhận xử lý").waitFor();

    await page.keyboard.press("2");
    await page.getByRole("dialog").waitFor();
    await tabTo(page, "#ask-question");
    // Digits and letters that are keys of the list stay what they are.
    await page.keyboard.type("Vì sao 12345 hồ sơ không có trong báo cáo? jkxhcdeu");
    await pressOn(page, "Gửi câu hỏi");
    await page.locator(".timeline").getByText("jkxhcdeu").waitFor();
    await explain(tenant, id);
    await page.reload();
    await page.locator(".timeline").getByText("Hồ sơ cuối kỳ được đồng bộ chậm.").waitFor();
    await expect.poll(() => focusedText(page)).toMatch(/^#panel-title/);

    await page.keyboard.press("3");
    await page.getByRole("dialog").waitFor();
    await tabTo(page, "#decide-text");
    await page.keyboard.type("Số liệu đồng bộ chậm không giải thích được chênh lệch.");
    await tabTo(page, "#decide-remedy");
    const [year, month, day] = addDays(dayAt(Date.now()), 20).split("-");
    await page.keyboard.type(`${month}${day}${year}`);
    await pressOn(page, "Xem nội dung sẽ ký");
    await page.getByRole("dialog").locator(".transcript").waitFor();
    await expect.poll(() => page.locator("[data-digest]").textContent()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    await pressOn(page, "Ký và nộp");
    await page.locator(".panel-head").getByText("Giữ kết luận").first().waitFor();
    await page.locator(".timeline").getByText("không giải thích được chênh lệch").waitFor();
    // The chain is verified and the signature looked at, from the keyboard too.
    await pressOn(page, "Kiểm tra với sổ ghi");
    await page.locator(".verify-life .notice").waitFor();
    expect(await page.locator(".verify-life").innerText()).toContain("đúng như sổ ghi");

    const client = await clientOf("VN", "auditor");
    const { state, events } = await client.get<DiscrepancyDetail>(`/v1/t/${tenant}/discrepancies/${id}`);
    // Before these stands what others did with it on this platform.
    expect([state, events.map(({ transition }) => transition).slice(-6)]).toEqual(["UPHELD", ["acknowledge", "undo", "acknowledge", "ask", "explain", "uphold"]]);
    const signed = await client.get<SubmissionDocumentView>(`/v1/t/${tenant}/submissions/${events.at(-1)!.submission}`);
    expect(signed).toMatchObject({ signer: { id: auditor.id }, standing: "VALID", isTextAsSigned: true });
    expect(await client.get(`/v1/t/${tenant}/discrepancies/${id}/verification`)).toMatchObject({ isIntact: true });
    expect(opened.faults).toEqual([]);
  }, 120_000);

  test("writes Vietnamese undisturbed: no key of the list acts while an input method composes, or in any field", async () => {
    const opened = await openDevice(desk);
    const { people } = (await (await fetch(`${origin}/v1/demo/people`)).json()) as DemoPeople;
    const auditor = people.find((one) => one.tenant.code === "VN")!.officers.find(({ roles }) => roles.includes("auditor"))!;
    await opened.device.request.post("/v1/t/VN/sessions", { data: { officer: auditor.id }, headers: { Origin: origin } });
    const { page, faults } = opened;
    const moves: string[] = [];
    page.on("request", (request) => request.method() === "POST" && moves.push(request.url()));
    await page.goto(`${LIST}?q=${encodeURIComponent("state:NEW")}`);
    await openRow(page, () => true);
    await page.waitForLoadState("networkidle");
    const standing = () => page.evaluate(() => [location.href, document.activeElement?.id, document.querySelectorAll("dialog[open]").length, document.querySelectorAll("[aria-selected=true]").length]);
    const before = await standing();
    const keys = [...new Set(Object.keys(listKeys).flatMap((key) => key.split(" ")))];
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const key of keys) await page.evaluate(([name, how]) => void document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...how })), [key, composing] as const);
    }
    expect(await standing()).toEqual(before);

    // Every field the page has: the query, the comment, and the one of a dialog.
    const letters = keys.filter((key) => key.length === 1).join("");
    for (const field of ["#comment-text", "#query"]) {
      await page.locator(field).focus();
      const [address] = await standing();
      await page.locator(field).fill("");
      await page.keyboard.type(letters);
      expect(await page.locator(field).inputValue()).toBe(letters);
      expect((await standing()).slice(0, 3)).toEqual([address, field.slice(1), 0]);
    }
    expect(moves).toEqual([]);
    expect(faults).toEqual([]);
  });
});
