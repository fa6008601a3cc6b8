import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, inject, test } from "vitest";
import type { AnchorList, AnchorView, CrlsFetched } from "../../../worker/certificates/contract.ts";
import type { Fetcher } from "../../../worker/kernel/ask-outside.ts";
import { refreshCrls } from "../../../worker/certificates/refresh-crls.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { fromBase64, toBase64 } from "../../../worker/kernel/base64.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { setPolicy } from "../../../worker/tenancy/set-policy.ts";
import { makeCertificate, type MadeCertificate } from "../../rules/certificates/make-chain.ts";
import { ask, refusalOf } from "../ask.ts";
import { signCompact } from "../make-key.ts";
import { makeClaims, makeFiler, publishNationalForms, sendSubmission, servicesAnswers, type Filer } from "../make-report.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { TYPE } from "../submissions/try-submission.ts";
import { makeAnchor, makeCertificateKey, postJson, proposeAnchor, registerCertificate, toTestKey, type CertificateTestKey } from "./make-anchor.ts";

const made = inject("openssl");
const der = { root: fromBase64(made.root), sub: fromBase64(made.sub), leaf: fromBase64(made.leaf) };
const root = { der: der.root } as MadeCertificate;
beforeAll(() => publishNationalForms());

/** An address of the tenant's own at the CA's server, and what it serves. */
const placeOf = (tenant: Tenant, name = "root") => `${inject("lists")}/${tenant.code}-${name}`;
const serve = async (place: string, behaviour: string) => void (await fetch(place, { method: "PUT", body: behaviour }));

type Made = { tenant: Tenant; anchor: Awaited<ReturnType<typeof makeAnchor>> };
async function setUp(tenant?: Tenant, wish: Record<string, unknown> = {}): Promise<Made> {
  const home = tenant ?? (await makeTenant());
  return { tenant: home, anchor: await makeAnchor(home, root, { urls: [placeOf(home)], ...wish }) };
}
const fetchNow = async ({ anchor }: Made) => (await postJson(anchor.administrator, `anchors/${anchor.id}/fetch`, {})).json<CrlsFetched>();
async function shown({ tenant, anchor }: Made): Promise<AnchorView> {
  const { anchors } = await (await ask(`/v1/t/${tenant.code}/anchors`, { headers: asPerson(anchor.administrator) })).json<AnchorList>();
  return anchors.find(({ id }) => id === anchor.id)!;
}
/** What the cron job does for everybody, with our clock or another, and as patient as it is told to be. */
const cron = (now = Date.now(), change: Partial<Fetcher> = {}) => refreshCrls(env.CENTRAL, platformOf(env as unknown as Env), now, { ask: (url, init) => fetch(url, init), timeout: 20_000, isDemo: true, ...change });

describe("a list fetched from a real server, made by openssl", () => {
  test("is kept; the next one takes its place; the same again and an older one change nothing, and the older one is named", async () => {
    const one = await setUp();
    await serve(placeOf(one.tenant), "fresh");
    expect(await fetchNow(one)).toMatchObject({ stored: 1, known: 0, failed: 0 });
    expect(await fetchNow(one)).toMatchObject({ stored: 0, known: 1, failed: 0 });
    await serve(placeOf(one.tenant), "next");
    expect(await fetchNow(one)).toMatchObject({ stored: 1 });
    for (const older of ["fresh", "next-but-numbered-lower"]) {
      await serve(placeOf(one.tenant), older);
      expect(await fetchNow(one), older).toMatchObject({ stored: 0, known: 0, failed: 1, anchor: { sources: [{ failure: "list-older" }] } });
    }
    const { lists, sources } = await shown(one);
    expect(lists.map(({ number, source }) => [number, source])).toEqual([["0b", placeOf(one.tenant)], ["0a", placeOf(one.tenant)]]);
    expect(sources).toMatchObject([{ url: placeOf(one.tenant), failure: "list-older", fetchedAt: expect.any(String) as unknown }]);
    await serve(placeOf(one.tenant), "next");
    await fetchNow(one);
    expect((await shown(one)).sources[0]!.failure, "what went wrong is over when it goes right").toBe(null);
  });

  test.each([
    ["redirect", "redirect"], ["broken", "status"], ["missing", "status"], ["garbage", "not-der"], ["oversized", "too-large"], ["cut", "unreachable"],
    ["of-another-with-the-same-name", "list-signature"], ["of-sub", "list-signature"], ["stale", "list-stale"],
  ])("that is %s is not taken, and the anchor's page says why: %s", async (behaviour, failure) => {
    const one = await setUp();
    await serve(placeOf(one.tenant), behaviour);
    expect(await fetchNow(one)).toMatchObject({ stored: 0, known: 0, failed: 1 });
    expect(await shown(one)).toMatchObject({ lists: [], sources: [{ failure, fetchedAt: null, triedAt: expect.any(String) as unknown }] });
  });

  test.each(["silent", "slow"])("is not waited for longer than it may take: %s", async (behaviour) => {
    const one = await setUp();
    await serve(placeOf(one.tenant), behaviour);
    const began = Date.now();
    await cron(Date.now(), { timeout: 300 });
    expect(Date.now() - began).toBeLessThan(20_000);
    expect((await shown(one)).sources).toMatchObject([{ failure: "timeout" }]);
  });

  test("by cron: each address is asked once however many tenants entered it, and one that fails stops no other", async () => {
    const [one, other] = [await setUp(), await setUp()];
    const shared = placeOf(one.tenant, "shared");
    const both = [await setUp(await makeTenant(), { urls: [shared] }), await setUp(await makeTenant(), { urls: [shared] })];
    await serve(placeOf(one.tenant), "broken");
    await serve(placeOf(other.tenant), "fresh");
    await serve(shared, "next");
    let asked: string[] = [];
    await cron(Date.now(), { timeout: 2000, ask: (url, init) => ((asked = [...asked, url]), fetch(url, init)) });
    expect(asked.filter((url) => url === shared)).toHaveLength(1);
    expect([(await shown(one)).sources[0]!.failure, (await shown(other)).lists.length]).toEqual(["status", 1]);
    for (const each of both) expect((await shown(each)).lists).toMatchObject([{ number: "0b" }]);
  });

  test("attack 52: outside the demo no machine of the house is asked, whatever a row says", async () => {
    const one = await setUp();
    await serve(placeOf(one.tenant), "fresh");
    let asked: string[] = [];
    await cron(Date.now(), { isDemo: false, ask: (url, init) => ((asked = [...asked, url]), fetch(url, init)) });
    expect(asked).toEqual([]);
    expect((await shown(one)).sources[0]!.failure).toBe("address");
  });
});

describe("a certificate made by openssl, under a CA below the anchor", () => {
  const chain = [der.leaf, der.sub];
  async function leafOf(): Promise<MadeCertificate> {
    const importAs = (usages: ("sign" | "verify")[]) => crypto.subtle.importKey("pkcs8", fromBase64(made.leafKey) as BufferSource, { name: "ECDSA", namedCurve: "P-256" }, true, usages);
    const privateKey = await importAs(["sign"]);
    const { d: _, ...publicJwk } = (await crypto.subtle.exportKey("jwk", privateKey)) as JsonWebKey;
    const publicKey = await crypto.subtle.importKey("jwk", { ...publicJwk, key_ops: ["verify"] }, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
    return { der: der.leaf, keys: { privateKey, publicKey }, algorithm: "P-256" } as MadeCertificate;
  }
  let quarter = 0;
  const file = async (filer: Filer, key: CertificateTestKey) => sendSubmission(filer.tenant, await signCompact(key, TYPE, await makeClaims(filer, { data: servicesAnswers(`${2021 + Math.floor(quarter / 4)}-Q${(quarter++ % 4) + 1}`) }), { "x5t#S256": key.x5t }));
  async function withIntermediate() {
    const filer = await makeFiler();
    const one = await setUp(filer.tenant, { urls: [placeOf(filer.tenant), placeOf(filer.tenant, "sub")], intermediates: [made.sub] });
    await serve(placeOf(filer.tenant), "fresh");
    await serve(placeOf(filer.tenant, "sub"), "of-sub");
    return { filer, one };
  }

  test("signs with the lists of both CAs, which are fetched before any chain was seen; when the root revokes the CA between, it signs no more and none is registered", async () => {
    const { filer, one } = await withIntermediate();
    expect(await fetchNow(one), "the list of the CA between is verified by its own certificate").toMatchObject({ stored: 2, failed: 0 });
    const leaf = await leafOf();
    const key = await makeCertificateKey(filer.tenant, filer.officer, leaf, chain);
    expect((await file(filer, key)).status).toBe(201);
    await serve(placeOf(filer.tenant), "revokes-sub");
    expect(await fetchNow(one)).toMatchObject({ stored: 1 });
    expect(await refusalOf(await file(filer, key))).toEqual([422, "cert-revoked"]);
    const other = await makeFiler();
    const there = await setUp(other.tenant, { intermediates: [made.sub] });
    await serve(placeOf(other.tenant), "revokes-sub");
    await fetchNow(there);
    expect(await refusalOf(await registerCertificate(other.tenant, other.officer, await toTestKey(leaf, chain))), "nor is a key registered under it").toEqual([422, "cert-revoked"]);
  });

  test("signs while the fetched lists are young enough, in the tenant's grace, and not after it: the server gone changes nothing sooner", async () => {
    const { filer, one } = await withIntermediate();
    await fetchNow(one);
    const key = await makeCertificateKey(filer.tenant, filer.officer, await leafOf(), chain);
    await serve(placeOf(filer.tenant), "broken");
    expect(await fetchNow(one)).toMatchObject({ failed: 1 });
    expect((await file(filer, key)).status).toBe(201);
    const { ledger } = contextFor(filer.tenant);
    const endAt = async (hours: number) => {
      // The trigger that freezes lists is what the test has to go around: time cannot be turned.
      await ledger.batch([ledger.prepare("DROP TRIGGER revocation_list_no_update"), ledger.prepare("UPDATE revocation_list SET next_update = ? WHERE tenant_id = ?").bind(Date.now() - hours * 3_600_000, filer.tenant.code)]);
      await ledger.prepare("CREATE TRIGGER revocation_list_no_update BEFORE UPDATE ON revocation_list BEGIN SELECT RAISE(ABORT, 'a list is never changed'); END").run();
    };
    await setPolicy(contextFor(filer.tenant), "crl-grace-hours", { value: 2, replaces: 0 });
    await endAt(1);
    expect((await file(filer, key)).status).toBe(201);
    await endAt(3);
    expect(await refusalOf(await file(filer, key))).toEqual([503, "revocation-unavailable"]);
  });

  test("a CA below the anchor is one that the anchor issued: others are refused by their place", async () => {
    const administrator = await makeOfficer(await makeTenant(), ["administrator"]);
    const pointersOf = async (intermediates: string[]) => (await (await proposeAnchor(administrator, root, { intermediates })).json<{ errors: { pointer: string; code: string }[] }>()).errors.map(({ pointer, code }) => `${pointer} ${code}`);
    expect(await pointersOf([made.sub, made.leaf])).toEqual(["/intermediates/1 not-a-ca"]);
    expect(await pointersOf(["MIIB="])).toEqual(["/intermediates/0 not-base64"]);
    expect(await pointersOf([toBase64((await makeCertificate({ kind: "ca" })).der)])).toEqual(["/intermediates/0 issuer-name"]);
    expect((await proposeAnchor(administrator, root, { intermediates: Array.from({ length: 6 }, () => made.sub) })).status).toBe(400);
  });
});
