import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { findEntry } from "../../../worker/log/queries.ts";
import type { KeyList, KeyView } from "../../../worker/signing/contract.ts";
import { setPolicy } from "../../../worker/tenancy/set-policy.ts";
import type { ReceiptView } from "../../../worker/submissions/contract.ts";
import { AT, makeCertificate, makeChain, makeCrl, type CertificateWish, type KeyAlgorithm } from "../../rules/certificates/make-chain.ts";
import { ask, refusalOf } from "../ask.ts";
import { askTwoSignatures, makeApprovalClaims } from "../make-approval.ts";
import { approveKey, signCompact } from "../make-key.ts";
import { makeClaims, makeFiler, publishNationalForms, sendSubmission, servicesAnswers, type Filer } from "../make-report.ts";
import { asPerson, contextFor, makeOfficer } from "../make-tenant.ts";
import { TYPE } from "../submissions/try-submission.ts";
import { makeAnchor, makeCertificateKey, postJson, registerCertificate, toTestKey, uploadList, type CertificateTestKey } from "./make-anchor.ts";

let filer: Filer;
beforeAll(async () => {
  await publishNationalForms();
});

let quarter = 0;
const nextPeriod = () => `${2021 + Math.floor(quarter / 4)}-Q${(quarter++ % 4) + 1}`;

/** A filer whose tenant trusts a CA, and a chain under it for the filer. */
async function setUp(wish: CertificateWish = {}, algorithm: KeyAlgorithm = "P-256", anchorWish: Record<string, unknown> = {}) {
  filer = await makeFiler();
  const made = await makeChain(wish, algorithm);
  const anchor = await makeAnchor(filer.tenant, made.root, anchorWish);
  return { ...made, anchor, key: await toTestKey(made.leaf, made.chain) };
}

async function putLists({ root, sub, anchor }: Awaited<ReturnType<typeof setUp>>, revoked: { root?: string[]; sub?: string[] } = {}, thisUpdate = AT - 3_600_000): Promise<void> {
  for (const list of [await makeCrl(root, revoked.root, { thisUpdate }), await makeCrl(sub, revoked.sub, { thisUpdate })]) {
    const kept = await uploadList(anchor.administrator, anchor.id, list);
    if (kept.status !== 201) throw new Error(await kept.text());
  }
}

async function file(key: CertificateTestKey, header: Record<string, unknown> = { "x5t#S256": key.x5t, x5c: key.x5c }): Promise<Response> {
  return sendSubmission(filer.tenant, await signCompact(key, TYPE, await makeClaims(filer, { data: servicesAnswers(nextPeriod()) }), header));
}

describe("a key with a certificate", () => {
  test.each<KeyAlgorithm>(["P-256", "RSA-PSS"])("of %s is registered, approved by somebody else, and signs a report that names its list", async (algorithm) => {
    const made = await setUp({ subject: "CN=Nguyen Van Mau,OU=Phong Ho tich,O=So Tu phap,2.5.4.5=CCCD:001,C=VN" }, algorithm);
    const registered = await registerCertificate(filer.tenant, filer.officer, made.key);
    expect(registered.status).toBe(201);
    const view = await registered.json<KeyView>();
    expect(view).toMatchObject({ kid: made.key.kid, state: "pending", certificate: { subject: "Nguyen Van Mau", organisation: "So Tu phap", unit: "Phong Ho tich", sha256: made.key.x5t, certifiedBy: { ca: "CA thử", kind: "public", isLicensed: true } } });
    expect(JSON.stringify(view)).not.toContain("CCCD");
    expect(await refusalOf(await file(made.key)), "until somebody else approves").toEqual([422, "key-not-active"]);
    await approveKey(filer.tenant, made.anchor.approver, made.key.kid);
    expect(await refusalOf(await file(made.key)), "and the lists are there").toEqual([503, "revocation-unavailable"]);
    await putLists(made);
    const filed = await file(made.key);
    expect(filed.status).toBe(201);
    const { index } = await filed.json<ReceiptView>();
    const entry = JSON.parse((await findEntry(env[filer.tenant.ledger], filer.tenant.code, index))!) as Record<string, unknown>;
    expect(entry).toMatchObject({ kind: "submission", cert: made.key.x5t, crl: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect((await file(made.key, { "x5t#S256": made.key.x5t })).status, "x5c is evidence and may be left out").toBe(201);
    const shown = await (await ask(`/v1/t/${filer.tenant.code}/keys/${made.key.kid}`)).json<Record<string, unknown>>();
    expect(shown).toMatchObject({ certifiedBy: { ca: "CA thử", isLicensed: true }, certificate: { sha256: made.key.x5t } });
    expect(JSON.stringify(shown), "nothing of the person").not.toContain("Nguyen Van Mau");
  });

  test("under the agency's own CA is not shown as licensed, and needs no lists where two people declared so", async () => {
    const made = await setUp({}, "P-256", { kind: "own", revocation: "none", label: "CA nội bộ" });
    const key = await makeCertificateKey(filer.tenant, filer.officer, made.leaf, made.chain);
    expect((await file(key)).status).toBe(201);
    const { keys } = await (await ask(`/v1/t/${filer.tenant.code}/keys`, { headers: asPerson(filer.officer) })).json<KeyList>();
    expect(keys.find(({ kid }) => kid === key.kid)!.certificate).toMatchObject({ certifiedBy: { ca: "CA nội bộ", kind: "own", isLicensed: false } });
  });

  test("is registered only under an anchor that is approved, in force and meant for its owner", async () => {
    const made = await setUp({}, "P-256", { purpose: "integrations" });
    expect(await refusalOf(await registerCertificate(filer.tenant, filer.officer, made.key))).toEqual([422, "cert-chain-invalid"]);
    await postJson(made.anchor.administrator, `anchors/${made.anchor.id}/retire`, { reason: "đổi" });
    const again = await makeAnchor(filer.tenant, made.root);
    expect((await registerCertificate(filer.tenant, filer.officer, made.key)).status).toBe(201);
    expect(await refusalOf(await registerCertificate(filer.tenant, filer.officer, made.key))).toEqual([409, "key-exists"]);
    await approveKey(filer.tenant, again.approver, made.key.kid);
    await postJson(again.administrator, `anchors/${again.id}/retire`, { reason: "CA bị lộ khóa" });
    expect(await refusalOf(await file(made.key)), "and signs nothing when it is retired").toEqual([422, "cert-chain-invalid"]);
  });

  test("proves possession: with the certificate named in the proof, and of the very key in it", async () => {
    const made = await setUp();
    expect(await refusalOf(await registerCertificate(filer.tenant, filer.officer, made.key, { header: {} }))).toEqual([422, "cert-mismatch"]);
    const other = await toTestKey(await makeCertificate({ issuer: made.sub }), made.chain);
    expect((await refusalOf(await registerCertificate(filer.tenant, filer.officer, other, { x5c: made.key.x5c })))[1]).toMatch(/key-proof-invalid|cert-mismatch/);
    const [status, code] = await refusalOf(await postJson(filer.officer, "keys", { x5c: made.key.x5c, jwk: made.key.jwk, alg: "ES256", label: "x", pop: "x.x.x" }));
    expect([status, code]).toEqual([400, "body-invalid"]);
  });

  test("that is for servers only is not for signing", async () => {
    const { Extension } = await import("@peculiar/x509");
    const serverOnly = new Extension("2.5.29.37", false, Uint8Array.from([0x30, 0x0a, 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01]));
    const made = await setUp({ more: [serverOnly] });
    const refused = await (await registerCertificate(filer.tenant, filer.officer, made.key)).json();
    expect(refused).toMatchObject({ code: "cert-chain-invalid", reason: "purpose", index: 0 });
  });
});

describe("revocation", () => {
  test("a certificate that the newest list names signs nothing; a lifted suspension lets it sign again", async () => {
    const made = await setUp({ serial: "4d2" });
    const key = await makeCertificateKey(filer.tenant, filer.officer, made.leaf, made.chain);
    await putLists(made);
    expect((await file(key)).status).toBe(201);
    await putLists(made, { sub: ["04d2"] }, AT - 3_000_000);
    expect(await refusalOf(await file(key))).toEqual([422, "cert-revoked"]);
    await putLists(made, {}, AT - 2_000_000);
    expect((await file(key)).status).toBe(201);
  });

  test("a CA that its root revokes takes everybody below it along", async () => {
    const root = await makeCertificate({ kind: "ca" });
    const sub = await makeCertificate({ kind: "ca", issuer: root, serial: "77" });
    const leaf = await makeCertificate({ issuer: sub });
    filer = await makeFiler();
    const anchor = await makeAnchor(filer.tenant, root);
    const key = await makeCertificateKey(filer.tenant, filer.officer, leaf, [leaf.der, sub.der]);
    for (const list of [await makeCrl(root, ["77"]), await makeCrl(sub)]) await uploadList(anchor.administrator, anchor.id, list);
    expect(await refusalOf(await file(key))).toEqual([422, "cert-revoked"]);
    const next = await makeCertificate({ issuer: sub });
    expect(await refusalOf(await registerCertificate(filer.tenant, filer.officer, await toTestKey(next, [next.der, sub.der]))), "nor is another registered").toEqual([422, "cert-revoked"]);
  });

  test("a list counts for the tenant's grace after its next update, and then nothing is accepted", async () => {
    const made = await setUp();
    const key = await makeCertificateKey(filer.tenant, filer.officer, made.leaf, made.chain);
    await putLists(made);
    const { ledger } = contextFor(filer.tenant);
    const age = async (hours: number) => {
      // The trigger that freezes lists is what the test has to go around: time cannot be turned.
      await ledger.batch([ledger.prepare("DROP TRIGGER revocation_list_no_update"), ledger.prepare("UPDATE revocation_list SET next_update = ? WHERE tenant_id = ?").bind(Date.now() - hours * 3_600_000, filer.tenant.code)]);
      await ledger.prepare("CREATE TRIGGER revocation_list_no_update BEFORE UPDATE ON revocation_list BEGIN SELECT RAISE(ABORT, 'a list is never changed'); END").run();
    };
    await age(23);
    expect((await file(key)).status).toBe(201);
    await age(25);
    expect(await refusalOf(await file(key))).toEqual([503, "revocation-unavailable"]);
    await setPolicy(contextFor(filer.tenant), "crl-grace-hours", { value: 48, replaces: 0 });
    expect((await file(key)).status).toBe(201);
  });

  test("a certificate that has run out since is told so", async () => {
    const end = Math.floor(Date.now() / 1000) * 1000 + 4_000;
    const made = await setUp({ to: end });
    const key = await makeCertificateKey(filer.tenant, filer.officer, made.leaf, made.chain);
    await putLists(made);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, end + 1_100 - Date.now())));
    expect(await refusalOf(await file(key))).toEqual([422, "cert-expired"]);
  });
});

describe("attack 29: one person with two accounts, told by the subject of their certificates", () => {
  const subject = "CN=Nguyen Van Mau,O=So Tu phap,2.5.4.5=CCCD:001099000001,C=VN";

  test("approves neither the other account's key nor its report; somebody else does", async () => {
    const made = await setUp({ subject }, "P-256", { kind: "own", revocation: "none" });
    const key = await makeCertificateKey(filer.tenant, filer.officer, made.leaf, made.chain);
    const twin = await makeOfficer(filer.tenant, ["administrator", "head"]);
    const second = await makeCertificate({ issuer: made.sub, subject });
    const theirs = await makeCertificateKey(filer.tenant, twin, second, [second.der, made.sub.der]);
    const third = await makeCertificate({ issuer: made.sub, subject });
    const waiting = await toTestKey(third, [third.der, made.sub.der]);
    expect((await registerCertificate(filer.tenant, filer.officer, waiting)).status).toBe(201);
    expect(await refusalOf(await approveKey(filer.tenant, twin, waiting.kid))).toEqual([403, "self-approval"]);
    expect((await approveKey(filer.tenant, made.anchor.approver, waiting.kid)).status).toBe(200);

    await askTwoSignatures(filer.tenant);
    const { jti } = await (await file(key)).json<ReceiptView>();
    const approve = async (signer: Filer, header = {}) => sendSubmission(filer.tenant, await signCompact(signer.key, TYPE, await makeApprovalClaims(signer, jti), header));
    expect(await refusalOf(await approve({ ...filer, officer: twin, key: theirs }, { "x5t#S256": theirs.x5t }))).toEqual([403, "self-approval"]);
    expect((await approve(await makeFiler(filer.tenant, ["head"]))).status).toBe(201);
  });
});

describe("attack 7: certificates in the header that are not the registered one", () => {
  test("a self-made chain, somebody else's chain, a reordered one, five, none and one too many are refused", async () => {
    const made = await setUp();
    const key = await makeCertificateKey(filer.tenant, filer.officer, made.leaf, made.chain);
    await putLists(made);
    const colleague = await makeCertificate({ issuer: made.sub });
    const selfMade = await makeChain();
    const [of, other] = [key.x5c, (await toTestKey(colleague, [colleague.der, made.sub.der])).x5c];
    const codeOf = async (header: Record<string, unknown>) => (await refusalOf(await file(key, header)))[1];
    expect(await codeOf({ "x5t#S256": key.x5t, x5c: (await toTestKey(selfMade.leaf, selfMade.chain)).x5c })).toBe("cert-mismatch");
    expect(await codeOf({ "x5t#S256": (await toTestKey(colleague, [])).x5t, x5c: other })).toBe("cert-mismatch");
    expect(await codeOf({ "x5t#S256": key.x5t, x5c: of.toReversed() })).toBe("cert-mismatch");
    expect(await codeOf({})).toBe("cert-mismatch");
    expect(await codeOf({ x5c: of })).toBe("jws-header-invalid");
    expect(await codeOf({ "x5t#S256": key.x5t, x5c: [...of, ...of, of[0]] })).toBe("jws-header-invalid");
    expect(await codeOf({ "x5t#S256": key.x5t, x5c: [] })).toBe("jws-header-invalid");
    expect(await codeOf({ "x5t#S256": key.x5t, x5c: [`${of[0]}\n`] })).toBe("jws-header-invalid");
    expect(await codeOf({ "x5t#S256": key.x5t, x5u: "https://169.254.169.254/cert" })).toBe("jws-header-forbidden");
    const device = filer.key;
    const jws = await signCompact(device, TYPE, await makeClaims(filer, { data: servicesAnswers(nextPeriod()) }), { "x5t#S256": key.x5t, x5c: of });
    expect((await refusalOf(await sendSubmission(filer.tenant, jws)))[1], "a device key borrows no certificate").toBe("cert-mismatch");
  });

  test("at registration: a self-made chain, reordered, five, in a circle, with a name of ten kilobytes", async () => {
    const made = await setUp();
    const registration = async (chain: readonly Uint8Array[]) => {
      const { code, reason } = await (await registerCertificate(filer.tenant, filer.officer, made.key, { x5c: (await toTestKey(made.leaf, chain)).x5c })).json<{ code: string; reason?: string }>();
      return `${code} ${reason ?? ""}`;
    };
    const selfMade = await makeChain({ subject: made.leaf.subject });
    const b = await makeCertificate({ kind: "ca", issuer: made.sub });
    const circle = await makeCertificate({ kind: "ca", subject: made.sub.subject, keys: made.sub.keys, issuer: b });
    const long = await makeCertificate({ issuer: made.sub, subject: `CN=${"x".repeat(9_900)}` });
    expect(await registration(selfMade.chain)).toBe("cert-chain-invalid no-anchor");
    expect(await registration(made.chain.toReversed())).toBe("cert-chain-invalid no-anchor");
    expect(await registration([...made.chain, ...made.chain, made.root.der])).toBe("body-invalid ");
    expect(await registration([made.leaf.der, circle.der, b.der, circle.der])).toBe("cert-chain-invalid repeated");
    expect(await registration([made.leaf.der, circle.der, b.der])).toBe("cert-chain-invalid no-anchor");
    expect(await registration([long.der, made.sub.der])).toMatch(/too-large|body-invalid/);
  });
});

describe("attack 17: hostile DER over HTTP", () => {
  test("ten thousand levels, an indefinite length and one of four gigabytes are refused, and nothing is stored", async () => {
    const made = await setUp();
    const deep = Uint8Array.from({ length: 10_000 }, (_, index) => (index % 2 === 0 ? 0x30 : 0x80));
    for (const der of [deep, Uint8Array.from([0x30, 0x80, 0, 0]), Uint8Array.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0]), new Uint8Array(9_999).fill(0x30)]) {
      const refused = await registerCertificate(filer.tenant, filer.officer, made.key, { x5c: (await toTestKey(made.leaf, [der])).x5c });
      expect(await refused.json()).toMatchObject({ code: "cert-chain-invalid", reason: "not-der" });
    }
    const count = await contextFor(filer.tenant).ledger.prepare("SELECT COUNT(*) AS n FROM certificate WHERE tenant_id = ?").bind(filer.tenant.code).first<number>("n");
    expect(count).toBe(0);
  });
});
