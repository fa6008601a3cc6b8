import { strToU8, zipSync } from "fflate";
import type { Tenant } from "../../worker/kernel/context.ts";
import type { AttachmentView } from "../../worker/submissions/attachment-contract.ts";
import { ask } from "./ask.ts";
import { asPerson } from "./make-tenant.ts";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
export const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

export const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
export function joined(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

export const pdf = (text = "") => bytesOf(`%PDF-1.7\n% ${text}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`);
export const png = () => bytesOf("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0\u0001\0\0\0\u0001\u0008\0\0\0\0\0\0\0\0\0\0\0\0IEND\u00aeB`\u0082");
export const jpeg = () => bytesOf("\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0\u00ff\u00d9");
export const csv = () => new TextEncoder().encode("\ufeffMã hồ sơ;Ngày\nH26-1;2026-03-31\n");
const contentTypes = { "[Content_Types].xml": strToU8('<?xml version="1.0"?><Types/>') };
export const xlsx = (parts: Record<string, Uint8Array> = {}) => zipSync({ ...contentTypes, "xl/workbook.xml": strToU8("<workbook/>"), ...parts });
export const docx = () => zipSync({ ...contentTypes, "word/document.xml": strToU8("<document/>") });

/** Sends the file as the person's own page does. */
export function sendFile(tenant: Pick<Tenant, "code">, person: { cookie: string }, bytes: BodyInit, name: string, type: string): Promise<Response> {
  return ask(`/v1/t/${tenant.code}/attachments`, { method: "POST", headers: asPerson(person, { "Content-Type": type, "X-File-Name": encodeURIComponent(name) }), body: bytes });
}

/** An attachment of the person, uploaded. */
export async function uploadPdf(tenant: Pick<Tenant, "code">, person: { cookie: string }, text: string, name = `${text}.pdf`): Promise<AttachmentView> {
  return (await sendFile(tenant, person, pdf(text), name, "application/pdf")).json<AttachmentView>();
}

/** What a signature names of it. */
export const toClaim = ({ id, dig, size, type }: AttachmentView) => ({ id, dig, size, type });
