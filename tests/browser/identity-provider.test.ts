import { createServer, type Server } from "node:http";
import { Provider } from "oidc-provider";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { findFreePort } from "../../scripts/platform/serve.ts";
import type { NewEnrolment, PersonList } from "../../worker/sign-in/contract.ts";
import type { PolicyList } from "../../worker/tenancy/contract.ts";
import { desk, listBarriers, phone, signIn, useDevices, type Screen } from "./officer-in-browser.ts";

const origin = inject("origin");
/** The unit that has an identity provider of its own here. */
const UNIT = "H26";
const CLIENT = "doi-soat";
/** What a hostile provider, or somebody in between, makes of the address that the browser is sent back to. */
let forge = (address: string): string => address;
let provider: { issuer: string; server: Server };
const { openDevice } = useDevices(origin, "after all");

beforeAll(async () => void (provider = await startProvider()));
afterAll(() => void provider.server.close());

/** A real OpenID Connect provider on this machine. Its people are whoever types a name; it knows us as a public client. */
async function startProvider(): Promise<typeof provider> {
  const port = (await findFreePort(0))!;
  const issuer = `http://localhost:${port}`;
  const redirects = [UNIT, "H57-2025"].map((code) => `${origin}/v1/t/${code}/oidc/callback`);
  const real = new Provider(issuer, {
    clients: [{ client_id: CLIENT, token_endpoint_auth_method: "none", redirect_uris: redirects, grant_types: ["authorization_code"], response_types: ["code"] }],
    pkce: { required: () => true },
    cookies: { keys: ["only for this test"] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, email: "shared@example.gov.vn" }) }),
  });
  const answer = real.callback();
  const server = createServer((request, response) => {
    const setHeader = response.setHeader.bind(response);
    const isCallback = (name: string, value: unknown) => name.toLowerCase() === "location" && String(value).includes("/oidc/callback?");
    response.setHeader = (name, value) => setHeader(name, isCallback(name, value) ? forge(String(value)) : value);
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { issuer, server };
}

const device = (screen: Screen = desk) => openDevice(screen);

/** Asks the API from the person's own page. */
async function ask<Answer>(page: Page, method: string, path: string, body?: unknown): Promise<{ status: number; answer: Answer }> {
  return page.evaluate(
    async (request) => {
      const response = await fetch(request.path, { method: request.method, ...(request.body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(request.body) }) });
      const text = await response.text();
      return { status: response.status, answer: (text ? JSON.parse(text) : null) as never };
    },
    { method, path, body },
  );
}

/** What a person does at the provider: says who they are, and agrees where it asks. */
async function logInThere(page: Page, name: string): Promise<void> {
  await page.locator('input[name="login"]').fill(name);
  await page.locator('input[name="password"]').fill("anything");
  while (page.url().startsWith(provider.issuer)) {
    const step = page.url();
    await page.locator('button[type="submit"]').click();
    await page.waitForURL((url) => url.href !== step);
  }
}

test("somebody enrols with their agency account, signs in with it, confirms there anew, and nobody else gets in", { timeout: 180_000 }, async () => {
  const { page: registrar } = await device();
  await signIn(registrar, origin, UNIT, "administrator", 0, "/console/people");
  const { answer: settings } = await ask<PolicyList>(registrar, "GET", `/v1/t/${UNIT}/policies`);
  const before = settings.policies.find(({ name }) => name === "identity-provider")!.version;
  const set = await ask(registrar, "PUT", `/v1/t/${UNIT}/policies/identity-provider`, { value: { issuer: provider.issuer, clientId: CLIENT }, replaces: before });
  expect(set.status).toBe(200);
  const added = await ask<PersonList>(registrar, "POST", `/v1/t/${UNIT}/people`, { name: "Người Có Tài Khoản", unit: "Văn phòng", roles: ["officer"] });
  const person = added.answer.people.find(({ name }) => name === "Người Có Tài Khoản")!;
  const link = await ask<NewEnrolment>(registrar, "POST", `/v1/t/${UNIT}/people/${person.id}/enrolments`);

  const { page, faults } = await device();
  await page.goto(`/enrol#${UNIT}.${link.answer.secret}`);
  await page.getByRole("button", { name: "Dùng tài khoản của đơn vị thay cho khoá truy cập" }).click();
  await logInThere(page, "nguoi-248289761001");
  await page.waitForURL((url) => url.pathname === "/account");
  expect((await ask<{ officer: { id: string } }>(page, "GET", "/v1/session")).answer.officer.id).toBe(person.id);
  const own = page.getByRole("region", { name: "Tài khoản đơn vị gắn với bạn" });
  await own.getByText(provider.issuer).waitFor();
  await own.getByText("Bạn, bằng liên kết đăng ký").waitFor();
  await own.getByText("Báo ngay quản trị viên của đơn vị").waitFor();

  // The session is the provider's word: for sensitive acts it asks there again, however fresh the session at the provider is.
  const sensitive = () => ask<{ code?: string }>(page, "POST", "/v1/session/passkey-challenges");
  expect(await sensitive()).toMatchObject({ status: 403, answer: { code: "step-up-required" } });
  await page.goto("/v1/session/provider?next=%2Faccount");
  await logInThere(page, "nguoi-248289761001");
  await page.waitForURL((url) => url.pathname === "/account");
  expect((await sensitive()).status).toBe(201);

  await ask(page, "DELETE", "/v1/session");
  await page.goto("/sign-in");
  await page.locator(`a[href^="/v1/t/${UNIT}/oidc/sign-in"]`).click();
  await page.waitForURL((url) => url.pathname === "/fill");
  expect((await ask<{ officer: { id: string } }>(page, "GET", "/v1/session")).answer.officer.id).toBe(person.id);
  // Confirming as somebody else at the provider confirms nothing.
  await page.goto("/v1/session/provider");
  await logInThere(page, "somebody-else");
  await page.waitForURL((url) => url.pathname === "/sign-in" && url.search === "?refused=provider");

  const { page: other, faults: others } = await device();
  await other.goto(`/v1/t/${UNIT}/oidc/sign-in`);
  await logInThere(other, "somebody-else");
  await other.waitForURL((url) => url.search === "?refused=provider");
  await other.getByRole("alert").getByText("chưa gắn với ai ở đây").waitFor();
  expect((await ask(other, "GET", "/v1/session")).status).toBe(204);
  expect([...faults, ...others]).toEqual([]);
});

test("an administrator binds an account to a person on the people's page, who comes in with it until it is unbound there", { timeout: 180_000 }, async () => {
  const { page: registrar, faults } = await device(phone);
  await signIn(registrar, origin, UNIT, "administrator", 0, "/console/people");
  const { answer: added } = await ask<PersonList>(registrar, "POST", `/v1/t/${UNIT}/people`, { name: "Người Được Gắn", unit: "Văn phòng", roles: ["officer"] });
  const person = added.people.find(({ name }) => name === "Người Được Gắn")!;
  await registrar.reload();
  await registrar.getByRole("button", { name: "Tài khoản đơn vị: Người Được Gắn" }).click();
  const dialog = registrar.getByRole("dialog");
  await dialog.getByText("Chưa có tài khoản nào gắn với người này.").waitFor();
  await dialog.locator("#bind-subject").fill("shared@example.gov.vn");
  await dialog.getByText("Trông giống địa chỉ thư điện tử.").waitFor();
  await dialog.locator("#bind-subject").fill("có dấu");
  await dialog.getByRole("button", { name: "Gắn tài khoản" }).click();
  await dialog.getByText("sub có từ 1 đến 255 chữ").waitFor();
  await dialog.locator("#bind-subject").fill("nguoi-5561");
  await dialog.getByRole("button", { name: "Gắn tài khoản" }).click();
  await dialog.getByText("chưa dùng lần nào").waitFor();
  expect(await listBarriers(registrar)).toEqual([]);

  // Whoever has the same e-mail address there and another sub is nobody here.
  const { page: stranger } = await device();
  await stranger.goto(`/v1/t/${UNIT}/oidc/sign-in`);
  await logInThere(stranger, "shared@example.gov.vn");
  await stranger.waitForURL((url) => url.search === "?refused=provider");

  const { page } = await device();
  await page.goto(`/v1/t/${UNIT}/oidc/sign-in`);
  await logInThere(page, "nguoi-5561");
  await page.waitForURL((url) => url.pathname === "/fill");
  expect((await ask<{ officer: { id: string } }>(page, "GET", "/v1/session")).answer.officer.id).toBe(person.id);

  await dialog.getByRole("button", { name: "Gỡ: nguoi-5561" }).click();
  await dialog.getByText("Chưa có tài khoản nào gắn với người này.").waitFor();
  expect((await ask(page, "GET", "/v1/session")).status).toBe(401);
  await page.goto(`/v1/t/${UNIT}/oidc/sign-in`);
  if (page.url().startsWith(provider.issuer)) await logInThere(page, "nguoi-5561");
  await page.waitForURL((url) => url.search === "?refused=provider");
  expect(faults).toEqual([]);
});

test("an answer that this browser did not ask for, or that names another issuer or tenant, lets nobody in", { timeout: 120_000 }, async () => {
  const { page } = await device();
  const callback = `/v1/t/${UNIT}/oidc/callback`;
  await page.goto(`${callback}?code=stolen&state=guessed&iss=${encodeURIComponent(provider.issuer)}`);
  expect(new URL(page.url()).search).toBe("?refused=provider");
  const changes: ((url: URL) => void)[] = [
    (url) => url.searchParams.set("iss", "https://evil.example"),
    (url) => url.searchParams.set("state", "another"),
    (url) => url.searchParams.set("code", "another"),
    (url) => void (url.pathname = "/v1/t/H57-2025/oidc/callback"),
  ];
  for (const change of changes) {
    forge = (address) => {
      const url = new URL(address);
      change(url);
      return url.href;
    };
    await page.goto(`/v1/t/${UNIT}/oidc/sign-in`);
    if (page.url().startsWith(provider.issuer)) await logInThere(page, "nguoi-248289761001");
    await page.waitForURL((url) => url.search === "?refused=provider");
    expect((await ask(page, "GET", "/v1/session")).status).toBe(204);
  }
  forge = (address) => address;
});
