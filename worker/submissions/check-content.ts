import type { AttachmentReason, AttachmentType } from "./attachment-limits-contract.ts";
import { findZipEnd, readZipDirectory, type ZipEntry } from "./read-zip-directory.ts";

/** As far as browsers look when they guess a type. */
const SNIFFED = 1500;
const MOST_UNPACKED = 200 * 1024 * 1024;
const MOST_PARTS = 5000;

const markup = /<(?:!doctype|html|head|body|script|svg|iframe|meta|object|embed|style)/i;

/**
 * What is wrong with the bytes as a file of the type; null is nothing. Each type by its own beginning and end; what a browser could
 * read as a page, and what is a second file besides, is refused whatever else it is. Nothing is unpacked.
 */
export function checkContent(bytes: Uint8Array, type: AttachmentType): AttachmentReason | null {
  if (bytes.length === 0) return "empty";
  if (markup.test(latin(bytes.subarray(0, SNIFFED)))) return "markup";
  if (type in rootOf) return checkOffice(bytes, rootOf[type as keyof typeof rootOf]);
  if (type === "text/csv") return checkCsv(bytes);
  if (!looksLike[type as keyof typeof looksLike](bytes)) return "not-that-type";
  return findZipEnd(bytes) === null ? null : "two-files-in-one";
}

const looksLike = {
  "application/pdf": (bytes: Uint8Array) => begins(bytes, "%PDF-") && latin(bytes.subarray(-1024)).includes("%%EOF"),
  "image/png": (bytes: Uint8Array) => begins(bytes, "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR") && latin(bytes.subarray(-12)) === "\0\0\0\0IEND\u00aeB`\u0082",
  "image/jpeg": (bytes: Uint8Array) => begins(bytes, "\u00ff\u00d8\u00ff"),
};

/** The part that makes an Office file a table or a text. */
const rootOf = {
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xl/workbook.xml",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/document.xml",
};

function checkOffice(bytes: Uint8Array, root: string): AttachmentReason | null {
  const entries = begins(bytes, "PK\u0003\u0004") ? readZipDirectory(bytes) : null;
  if (!entries || !hasParts(entries, root) || entries.some(({ name }) => /^\/|\\|(?:^|\/)\.\.(?:\/|$)/.test(name))) return "not-that-type";
  if (entries.some(({ name }) => /vbaProject\.bin$|\/activeX\//i.test(name))) return "macros";
  return entries.length > MOST_PARTS || entries.reduce((sum, { size }) => sum + size, 0) > MOST_UNPACKED ? "unpacks-too-large" : null;
}

function hasParts(entries: readonly ZipEntry[], root: string): boolean {
  return ["[Content_Types].xml", root].every((part) => entries.some(({ name }) => name === part));
}

function checkCsv(bytes: Uint8Array): AttachmentReason | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return "not-utf8";
  }
  // oxlint-disable-next-line no-control-regex -- finding them is its purpose
  return /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|^\s*<|^%PDF-/.test(text) ? "not-that-type" : null;
}

function begins(bytes: Uint8Array, start: string): boolean {
  return latin(bytes.subarray(0, start.length)) === start;
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
