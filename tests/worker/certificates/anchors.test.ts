import { describe, expect, test } from "vitest";
import type { AnchorList, AnchorView } from "../../../worker/certificates/contract.ts";
import { AT, makeCertificate, makeCrl, makeChain } from "../../rules/certificates/make-chain.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeAnchor, postJson, proposeAnchor, uploadList } from "./make-anchor.ts";

const listOf = async (person: { tenantId: string; cookie: string }) => (await ask(`/v1/t/${person.tenantId}/anchors`, { headers: asPerson(person) })).json<AnchorList>();

describe("an anchor", () => {
  test("is trusted once a second administrator has approved it, and not by who proposed it", async () => {
    const tenant = await makeTenant();
    const [one, other] = [await makeOfficer(tenant, ["administrator"]), await makeOfficer(tenant, ["administrator"])];
    const ca = await makeCertificate({ kind: "ca" });
    const { id, state } = await (await proposeAnchor(one, ca)).json<AnchorView>();
    expect(state).toBe("pending");
    expect(await refusalOf(await postJson(one, `anchors/${id}/approve`, {}))).toEqual([403, "self-approval"]);
    expect(await (await postJson(other, `anchors/${id}/approve`, {})).json()).toMatchObject({ state: "active", approvedByName: other.name });
    expect(await refusalOf(await postJson(other, `anchors/${id}/approve`, {}))).toEqual([409, "transition-refused"]);
    expect(await refusalOf(await proposeAnchor(one, ca))).toEqual([409, "anchor-exists"]);
    expect(await (await postJson(one, `anchors/${id}/retire`, { reason: "Không dùng nữa" })).json()).toMatchObject({ state: "retired", reason: "Không dùng nữa" });
    expect((await proposeAnchor(one, ca)).status, "with new terms, when the old entry is retired").toBe(201);
    const { results } = await contextFor(tenant).ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ?").bind(tenant.code).all<{ entry: string }>();
    expect(results.map(({ entry }) => (JSON.parse(entry) as { kind: string }).kind).filter((kind) => kind.startsWith("anchor."))).toEqual(["anchor.added", "anchor.approved", "anchor.retired", "anchor.added"]);
    for (const { entry } of results) expect(entry).not.toContain("CA thử");
  });

  test("is approved by one of two who try at once", async () => {
    const tenant = await makeTenant();
    const people = [await makeOfficer(tenant, ["administrator"]), await makeOfficer(tenant, ["administrator"]), await makeOfficer(tenant, ["administrator"])] as const;
    const { id } = await (await proposeAnchor(people[0], await makeCertificate({ kind: "ca" }))).json<AnchorView>();
    const answers = await Promise.all([postJson(people[1], `anchors/${id}/approve`, {}), postJson(people[2], `anchors/${id}/approve`, {})]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test("belongs to one tenant: another's people do not see it and cannot move it", async () => {
    const home = await makeTenant();
    const { id } = await makeAnchor(home, await makeCertificate({ kind: "ca" }));
    const stranger = await makeOfficer(await makeTenant(), ["administrator"]);
    expect(await refusalOf(await ask(`/v1/t/${home.code}/anchors`, { headers: asPerson(stranger) }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await postJson(stranger, `anchors/${id}/retire`, { reason: "x" }))).toEqual([404, "not-found"]);
    expect((await listOf(stranger)).anchors).toEqual([]);
  });

  test("asks for proof that it is the administrator", async () => {
    const tenant = await makeTenant();
    const one = await makeOfficer(tenant, ["administrator"]);
    await contextFor(tenant).ledger.prepare("UPDATE session SET asserted_at = 1 WHERE tenant_id = ?").bind(tenant.code).run();
    expect((await refusalOf(await proposeAnchor(one, await makeCertificate({ kind: "ca" }))))[1]).toBe("step-up-required");
  });

  test("is a CA certificate that is in force and strong", async () => {
    const one = await makeOfficer(await makeTenant(), ["administrator"]);
    const pointersOf = async (response: Response) => (await response.json<{ errors: { pointer: string; code: string }[] }>()).errors.map(({ pointer, code }) => `${pointer} ${code}`);
    expect(await pointersOf(await proposeAnchor(one, await makeCertificate({ kind: "leaf" })))).toEqual(["/certificate not-a-ca"]);
    expect(await pointersOf(await proposeAnchor(one, await makeCertificate({ kind: "ca", to: AT - 1000 })))).toEqual(["/certificate expired"]);
    expect(await pointersOf(await proposeAnchor(one, await makeCertificate({ kind: "ca", algorithm: "RSA-1024" })))).toEqual(["/certificate weak-key"]);
    const ca = await makeCertificate({ kind: "ca" });
    expect(await pointersOf(await proposeAnchor(one, ca, { certificate: "MIIB" }))).toEqual(["/certificate not-der"]);
    expect(await pointersOf(await proposeAnchor(one, ca, { certificate: "MIIB=" }))).toEqual(["/certificate not-base64"]);
    expect(await pointersOf(await proposeAnchor(one, ca, { revocation: "none" }))).toEqual(["/revocation licensed-has-lists"]);
    expect(await pointersOf(await proposeAnchor(one, ca, { trustedTo: "2020-01-01" }))).toEqual(["/trustedTo in-the-past"]);
    expect(await pointersOf(await proposeAnchor(one, ca, { urls: ["https://crl.example.vn/a.crl", "http://crl.example.vn/a.crl", "https://169.254.169.254/latest"] }))).toEqual(["/urls/1 not-https", "/urls/2 not-public"]);
  });
});

describe("a revocation list", () => {
  test("is kept when the anchor signed it and it is in force; its bytes can be had again", async () => {
    const tenant = await makeTenant();
    const ca = await makeCertificate({ kind: "ca" });
    const { id, administrator } = await makeAnchor(tenant, ca);
    const list = await makeCrl(ca, ["04d2"]);
    const kept = await uploadList(administrator, id, list);
    expect(kept.status).toBe(201);
    const [shown] = (await kept.json<AnchorView>()).lists;
    expect(shown).toMatchObject({ revoked: 1, source: administrator.id });
    const again = await ask(`/v1/t/${tenant.code}/revocation-lists/${shown!.digest}`, { headers: asPerson(administrator) });
    expect(again.headers.get("Content-Type")).toBe("application/pkix-crl");
    expect(new Uint8Array(await again.arrayBuffer())).toEqual(list);
    expect((await uploadList(administrator, id, list)).status, "the same again").toBe(200);
    expect(await refusalOf(await uploadList(administrator, id, await makeCrl(ca, [], { thisUpdate: AT - 7_200_000 }))), "an older one takes nothing back").toEqual([422, "crl-invalid"]);
    expect((await listOf(administrator)).anchors[0]!.lists).toHaveLength(1);
  });

  test("is refused with what is wrong with it", async () => {
    const tenant = await makeTenant();
    const { root, sub } = await makeChain();
    const { id, administrator } = await makeAnchor(tenant, root);
    const reasonOf = async (list: Uint8Array) => {
      const { code, reason } = await (await uploadList(administrator, id, list)).json<{ code: string; reason: string }>();
      return `${code} ${reason}`;
    };
    expect(await reasonOf(new Uint8Array([1, 2, 3]))).toBe("crl-invalid not-der");
    expect(await reasonOf(root.der)).toMatch(/^crl-invalid /);
    expect(await reasonOf(await makeCrl(root, [], { nextUpdate: AT - 1000 }))).toBe("crl-invalid list-stale");
    expect(await reasonOf(await makeCrl(root, [], { thisUpdate: AT + 3_600_000 }))).toBe("crl-invalid list-stale");
    expect(await reasonOf(await makeCrl(root, [], { signer: sub }))).toBe("crl-invalid list-signature");
    expect(await reasonOf(await makeCrl(sub)), "a CA that no chain has shown").toBe("crl-invalid list-signature");
  });
});
