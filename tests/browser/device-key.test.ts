import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../scripts/platform/launch-browser.ts";
import { openDevice, phone, signIn } from "./officer-in-browser.ts";

const origin = inject("origin");
let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ page } = await openDevice(browser, origin, phone));
  await signIn(page, origin, "G12", "officer");
  await page.goto("/fill/key");
  await page.locator("#key-label").fill("Máy thử");
  await page.getByRole("button", { name: /Tạo khoá|Make the key/ }).click();
  await page.getByText(/Khoá đang chờ duyệt|waiting for approval/).waitFor();
});
afterAll(async () => browser.close());

/** What a script on the page itself, with everything the page may do, gets out of the key that the page made. */
const tryToTakeKey = () =>
  page.evaluate(async () => {
    const open = indexedDB.open("doi-soat");
    const database = await new Promise<IDBDatabase>((done, fail) => {
      open.onsuccess = () => done(open.result);
      open.onerror = () => fail(new Error("no database"));
    });
    const all = database.transaction("keys").objectStore("keys").getAll();
    const [kept] = await new Promise<{ privateKey: CryptoKey; publicJwk: JsonWebKey }[]>((done) => {
      all.onsuccess = () => done(all.result as { privateKey: CryptoKey; publicJwk: JsonWebKey }[]);
    });
    const { privateKey, publicJwk } = kept!;
    const outcome = (attempt: Promise<unknown>) => attempt.then(() => "taken", (error: Error) => error.name);
    const wrapper = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["wrapKey"]);
    const exported: Record<string, string> = {};
    for (const format of ["jwk", "pkcs8", "raw", "spki"] as const) exported[format] = await outcome(crypto.subtle.exportKey(format, privateKey));
    for (const format of ["jwk", "pkcs8", "raw"] as const) exported[`wrapped ${format}`] = await outcome(crypto.subtle.wrapKey(format, privateKey, wrapper, { name: "AES-GCM", iv: new Uint8Array(12) }));
    const text = JSON.stringify([kept, structuredClone(kept)]);
    return { exported, isExtractable: privateKey.extractable, usages: privateKey.usages, publicMembers: Object.keys(publicJwk), text };
  });

describe("the key that a device made", () => {
  test("attack 53: cannot be exported or wrapped in any format, not even by the page itself", async () => {
    const { exported, isExtractable, usages } = await tryToTakeKey();
    expect(isExtractable).toBe(false);
    expect(usages).toEqual(["sign"]);
    expect(Object.keys(exported)).toEqual(["jwk", "pkcs8", "raw", "spki", "wrapped jwk", "wrapped pkcs8", "wrapped raw"]);
    for (const [format, outcome] of Object.entries(exported)) expect(outcome, format).toMatch(/^(InvalidAccessError|NotSupportedError|OperationError)$/);
    expect([exported["jwk"], exported["pkcs8"]]).toEqual(["InvalidAccessError", "InvalidAccessError"]);
  });

  test("leaves nothing secret beside it: what is kept in words is the public half", async () => {
    const { publicMembers, text } = await tryToTakeKey();
    expect(publicMembers.toSorted()).toEqual(["crv", "kty", "x", "y"]);
    expect(text).not.toMatch(/"d":/);
  });
});
