import { showInvisible } from "../forms/show-invisible.ts";
import { attachmentTypes, MAX_FILE_NAME, type AttachmentReason, type AttachmentType } from "./attachment-limits-contract.ts";

export type NamedFile = { name: string; fault: null } | { name: null; fault: Extract<AttachmentReason, "name" | "ending"> };

/** What no file system or header should have to carry: folders, drives, patterns, quotation marks. */
const forbidden = /[/\\:*?"<>|]/;

/**
 * The name of an uploaded file from its header (percent-encoded UTF-8), in composed characters, or why it is none: no folder, nothing
 * that cannot be seen, at most 120 characters, and the ending of its type, so that a file opens as what it was checked to be.
 */
export function checkFileName(header: string | undefined, type: AttachmentType): NamedFile {
  const name = decoded(header)?.normalize("NFC");
  const isName = name !== undefined && name.length > 0 && name.length <= MAX_FILE_NAME && !forbidden.test(name) && showInvisible(name) === name && !/^[.\s]|\s$/.test(name);
  if (!isName) return { name: null, fault: "name" };
  const lower = name.toLowerCase();
  return attachmentTypes[type].some((ending) => lower.endsWith(ending) && lower.length > ending.length) ? { name, fault: null } : { name: null, fault: "ending" };
}

function decoded(header: string | undefined): string | undefined {
  try {
    return header === undefined ? undefined : decodeURIComponent(header);
  } catch {
    return undefined;
  }
}
