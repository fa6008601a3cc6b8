import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { findDiscrepancy, type Discrepancy } from "../../../worker/audit/queries.ts";
import type { CommentList, CommentView, MentionableList } from "../../../worker/review/contract.ts";
import { refusalOf } from "../ask.ts";
import { contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";
import { at, noticesOf, type Person } from "./people.ts";

let authority: Tenant;
let tenant: Tenant;
let [auditor, colleague, officer, stranger]: Person[] = [];
let made: Discrepancy;

beforeAll(async () => {
  authority = await makeAuthority();
  tenant = await makeTenant({ ledger: "LEDGER_2" });
  [auditor, colleague] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["supervisor"])];
  [officer, stranger] = [await makeOfficer(tenant, ["officer"]), await makeOfficer(await makeTenant(), ["officer"])];
  made = await makeDiscrepancy(tenant, { state: "ACKNOWLEDGED", askedBy: auditor! });
});

const say = (person: Person, body: object) => at(person, made, "/comments", { method: "POST", body });
const heardBy = async (person: Person) => (await (await at(person, made, "/comments")).json<CommentList>()).comments.map(({ text }) => text);

describe("comments", () => {
  test("internal ones exist for the authority only, shared ones for both", async () => {
    expect((await say(auditor!, { visibility: "internal", text: "Nội bộ: xem thêm quý trước." })).status).toBe(201);
    expect((await say(officer!, { visibility: "shared", text: "Đơn vị đang kiểm tra." })).status).toBe(201);
    expect(await heardBy(colleague!)).toEqual(["Nội bộ: xem thêm quý trước.", "Đơn vị đang kiểm tra."]);
    expect(await heardBy(officer!)).toEqual(["Đơn vị đang kiểm tra."]);
    expect(await refusalOf(await say(officer!, { visibility: "internal", text: "Thử" }))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await at(stranger!, made, "/comments"))).toEqual([404, "not-found"]);
    for (const body of [{ visibility: "shared", text: "   " }, { visibility: "all", text: "x" }, { visibility: "shared", text: "x".repeat(2001) }]) expect(await refusalOf(await say(officer!, body))).toEqual([400, "body-invalid"]);
  });

  test("tell the other side, and those who are mentioned; nobody of the unit hears of an internal one", async () => {
    const internal = await say(auditor!, { visibility: "internal", text: "Nhờ anh xem giúp.", mentions: [colleague!.id] });
    expect(internal.status).toBe(201);
    expect((await noticesOf(authority, colleague!)).notices.map(({ kind }) => kind)).toContain("mentioned");
    expect(await refusalOf(await say(auditor!, { visibility: "internal", text: "Nhờ xem.", mentions: [officer!.id] }))).toEqual([400, "body-invalid"]);
    expect((await noticesOf(tenant, officer!)).notices.map(({ kind }) => kind)).not.toContain("mentioned");
    await say(auditor!, { visibility: "shared", text: "Đề nghị gửi danh sách.", mentions: [officer!.id] });
    expect((await noticesOf(tenant, officer!)).notices.map(({ kind }) => kind).toSorted()).toEqual(["commented", "mentioned"]);
    expect((await noticesOf(authority, auditor!)).notices.map(({ kind }) => kind)).toContain("commented");
  });

  test("an edit keeps what stood there before, is made by the author alone and for the version that was read", async () => {
    const { id } = await (await say(officer!, { visibility: "shared", text: "Bản một." })).json<CommentView>();
    const edit = (person: Person, version: number, text = "Bản hai.") => at(person, made, `/comments/${id}`, { method: "PUT", body: { text }, headers: { "If-Match": `"${version}"` } });
    expect(await refusalOf(await edit(auditor!, 1))).toEqual([403, "not-permitted"]);
    const answers = await Promise.all([edit(officer!, 1, "Bản hai."), edit(officer!, 1, "Bản khác.")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const edited = await answers.find(({ status }) => status === 200)!.json<CommentView>();
    expect(edited).toMatchObject({ version: 2, history: [{ text: "Bản một." }] });
    expect(await refusalOf(await edit(officer!, 1))).toEqual([409, "version-conflict"]);
    expect(await refusalOf(await at(officer!, made, "/comments/cmt_none", { method: "PUT", body: { text: "x" }, headers: { "If-Match": '"1"' } }))).toEqual([404, "not-found"]);
  });

  test("nobody changes or deletes one in the database, and the log has its digest only", async () => {
    const { id, logIndex } = await (await say(officer!, { visibility: "shared", text: "Giữ nguyên văn." })).json<CommentView>();
    const { ledger } = contextFor(tenant);
    const write = (sql: string) => ledger.prepare(sql).bind(tenant.code, id).run();
    await expect(write("UPDATE discrepancy_comment SET text = 'khác' WHERE tenant_id = ? AND id = ?")).rejects.toThrow(/never changed/);
    await expect(write("DELETE FROM discrepancy_comment WHERE tenant_id = ? AND id = ?")).rejects.toThrow(/never deleted/);
    await expect(ledger.prepare("INSERT OR REPLACE INTO discrepancy_comment SELECT tenant_id, discrepancy_id, id, version, author_id, author_tenant_id, visibility, 'khác', at, log_idx FROM discrepancy_comment WHERE id = ?").bind(id).run()).rejects.toThrow(/has changed/);
    const { entry } = (await ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(tenant.code, logIndex).first<{ entry: string }>())!;
    expect(entry).toContain("discrepancy.commented");
    expect(entry).not.toContain("nguyên văn");
  });
});

describe("a mention", () => {
  test("tells each person once, however often the comment is edited, and those whom an edit names first", async () => {
    const [named, later, ofUnit] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["auditor"]), await makeOfficer(tenant, ["head"])];
    const comment = await (await say(auditor!, { visibility: "internal", text: "Nhờ xem.", mentions: [named.id] })).json<CommentView>();
    const edit = (version: number, mentions: string[]) => at(auditor!, made, `/comments/${comment.id}`, { method: "PUT", body: { text: `Nhờ xem lại, lần ${version}.`, mentions }, headers: { "If-Match": `"${version}"` } });
    expect((await edit(1, [named.id, later.id])).status).toBe(200);
    expect((await edit(2, [later.id])).status).toBe(200);
    const told = async (person: Person) => (await noticesOf(authority, person)).notices.filter(({ kind, discrepancy }) => kind === "mentioned" && discrepancy.id === made.id).length;
    expect([await told(named), await told(later)]).toEqual([1, 1]);
    expect(await refusalOf(await edit(3, [ofUnit.id])), "an internal one names nobody of the unit").toEqual([400, "body-invalid"]);
  });
});

describe("whom a comment can mention", () => {
  const people = async (person: Person, target = made) => (await (await at(person, target, "/mentionable")).json<MentionableList>()).people;
  const idsOf = async (person: Person, side: string) => (await people(person)).filter((one) => one.side === side).map(({ id }) => id);

  test("is who judges and who answers for the authority, and one another and the assignee for the unit; never oneself", async () => {
    const [head, administrator, roleless, operator] = [await makeOfficer(tenant, ["head"]), await makeOfficer(tenant, ["administrator"]), await makeOfficer(tenant, []), await makeOfficer(authority, ["operator"])];
    const ofAuthority = await idsOf(auditor!, "authority");
    expect(ofAuthority).toContain(colleague!.id);
    for (const absent of [auditor!, operator]) expect(ofAuthority).not.toContain(absent.id);
    const ofUnit = await idsOf(auditor!, "unit");
    expect(ofUnit).toEqual(expect.arrayContaining([officer!.id, head.id]));
    for (const absent of [administrator, roleless, stranger!]) expect(ofUnit).not.toContain(absent.id);
    expect(await idsOf(officer!, "unit")).toEqual(expect.arrayContaining([head.id, administrator.id]));
    expect(await idsOf(officer!, "unit")).not.toContain(officer!.id);
    expect((await people(auditor!)).find(({ id }) => id === head.id)).toEqual({ id: head.id, name: head.name, unit: head.unit, side: "unit" });
    const { assignee } = (await findDiscrepancy(contextFor(tenant).ledger, tenant.code, made.id))!;
    expect(assignee).not.toBeNull();
    expect(await idsOf(officer!, "authority")).toEqual([assignee]);
    expect(await refusalOf(await at(roleless, made, "/mentionable"))).toEqual([403, "not-permitted"]);
    for (const side of ["unit", "authority"]) for (const id of await idsOf(auditor!, side)) expect((await say(auditor!, { visibility: "shared", text: "Nhờ xem.", mentions: [id] })).status).toBe(201);
  });

  test("leaves out who has left", async () => {
    const left = await makeOfficer(authority, ["auditor"]);
    expect(await idsOf(auditor!, "authority")).toContain(left.id);
    await contextFor(authority).ledger.prepare("UPDATE officer SET ended_at = 1 WHERE tenant_id = 'VN' AND id = ?").bind(left.id).run();
    expect(await idsOf(auditor!, "authority")).not.toContain(left.id);
  });

  test("is nobody else's to ask", async () => {
    expect(await refusalOf(await at(stranger!, made, "/mentionable"))).toEqual([404, "not-found"]);
    expect(await refusalOf(await at(officer!, { ...made, id: "dis_none" }, "/mentionable"))).toEqual([404, "not-found"]);
    expect(await refusalOf(await at({ cookie: "" }, made, "/mentionable"))).toEqual([401, "sign-in-required"]);
  });
});

describe("a draft of the unit", () => {
  const keep = (person: Person, version: number, text: string) => at(person, made, "/drafts/explanation", { method: "PUT", body: { answers: { text } }, headers: { "If-Match": `"${version}"` } });

  test("is written by several of its people, each upon what the other wrote, and read by nobody else", async () => {
    const administrator = await makeOfficer(tenant, ["administrator"]);
    expect(await (await at(officer!, made, "/drafts/explanation")).json()).toEqual({ version: 0, answers: {}, writtenBy: null, writtenAt: null });
    expect(await (await keep(administrator, 0, "Một")).json()).toMatchObject({ version: 1, writtenBy: { id: administrator.id, name: administrator.name } });
    const answers = await Promise.all([keep(officer!, 1, "Hai"), keep(administrator, 1, "Ba")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await answers.find(({ status }) => status === 409)!.json()).toMatchObject({ code: "version-conflict", current: { version: 2 } });
    expect(await refusalOf(await keep(officer!, 0, "Bốn"))).toEqual([409, "version-conflict"]);
    for (const person of [auditor!, stranger!]) expect(await refusalOf(await at(person, made, "/drafts/explanation"))).toEqual([404, "not-found"]);
    expect(await refusalOf(await at(officer!, made, "/drafts/decision"))).toEqual([404, "not-found"]);
  });
});
