import { beforeAll, describe, expect, test } from "vitest";
import { refusalOf } from "../ask.ts";
import { signCompact } from "../make-key.ts";
import { makeTenant } from "../make-tenant.ts";
import { makeFiler, publishNationalForms, sendSubmission, type Filer } from "../make-report.ts";
import { headerOf, makeAttempt, tryClaims, tryHeader, tryTexts, TYPE, type Attempt, type Change, type Claims } from "./try-submission.ts";

let filer: Filer;
let attempt: Attempt;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  attempt = await makeAttempt(filer);
});

/** Signs the payload as the very text that `change` makes of it. */
const tryPayload = (change: (payload: string) => string | Uint8Array) => tryTexts(attempt, JSON.stringify(headerOf(attempt)), change(JSON.stringify(attempt.claims)));

describe("S5: the payload as JSON", () => {
  test.each<[string, (payload: string) => string | Uint8Array]>([
    ["bytes that are no UTF-8", (payload) => new Uint8Array([...new TextEncoder().encode(payload.slice(0, -1)), 0xc3, 0x28, 0x7d])],
    ["UTF-16 smuggled into UTF-8", (payload) => new Uint8Array([...new TextEncoder().encode(payload.slice(0, -2)), 0xed, 0xa0, 0x80, 0x22, 0x7d])],
    ["a byte order mark", (payload) => `\ufeff${payload}`],
    ["a claim twice", (payload) => payload.replace("{", '{"aud":"https://elsewhere",')],
    ["a claim twice, once escaped", (payload) => payload.replace("{", '{"\\u0061ud":"https://elsewhere",')],
    ["an answer twice", (payload) => payload.replace('"online":12', '"online":12,"online":99')],
    ["an answer twice, once escaped", (payload) => payload.replace('"online":12', '"online":12,"onl\\u0069ne":99')],
    ["half a character", (payload) => payload.replace("Đăng ký khai sinh", "\\ud800")],
    ["1e999", (payload) => payload.replace('"online":12', '"online":1e999')],
    ["1e400 as the time", (payload) => payload.replace(/"iat":\d+/, '"iat":1e400')],
    ["minus zero", (payload) => payload.replace('"online":12', '"online":-0')],
    ["2^53 + 1", (payload) => payload.replace('"online":12', '"online":9007199254740993')],
    ["depth without end", (payload) => payload.replace('"online":12', `"online":${"[".repeat(20_000)}${"]".repeat(20_000)}`)],
    ["thirty-three levels", (payload) => payload.replace('"online":12', `"online":${"[".repeat(33)}${"]".repeat(33)}`)],
    ["a hundred thousand members", (payload) => payload.replace('"online":12', `"online":[${"1,".repeat(90_000)}1]`)],
    ["a list instead of an object", (payload) => `[${payload}]`],
    ["text behind it", (payload) => `${payload}x`],
    ["nothing in it", () => " "],
  ])("attacks 9, 10 and 14: 400: %s", async (_, change) => {
    expect(await tryPayload(change)).toEqual([400, "payload-invalid"]);
  });
});

describe("S5: the set of claims", () => {
  test.each(["exp", "nbf", "sub", "tenant", "state", "VER", "constructor", "toString", "hasOwnProperty", "a/b~c"])("attack 15: 400: `%s`, which the profile does not know", async (name) => {
    expect(await tryClaims(attempt, (claims) => void (claims[name] = 1))).toEqual([400, "claim-unknown"]);
  });

  test.each<[string, (payload: string) => string]>([
    ["at the top", (payload) => payload.replace("{", '{"__proto__":{"ver":1},')],
    ["in `form`", (payload) => payload.replace('"form":{', '"form":{"__proto__":{"x":1},')],
    ["in `view`", (payload) => payload.replace('"view":{', '"view":{"__proto__":{"x":1},')],
  ])("attack 15: 400: `__proto__` %s, and no prototype is changed", async (_, change) => {
    expect(await tryPayload(change)).toEqual([400, "claim-unknown"]);
    expect(({} as Claims)["x"]).toBeUndefined();
  });

  test.each<[string, Change]>([
    ["form", (claims) => void ((claims["form"] as Claims)["tenant"] = "VN")],
    ["view", (claims) => void ((claims["view"] as Claims)["html"] = "<b>")],
    ["ref", (claims) => void (claims["ref"] = { jti: claims["jti"], dig: "A".repeat(43), act: "amend" })],
    ["att", (claims) => void (claims["att"] = [{ id: "1", dig: "A".repeat(43), size: 1, type: "text/plain", url: "http://169.254.169.254" }])],
  ])("400: an unknown member in `%s` is named by its pointer", async (name, change) => {
    const claims = structuredClone(attempt.claims);
    change(claims);
    const answer = await sendSubmission(filer.tenant, await signCompact(filer.key, TYPE, claims));
    const problem = await answer.json<{ code: string; errors: { pointer: string; code: string }[] }>();
    expect([answer.status, problem.code]).toEqual([400, "claim-unknown"]);
    expect(problem.errors[0]).toMatchObject({ code: "unknown-member", pointer: expect.stringMatching(new RegExp(`^/${name}/`)) as string });
  });

  test.each(["ver", "jti", "iss", "aud", "nonce", "act", "form", "view"])("400: without `%s`", async (name) => {
    expect(await tryClaims(attempt, (claims) => void delete claims[name])).toEqual([400, "claim-missing"]);
  });

  test.each(["form.dig", "form.rev", "view.loc", "view.ren"])("400: without `%s`", async (path) => {
    const [outer, inner] = path.split(".") as [string, string];
    expect(await tryClaims(attempt, (claims) => void delete (claims[outer] as Claims)[inner])).toEqual([400, "claim-missing"]);
  });

  test("400: without `iat` in the payload", async () => {
    expect(await tryPayload((payload) => payload.replace(/"iat":\d+,/, ""))).toEqual([400, "claim-missing"]);
  });

  test.each<[string, unknown]>([
    ["ver", 2], ["ver", "1"], ["jti", "1"], ["jti", "01980000-0000-7000-8000-00000000000A"], ["jti", "01980000-0000-1000-8000-00000000000a"], ["jti", "01980000-0000-7000-8000-00000000000a\n"],
    ["aud", ["https://doisoat.example.gov.vn/t/P01"]], ["aud", 7], ["iss", {}], ["iss", "x".repeat(65)], ["nonce", "short"], ["nonce", null], ["act", "SUBMIT"], ["act", ["submit"]],
    ["form", []], ["view", "vi"], ["data", []], ["data", "x"], ["data", null], ["att", {}], ["ref", []],
  ])("400: `%s` as %j", async (name, value) => {
    expect(await tryClaims(attempt, (claims) => void (claims[name] = value))).toEqual([400, "payload-invalid"]);
  });
});

describe("S6: where and when it is signed for", () => {
  test.each<[string, (aud: string) => string]>([
    ["another tenant", (aud) => `${aud.slice(0, -3)}VN`],
    ["a slash more", (aud) => `${aud}/`],
    ["another letter case", (aud) => aud.toLowerCase()],
    ["upper-case host", (aud) => aud.replace("doisoat", "DOISOAT")],
    ["http", (aud) => aud.replace("https", "http")],
    ["a port", (aud) => aud.replace(".vn/", ".vn:443/")],
    ["a query", (aud) => `${aud}?`],
    ["another alphabet", (aud) => aud.replace("doisoat", "doisоat")],
    ["an encoded letter", (aud) => aud.replace("/t/", "/%74/")],
    ["nothing", () => ""],
  ])("attack 20: 422: `aud` with %s", async (_, change) => {
    expect(await tryClaims(attempt, (claims) => void (claims["aud"] = change(String(claims["aud"]))))).toEqual([422, "audience-mismatch"]);
  });

  test("attack 20: 422: replayed at another tenant, in the same ledger or the other", async () => {
    const jws = await signCompact(filer.key, TYPE, attempt.claims);
    for (const ledger of ["LEDGER_1", "LEDGER_2"] as const) {
      expect(await refusalOf(await sendSubmission(await makeTenant({ ledger }), jws))).toEqual([422, "audience-mismatch"]);
    }
  });

  test("attack 20: 404: at a tenant that does not exist, or at the code in small letters", async () => {
    const jws = await signCompact(filer.key, TYPE, attempt.claims);
    for (const code of ["Y98", filer.tenant.code.toLowerCase(), "..", "%2e%2e"]) expect((await sendSubmission({ code }, jws)).status).toBe(404);
  });

  test("422: header and payload of different seconds", async () => {
    expect(await tryHeader(attempt, { ...headerOf(attempt), iat: Number(attempt.claims["iat"]) - 1 })).toEqual([422, "iat-mismatch"]);
  });
});
