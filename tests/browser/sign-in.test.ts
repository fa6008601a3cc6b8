import { describe, expect, inject, test } from "vitest";
import type { CDPSession, Page } from "playwright-core";
import { desk, listBarriers, phone, signIn, useDevices, type Screen } from "./officer-in-browser.ts";

const origin = inject("origin");
/** The unit where people are added here. */
const UNIT = "H26";
const { openDevice } = useDevices(origin);

type Device = { page: Page; faults: string[]; authenticator: CDPSession; authenticatorId: string };

/** A device with a built-in authenticator that always finds its user's finger. */
async function openDeviceWithPasskeys(screen: Screen = desk, locale: "vi" | "en" = "vi"): Promise<Device> {
  const { device, page, faults } = await openDevice(screen, { locale });
  const authenticator = await device.newCDPSession(page);
  await authenticator.send("WebAuthn.enable");
  return { page, faults, authenticator, authenticatorId: await plugIn(authenticator) };
}

async function plugIn(authenticator: CDPSession): Promise<string> {
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
  return (await authenticator.send("WebAuthn.addVirtualAuthenticator", { options })).authenticatorId;
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function openPeople(): Promise<Page> {
  const { page } = await openDevice(desk);
  await signIn(page, origin, UNIT, "administrator", 0, "/console/people");
  await page.locator("#person-name").waitFor();
  return page;
}

/** Adds an officer on the page of people. */
async function addPerson(people: Page, name: string): Promise<void> {
  await people.locator("#person-name").fill(name);
  await people.locator("#person-unit").fill("Văn phòng");
  await people.locator("#new-officer").check();
  await button(people, "Thêm người").click();
  await people.getByRole("rowheader", { name }).waitFor();
}

/** Makes an enrolment link on the page of people and gives what is shown once. */
async function makeLink(people: Page, name: string): Promise<string> {
  await people.getByRole("button", { name: `Tạo liên kết đăng ký: ${name}` }).click();
  await people.getByRole("dialog").getByRole("button", { name: "Tạo liên kết đăng ký", exact: true }).click();
  const link = (await people.locator("#made-link").textContent())!;
  await people.getByRole("dialog").getByRole("button", { name: "Đóng", exact: true }).click();
  return link;
}

async function enrol(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await button(page, "Tạo khoá truy cập").click();
  await page.getByText("Đã đăng ký xong").waitFor();
}

async function signInWithPasskey(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await button(page, "Đăng nhập bằng khoá truy cập").click();
}

const whoIsSignedIn = (page: Page) => page.evaluate(async () => ((await fetch("/v1/session")).status === 200 ? ((await (await fetch("/v1/session")).json()) as { officer: { name: string } }).officer.name : null));

describe("an officer with a device", () => {
  test("is let in by a link, signs in with one button, adds a second passkey, confirms a sensitive act, and is recovered by somebody else", { timeout: 120_000 }, async () => {
    const name = "Người Thử Khoá";
    const people = await openPeople();
    await addPerson(people, name);
    const link = await makeLink(people, name);

    const { page, faults, authenticator, authenticatorId } = await openDeviceWithPasskeys();
    await enrol(page, link);
    await page.goto("/account");
    await page.getByText("Bạn mới có một khoá truy cập").waitFor();
    await page.evaluate(() => fetch("/v1/session", { method: "DELETE" }));
    await signInWithPasskey(page);
    await page.waitForURL((url) => url.pathname.startsWith("/fill"));
    expect(await whoIsSignedIn(page)).toBe(name);

    // The server wants proof that it is them; the page asks for it and then does what was asked.
    await page.goto("/account");
    const refusal = { code: "step-up-required", status: 403, title: "", detail: "" };
    await page.route("**/v1/session/passkey-challenges", (route) => route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(refusal) }), { times: 1 });
    await page.locator("#passkey-label").fill("Khoá dự phòng");
    await button(page, "Thêm khoá truy cập trên thiết bị này").click();
    const confirming = page.waitForResponse((response) => response.url().endsWith("/v1/session/assertions"));
    await button(page, "Xác nhận bằng khoá truy cập").click();
    expect((await confirming).status()).toBe(204);
    // This authenticator has a passkey of this person already, and says so.
    await page.getByRole("alert").getByText("Thiết bị chưa xác nhận").waitFor();
    await authenticator.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    await plugIn(authenticator);
    await button(page, "Thêm khoá truy cập trên thiết bị này").click();
    await page.getByRole("rowheader", { name: "Khoá dự phòng" }).waitFor();
    expect(await page.getByText("Bạn mới có một khoá truy cập").count()).toBe(0);
    await signInWithPasskey(page);
    await page.waitForURL((url) => url.pathname.startsWith("/fill"));

    await people.reload();
    const recovery = await makeLink(people, name);
    const { page: replacement, faults: others } = await openDeviceWithPasskeys(phone);
    await replacement.goto(recovery);
    await replacement.getByText("Đây là liên kết khôi phục").waitFor();
    await button(replacement, "Tạo khoá truy cập").click();
    await replacement.getByText("Đã đăng ký xong").waitFor();
    expect(await whoIsSignedIn(page)).toBeNull();
    await signInWithPasskey(page);
    await page.getByRole("alert").getByText("Chưa đăng nhập được").waitFor();
    await page.goto(link);
    await page.getByRole("alert").getByText("Liên kết đăng ký không còn dùng được").waitFor();
    expect([...faults, ...others]).toEqual([]);
  });

  test("ends another session of their own from the account page", async () => {
    const name = "Người Hai Máy";
    const people = await openPeople();
    await addPerson(people, name);
    const { page, faults } = await openDeviceWithPasskeys();
    await enrol(page, await makeLink(people, name));
    await signInWithPasskey(page);
    await page.waitForURL((url) => url.pathname.startsWith("/fill"));
    await page.goto("/account");
    await button(page, "Kết thúc").first().click();
    await page.getByText("Đã kết thúc phiên.").waitFor();
    await expect.poll(() => button(page, "Kết thúc").count()).toBe(0);
    expect(faults).toEqual([]);
  });
});

describe("the pages of sign-in", () => {
  test.each([
    ["vi", desk],
    ["en", phone],
  ] as const)("have no barrier and no text beside the screen (%s)", { timeout: 180_000 }, async (locale, screen) => {
    const people = await openPeople();
    const name = `Người Xem ${locale}`;
    await addPerson(people, name);
    const link = await makeLink(people, name);
    const { page, faults } = await openDeviceWithPasskeys(screen, locale);
    for (const address of ["/enrol#nothing", "/sign-in", link]) {
      await page.goto(address);
      await page.locator("h1").waitFor();
      await page.waitForLoadState("networkidle");
      expect(await listBarriers(page), address).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), address).toBe(true);
    }
    await signIn(page, origin, UNIT, "administrator", 0, "/console/people");
    await page.getByRole("rowheader", { name }).waitFor();
    expect(await listBarriers(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.goto("/account");
    await page.getByRole("rowheader").first().waitFor();
    expect(await listBarriers(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(faults).toEqual([]);
  });
});
