import { base64url } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { addIntegration } from "../../../worker/tenancy/add-integration.ts";
import { setPolicy } from "../../../worker/tenancy/set-policy.ts";
import { newUuid7 } from "../../../worker/kernel/ids.ts";
import { ask, refusalOf } from "../ask.ts";
import { askCounted } from "../ask-counted.ts";
import { bodyOf, makePusher, push, received, signBatch } from "../filings/make-pusher.ts";
import { askChallenge, makeKey, makeKeyPair, postKey, proofClaims, signCompact, signTexts } from "../make-key.ts";
import { makeFiler, publishNationalForms, sendSubmission, type Filer } from "../make-report.ts";
import { contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { headerOf, makeAttempt, tryClaims, tryHeader, TYPE, type Attempt } from "../submissions/try-submission.ts";

let filer: Filer;
let attempt: Attempt;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  attempt = await makeAttempt(filer);
});

const send = async (jws: string) => refusalOf(await sendSubmission(filer.tenant, jws));
const unsigned = (alg: unknown) => `${base64url.encode(JSON.stringify({ ...headerOf(attempt), alg }))}.${base64url.encode(JSON.stringify(attempt.claims))}.`;

describe("attack 1: a document without a signature", () => {
  test.each(["none", "None", "noNE", "ES256"])("with `alg` %s and nothing behind the second dot is no compact JWS", async (alg) => {
    expect(await send(unsigned(alg))).toEqual([400, "jws-malformed"]);
  });

  test("with `alg` none and any bytes behind the second dot is refused for its algorithm; without `alg`, or with a list, for its header", async () => {
    expect(await send(`${unsigned("none")}AAAA`)).toEqual([422, "alg-not-allowed"]);
    expect(await send(`${unsigned(undefined)}AAAA`)).toEqual([400, "jws-header-invalid"]);
    expect(await send(`${unsigned(["none"])}AAAA`)).toEqual([400, "jws-header-invalid"]);
  });

  test("costs no question to any database, however it says that nobody signed", async () => {
    const spelled = ["none", "None", "NONE", "noNE", undefined, ["none"], null, ""].map(unsigned);
    for (const jws of spelled.flatMap((text) => [text, `${text}AAAA`])) {
      const { response, asked } = await askCounted(`/v1/t/${filer.tenant.code}/submissions`, { method: "POST", headers: { "Content-Type": "application/jose" }, body: jws });
      expect([400, 422]).toContain(response.status);
      expect(["jws-malformed", "jws-header-invalid", "alg-not-allowed"]).toContain((await refusalOf(response))[1]);
      expect(asked, jws).toEqual({ calls: 0, rowsRead: 0, statements: [] });
    }
  });
});

describe("attack 4: a `kid` that is no thumbprint", () => {
  test.each<[string, unknown]>([
    ["a path", "../../../../dev/null"], ["SQL", "' UNION SELECT 'a' --"], ["a NUL", `${"A".repeat(42)}\u0000`], ["ten kilobytes", "A".repeat(10_000)], ["a list", ["A".repeat(43)]],
    ["an object", { kid: "A" }], ["nothing", ""], ["forty-two letters", "A".repeat(42)], ["a letter beyond ASCII", `${"A".repeat(42)}é`],
  ])("%s is refused before anything is looked up", async (_, kid) => {
    expect(await tryHeader(attempt, { ...headerOf(attempt), kid })).toEqual([400, "jws-header-invalid"]);
  });
});

describe("attack 4: a `kid` of another tenant", () => {
  test.each(["LEDGER_1", "LEDGER_2"] as const)("in %s costs what a `kid` of nobody costs, statement by statement and row by row, and gets the same answer", async (ledger) => {
    const other = await makeFiler(await makeTenant({ ledger }));
    const machine = await makePusher(other.tenant);
    const nobody = await makeKeyPair();
    const { jwk } = nobody;
    const doors: Record<string, (kid: string) => Promise<[string, RequestInit]>> = {
      "a report": async (kid) => [`/v1/t/${filer.tenant.code}/submissions`, { method: "POST", headers: { "Content-Type": "application/jose" }, body: await signCompact({ ...nobody, kid }, TYPE, attempt.claims) }],
      "a batch": async (kid) => {
        const signature = await signBatch({ ...machine, tenant: filer.tenant, kid, privateKey: nobody.privateKey }, "{}\n");
        return [`/v1/t/${filer.tenant.code}/filing-batches`, { method: "POST", headers: { "Content-Type": "application/x-ndjson", "Filing-Batch-Signature": signature }, body: "{}\n" }];
      },
      "a client token": async (kid) => {
        const iat = Math.floor(Date.now() / 1000);
        const token = await signCompact({ ...nobody, jwk, kid }, "gov-client+jwt", { ver: 1, jti: newUuid7(Date.now()), iss: machine.id, aud: attempt.claims["aud"], iat, exp: iat + 60 });
        return [`/v1/t/${filer.tenant.code}/submissions`, { headers: { Authorization: `Bearer ${token}` } }];
      },
    };
    for (const [name, request] of Object.entries(doors)) {
      const seen = [];
      for (const kid of [nobody.kid, other.key.kid, machine.kid]) {
        const { response, asked } = await askCounted(...(await request(kid)));
        seen.push({ status: response.status, text: (await response.text()).replace(/urn:request:[0-9a-f-]+/, ""), asked });
      }
      expect(seen[0]!.text, name).toMatch(/"code":"(key-unknown|client-token-invalid)"/);
      expect(seen[0]!.asked.calls, name).toBeGreaterThan(0);
      for (const answer of seen.slice(1)) expect(answer, name).toEqual(seen[0]);
    }
  });
});

describe("attack 6: a key that comes along with the document", () => {
  test("is not taken, although the signature fits it", async () => {
    const thief = await makeKeyPair();
    for (const kid of [filer.key.kid, thief.kid]) expect(await send(await signCompact({ ...thief, kid }, TYPE, attempt.claims, { jwk: thief.jwk }))).toEqual([400, "jws-header-forbidden"]);
  });
});

describe("attack 12: Ed25519 where it is switched on", () => {
  const points: [string, string][] = [
    ["the neutral point", `01${"00".repeat(31)}`], ["the neutral point with a sign", `01${"00".repeat(30)}80`], ["the point of order 2", `ec${"ff".repeat(30)}7f`], ["a point of order 4", "00".repeat(32)],
    ["the other point of order 4", `${"00".repeat(31)}80`], ["a point of order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"],
    ["its negative", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"], ["another point of order 8", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"],
    ["one, written with the prime added", `ee${"ff".repeat(30)}7f`], ["zero, written with the prime added", `ed${"ff".repeat(30)}7f`],
  ];
  const open = async () => {
    const pusher = await makePusher(await makeTenant());
    const administrator = await makeOfficer(pusher.tenant, ["administrator"]);
    await setPolicy(contextFor(pusher.tenant), "signing-algorithms", { value: ["ES256", "PS256", "Ed25519"], replaces: 0 });
    const owner = await addIntegration(contextFor(pusher.tenant), { name: "Hệ thống khác", source: "khac" }, administrator.id);
    return { pusher, administrator, owner };
  };

  test("a key of small order is never registered", async () => {
    const { pusher, administrator, owner } = await open();
    for (const [name, hex] of points) {
      const x = base64url.encode(Uint8Array.from(hex.match(/../g)!, (byte) => parseInt(byte, 16)));
      const key = await makeKeyPair("Ed25519");
      const pop = await signCompact(key, "gov-key-pop+jwt", proofClaims(await askChallenge(pusher.tenant, administrator), key, owner));
      expect(await refusalOf(await postKey(pusher.tenant, administrator, { jwk: { kty: "OKP", crv: "Ed25519", x }, alg: "Ed25519", label: "Khóa thử", pop, owner })), name).toEqual([422, "key-invalid"]);
    }
  });

  test("a signature whose S is written with the group's order added is none", async () => {
    const { pusher, administrator, owner } = await open();
    const key = await makeKey(pusher.tenant, administrator, { alg: "Ed25519", owner });
    const body = bodyOf([received(`b-${newUuid7(Date.now())}`)]);
    const other = { ...pusher, id: owner, source: "khac", kid: key.kid, privateKey: key.privateKey };
    const good = await signBatch(other, body, { header: { alg: "Ed25519" } });
    const bytes = base64url.decode(good.slice(good.lastIndexOf(".") + 1));
    const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
    const s = bytes.slice(32).reduceRight((all, byte) => all * 256n + BigInt(byte), 0n) + order;
    const malleated = new Uint8Array([...bytes.slice(0, 32), ...Array.from({ length: 32 }, (_, i) => Number((s >> BigInt(8 * i)) & 255n))]);
    const signature = `${good.slice(0, good.lastIndexOf("."))}.${base64url.encode(malleated)}`;
    expect(await refusalOf(await push(other, [], { body, signature }))).toEqual([422, "signature-invalid"]);
    expect((await push(other, [], { body, signature: good })).status).toBe(201);
  });
});

describe("attack 16: a signed document of one kind, sent as another", () => {
  const types = [TYPE, "gov-event+jwt", "gov-key-pop+jwt", "gov-client+jwt", "gov-receipt+jwt", "gov-login+jwt", "gov-audit+jwt", "JWT", "at+jwt", "application/gov-submission+jwt"];
  const body = (jws: string) => ({ method: "POST", headers: { "Content-Type": "application/jose" }, body: jws });
  const doors: [name: string, own: string, refusal: [number, string], send: (jws: string) => Promise<Response>][] = [
    ["a report", TYPE, [400, "jws-type-mismatch"], (jws) => sendSubmission(filer.tenant, jws)],
    ["a request for more days", TYPE, [400, "jws-type-mismatch"], (jws) => ask(`/v1/t/${filer.tenant.code}/extensions`, body(jws))],
    ["a proof of possession", "gov-key-pop+jwt", [400, "jws-type-mismatch"], (pop) => postKey(filer.tenant, filer.officer, { jwk: filer.key.jwk, alg: "ES256", label: "Khóa thử", pop })],
    ["a batch's signature", "gov-event+jwt", [400, "jws-type-mismatch"], (jws) => ask(`/v1/t/${filer.tenant.code}/filing-batches`, { method: "POST", headers: { "Content-Type": "application/x-ndjson", "Filing-Batch-Signature": jws }, body: "{}\n" })],
    // Whatever is wrong with a bearer's token is one answer (RFC 6750).
    ["a client token", "gov-client+jwt", [401, "client-token-invalid"], (jws) => ask(`/v1/t/${filer.tenant.code}/submissions`, { headers: { Authorization: `Bearer ${jws}` } })],
  ];

  test.each(doors)("as %s only its own type is taken, although the key and the signature are right", async (_, own, refusal, send) => {
    for (const typ of types.filter((type) => type !== own)) expect(await refusalOf(await send(await signCompact(filer.key, typ, attempt.claims))), typ).toEqual(refusal);
  });
});

describe("attack 22: a signing time made by hand", () => {
  test("is refused with the server's own time, in seconds, so that the next one fits", async () => {
    for (const iat of [Number(attempt.claims["iat"]) - 86_400, Number(attempt.claims["iat"]) + 86_400]) {
      const answer = await sendSubmission(filer.tenant, await signCompact(filer.key, TYPE, { ...attempt.claims, iat }));
      const { code, server_time } = await answer.json<{ code: string; server_time: number }>();
      expect(code).toBe("iat-out-of-window");
      expect(Math.abs(server_time - Date.now() / 1000)).toBeLessThan(60);
    }
  });
});

describe("attack 50: what a refusal tells", () => {
  test("never carries what was sent into its words unescaped, and tells no stack", async () => {
    const poison = "<script>alert(1)</script>\u202e\n";
    const texts = await Promise.all([
      tryRaw(JSON.stringify({ ...headerOf(attempt), [poison]: 1 }), "{}"),
      tryRaw(JSON.stringify({ ...headerOf(attempt), typ: poison }), "{}"),
      tryRaw(`{${JSON.stringify(poison)}:1,${JSON.stringify(poison)}:2}`, "{}"),
      tryRaw(JSON.stringify(headerOf(attempt)), JSON.stringify({ ...attempt.claims, [poison]: 1 })),
      tryRaw(JSON.stringify(headerOf(attempt)), JSON.stringify({ ...attempt.claims, aud: poison })),
    ]);
    for (const { type, detail, text } of texts) {
      expect(type).toBe("application/problem+json");
      expect(detail).not.toMatch(/[\n\u202e]/);
      expect(text).not.toMatch(/\bat \w+ \(|\.ts:\d/);
    }
  });

  async function tryRaw(header: string, payload: string): Promise<{ type: string | null; detail: string; text: string }> {
    const answer = await sendSubmission(filer.tenant, await signTexts(filer.key, header, payload));
    const text = await answer.text();
    return { type: answer.headers.get("Content-Type"), detail: (JSON.parse(text) as { detail: string }).detail, text };
  }
});

test("the good document goes through after all of that", async () => {
  expect(await tryClaims(attempt, () => {}).then(([status]) => status)).toBe(201);
});
