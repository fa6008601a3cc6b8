import { env } from "cloudflare:workers";
import { strToU8, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { digestOf } from "../../../worker/kernel/digest.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import type { AttachmentView } from "../../../worker/submissions/attachment-contract.ts";
import { MAX_ATTACHMENT_BYTES } from "../../../worker/submissions/attachment-limits-contract.ts";
import { MOST_UNUSED } from "../../../worker/submissions/store-attachment.ts";
import { ask, refusalOf } from "../ask.ts";
import { bytesOf, csv, docx, DOCX, joined, jpeg, pdf, png, sendFile, uploadPdf, xlsx, XLSX } from "../make-attachment.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";

type Person = Awaited<ReturnType<typeof makeOfficer>>;
let [tenant, elsewhere]: Tenant[] = [];
let [officer, colleague, administrator, neighbour, auditor]: Person[] = [];

beforeAll(async () => {
  [tenant, elsewhere] = [await makeTenant(), await makeTenant()];
  officer = await makeOfficer(tenant!);
  colleague = await makeOfficer(tenant!, ["head"]);
  administrator = await makeOfficer(tenant!, ["administrator"]);
  neighbour = await makeOfficer(elsewhere!);
  auditor = await makeOfficer(await makeAuthority(), ["auditor"]);
});

const send = (bytes: BodyInit, name: string, type: string, person = officer!) => sendFile(tenant!, person, bytes, name, type);
const open = (dig: string, person: Person, at = tenant!) => ask(`/v1/t/${at.code}/attachments/${dig}`, { headers: asPerson(person) });
const rowsIn = async (table: string) => (await contextFor(tenant!).ledger.prepare(`SELECT COUNT(*) AS n FROM ${table} WHERE tenant_id = ?`).bind(tenant!.code).first<{ n: number }>())!.n;

describe("an upload", () => {
  test("is kept by its digest, answered with what a signature names, and logged without its name", async () => {
    const bytes = pdf("register");
    const response = await send(bytes, "Sổ tiếp nhận tháng 3.pdf".normalize("NFD"), "application/pdf");
    const attachment = await response.json<AttachmentView>();
    expect(response.status).toBe(201);
    expect(attachment).toEqual({ id: expect.stringMatching(/^att_/), dig: await digestOf(bytes), size: bytes.length, type: "application/pdf", name: "Sổ tiếp nhận tháng 3.pdf" });
    expect(new Uint8Array(await (await env.EVIDENCE.get(attachment.dig))!.arrayBuffer())).toEqual(bytes);
    const logged = await contextFor(tenant!).ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? ORDER BY idx DESC LIMIT 1").bind(tenant!.code).first<{ entry: string }>();
    expect(JSON.parse(logged!.entry)).toMatchObject({ kind: "attachment.added", attachment: attachment.id, sha256: attachment.dig, size: bytes.length, by: officer!.id });
    expect(logged!.entry).not.toContain("tháng");
  });

  test.each<[string, string, () => Uint8Array]>([
    ["anh.png", "image/png", png], ["anh.JPG", "image/jpeg", jpeg], ["bang.csv", "text/csv", csv], ["bang.xlsx", XLSX, xlsx], ["van-ban.docx", DOCX, docx],
  ])("%s is taken", async (name, type, make) => {
    const response = await send(make(), name, type);
    expect([response.status, (await response.json<AttachmentView>()).type]).toEqual([201, type]);
  });

  test("sent again, and ten times at once, is the same attachment with one entry; a colleague's is their own", async () => {
    const [rows, entries] = [await rowsIn("attachment"), await rowsIn("log_entry")];
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(pdf("at once"), "a.pdf", "application/pdf")));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array<number>(9).fill(200), 201]);
    expect(new Set((await Promise.all(answers.map((answer) => answer.json<AttachmentView>()))).map(({ id }) => id)).size).toBe(1);
    expect([await rowsIn("attachment"), await rowsIn("log_entry")]).toEqual([rows + 1, entries + 1]);
    expect((await send(pdf("at once"), "a.pdf", "application/pdf", colleague)).status).toBe(201);
  });

  test("beyond what a document could name within a day is refused, and is possible again when a day has passed", async () => {
    const hoarder = await makeOfficer(tenant!);
    const { ledger, now } = contextFor(tenant!);
    const insert = ledger.prepare("INSERT INTO attachment (tenant_id, id, digest, owner_id, name, type, size, at, log_idx) SELECT ?1, ?2 || value, 'd' || value, ?3, 'x.pdf', 'application/pdf', 1, ?4, 0 FROM json_each(?5)");
    const many = (prefix: string, at: number) => insert.bind(tenant!.code, prefix, hoarder.id, at, JSON.stringify(Array.from({ length: MOST_UNUSED }, (_, i) => `${prefix}${i}`))).run();
    await many("old", now - 90_000_000);
    expect((await send(pdf("one"), "a.pdf", "application/pdf", hoarder)).status).toBe(201);
    await many("new", now - 1000);
    expect(await refusalOf(await send(pdf("two"), "a.pdf", "application/pdf", hoarder))).toEqual([409, "attachment-limit"]);
  });
});

describe("who may", () => {
  test("upload: officers and heads of the tenant; nobody else, whatever they are elsewhere", async () => {
    expect(await refusalOf(await ask(`/v1/t/${tenant!.code}/attachments`, { method: "POST", headers: { "Content-Type": "application/pdf", "X-File-Name": "a.pdf" }, body: pdf() }))).toEqual([401, "sign-in-required"]);
    expect(await refusalOf(await send(pdf(), "a.pdf", "application/pdf", neighbour))).toEqual([404, "not-found"]);
    expect(await refusalOf(await send(pdf(), "a.pdf", "application/pdf", administrator))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await send(pdf(), "a.pdf", "application/pdf", auditor))).toEqual([403, "not-permitted"]);
  });

  test("attack 41: a file is handed out as a file only, to the tenant's people and the authority, and exists nowhere else", async () => {
    const { dig } = await uploadPdf(tenant!, officer!, "evidence", "Công văn số 12 (bản 'chính').pdf");
    for (const reader of [officer!, colleague!, auditor!]) {
      const response = await open(dig, reader);
      expect(response.status).toBe(200);
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(pdf("evidence"));
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-type": "application/pdf",
        "content-disposition": "attachment; filename=\"Co_ng va_n so__ 12 (ba_n _chi_nh_).pdf\"; filename*=UTF-8''C%C3%B4ng%20v%C4%83n%20s%E1%BB%91%2012%20%28b%E1%BA%A3n%20%27ch%C3%ADnh%27%29.pdf",
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      });
    }
    expect(await refusalOf(await open(dig, neighbour!))).toEqual([404, "not-found"]);
    expect(await refusalOf(await open(dig, neighbour!, elsewhere!))).toEqual([404, "not-found"]);
    expect(await refusalOf(await open("A".repeat(43), officer!))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask(`/v1/t/${tenant!.code}/attachments/${dig}`))).toEqual([401, "sign-in-required"]);
  });

  test("attack 41: the bytes of something else that is kept by digest are no attachment", async () => {
    const batch = bytesOf("{}\n");
    await env.EVIDENCE.put(await digestOf(batch), batch);
    expect(await refusalOf(await open(await digestOf(batch), officer!))).toEqual([404, "not-found"]);
  });
});

describe("attack 41: what is no such file is refused, whatever it calls itself", () => {
  const html = bytesOf("<!DOCTYPE html><script>alert(1)</script>");
  const svg = bytesOf('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  const oneZip = zipSync({ "a.txt": strToU8("x") });
  const bomb = xlsx();
  // The directory's word for the unpacked size of its last part: 4 GB less one.
  const lastEntry = bomb.length - 22 - 46 - "xl/workbook.xml".length;
  new DataView(bomb.buffer, bomb.byteOffset).setUint32(lastEntry + 24, 0xfffffffe, true);

  test.each<[string, string, string, Uint8Array, string]>([
    ["no bytes", "a.pdf", "application/pdf", new Uint8Array(), "empty"],
    ["a page as PDF", "a.pdf", "application/pdf", html, "markup"],
    ["a drawing as PDF", "a.pdf", "application/pdf", svg, "markup"],
    ["a drawing as PNG", "a.png", "image/png", svg, "markup"],
    ["a PDF that is a page too", "a.pdf", "application/pdf", joined(bytesOf("%PDF-1.7\n<ScRiPt>alert(1)</script>\n"), pdf()), "markup"],
    ["a photo with a page in its comment", "a.jpg", "image/jpeg", joined(bytesOf("\u00ff\u00d8\u00ff\u00fe\0\u0040<html><body>"), jpeg()), "markup"],
    ["a table that is a page", "a.csv", "text/csv", bytesOf("\n <b>x</b>,1\n"), "not-that-type"],
    ["a PDF with something before it", "a.pdf", "application/pdf", joined(bytesOf("MZ\u0090\0"), pdf()), "not-that-type"],
    ["half a PDF", "a.pdf", "application/pdf", pdf().subarray(0, 20), "not-that-type"],
    ["a PDF with an archive behind it", "a.pdf", "application/pdf", joined(pdf(), oneZip), "two-files-in-one"],
    ["a photo with an archive behind it", "a.jpg", "image/jpeg", joined(jpeg(), oneZip), "two-files-in-one"],
    ["a picture with something behind it", "a.png", "image/png", joined(png(), bytesOf("<?php")), "not-that-type"],
    ["an archive as a table", "a.xlsx", XLSX, oneZip, "not-that-type"],
    ["a text as a table", "a.xlsx", XLSX, docx(), "not-that-type"],
    ["a table with something before it", "a.xlsx", XLSX, joined(pdf(), xlsx()), "not-that-type"],
    ["a table with something between", "a.xlsx", XLSX, joined(bytesOf("PK\u0003\u0004"), xlsx()), "not-that-type"],
    ["a part with a path", "a.xlsx", XLSX, xlsx({ "../../evil.xml": strToU8("x") }), "not-that-type"],
    ["macros", "a.xlsx", XLSX, xlsx({ "xl/vbaProject.bin": strToU8("x") }), "macros"],
    ["an archive that unpacks to 4 GB", "a.xlsx", XLSX, bomb, "unpacks-too-large"],
    ["a cut archive", "a.xlsx", XLSX, xlsx().subarray(0, -1), "not-that-type"],
    ["a table in another encoding", "a.csv", "text/csv", bytesOf("M\u00e3;1\n"), "not-utf8"],
    ["bytes as a table", "a.csv", "text/csv", bytesOf("a\0b"), "not-that-type"],
    ["a PDF as a table", "a.csv", "text/csv", pdf(), "not-that-type"],
    ["a path", "../../a.pdf", "application/pdf", pdf(), "name"],
    ["a drive", "C:\\a.pdf", "application/pdf", pdf(), "name"],
    ["a name of its ending", ".pdf", "application/pdf", pdf(), "name"],
    ["a hidden character", "a\u202efdp.pdf", "application/pdf", pdf(), "name"],
    ["a line break", "a\r\nX: y.pdf", "application/pdf", pdf(), "name"],
    ["121 characters", `${"a".repeat(117)}.pdf`, "application/pdf", pdf(), "name"],
    ["no name", "", "application/pdf", pdf(), "name"],
    ["a program's ending", "a.exe", "application/pdf", pdf(), "ending"],
    ["another type's ending", "a.html", "text/csv", csv(), "ending"],
  ])("%s", async (_, name, type, bytes, reason) => {
    const rows = await rowsIn("attachment");
    const response = await send(bytes, name, type);
    expect([response.status, await response.json()]).toEqual([422, expect.objectContaining({ code: "attachment-rejected", reason })]);
    expect(await rowsIn("attachment")).toBe(rows);
  });

  test("a name that is no UTF-8, and none at all", async () => {
    for (const headers of [{ "X-File-Name": "%ff.pdf" }, { "X-File-Name": "%" }, {}] as Record<string, string>[]) {
      const response = await ask(`/v1/t/${tenant!.code}/attachments`, { method: "POST", headers: asPerson(officer!, { "Content-Type": "application/pdf", ...headers }), body: pdf() });
      expect(await refusalOf(response)).toEqual([422, "attachment-rejected"]);
    }
  });

  test.each(["text/html", "image/svg+xml", "application/zip", "application/octet-stream", "constructor"])("%s is no type that is taken", async (type) => {
    expect(await refusalOf(await send(pdf(), "a.pdf", type))).toEqual([415, "unsupported-media-type"]);
  });

  test("more than 10 MB is refused by the header, and by counting where no header says so", async () => {
    const bytes = new Uint8Array(MAX_ATTACHMENT_BYTES + 1);
    expect(await refusalOf(await send(bytes, "a.pdf", "application/pdf"))).toEqual([413, "body-too-large"]);
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(bytes.subarray(0, 1_000_000));
        if ((sent += 1_000_000) > MAX_ATTACHMENT_BYTES) controller.close();
      },
    });
    expect(await refusalOf(await send(stream, "a.pdf", "application/pdf"))).toEqual([413, "body-too-large"]);
    const full = joined(pdf(), new Uint8Array(MAX_ATTACHMENT_BYTES - 2 * pdf().length), pdf());
    expect((await send(full, "full.pdf", "application/pdf")).status).toBe(201);
  });
});

test("nothing of an attachment changes, and none goes", async () => {
  const { id } = await uploadPdf(tenant!, officer!, "stays");
  const { ledger } = contextFor(tenant!);
  for (const sql of ["UPDATE attachment SET name = 'b.pdf' WHERE id = ?", "DELETE FROM attachment WHERE id = ?", "INSERT OR REPLACE INTO attachment SELECT * FROM attachment WHERE id = ?"]) await expect(ledger.prepare(sql).bind(id).run()).rejects.toThrow(/an attachment is never/);
});
