import type { Context } from "../kernel/context.ts";
import { isUniqueViolation } from "../kernel/database-error.ts";
import { digestOf } from "../kernel/digest.ts";
import { newId } from "../kernel/ids.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record } from "../log/record.ts";
import { requireRole } from "../tenancy/require-role.ts";
import type { AttachmentView } from "./attachment-contract.ts";
import { attachmentTypes, type AttachmentReason, type AttachmentType } from "./attachment-limits-contract.ts";
import { fewerUnused, findByDigest, insertAttachment, type Attachment } from "./attachment-queries.ts";
import { checkContent } from "./check-content.ts";
import { checkFileName } from "./check-file-name.ts";

/** Files an officer may have uploaded within a day that no signed document names: two full documents. */
export const MOST_UNUSED = 40;
const DAY = 86_400_000;

export type Upload = { fileName: string | undefined; type: AttachmentType; readBody: () => Promise<Uint8Array> };

/**
 * Keeps a file that the officer will name in a signed document: its bytes by digest, who uploaded it and its digest in the log. The
 * same file of the same officer under the same name is one attachment (`isNew` false). The body is read only for who may upload.
 */
export async function storeAttachment(context: Context, { fileName, type, readBody }: Upload): Promise<{ isNew: boolean; attachment: AttachmentView }> {
  const { ledger, tenant, platform, now } = context;
  const owner = requireRole(context, ["officer", "head"]);
  const bytes = await readBody();
  const { name, fault } = checkFileName(fileName, type);
  if (fault !== null) throw rejected(fault, type);
  const reason = checkContent(bytes, type);
  if (reason !== null) throw rejected(reason, type);
  const attachment: Attachment = { id: newId("attachment", now), dig: await digestOf(bytes), size: bytes.length, type, name, ownerId: owner.id };
  const findOwn = () => findByDigest(ledger, tenant.code, attachment.dig, attachment);
  const known = await findOwn();
  if (known) return { isNew: false, attachment: toView(known) };
  if ((await platform.evidence.head(attachment.dig)) === null) await platform.evidence.put(attachment.dig, bytes);
  try {
    const entry = { kind: "attachment.added" as const, at: now, by: owner.id, attachment: attachment.id, sha256: attachment.dig, size: attachment.size };
    await record(context, entry, [insertAttachment(ledger, tenant.code, attachment, now)], [fewerUnused(tenant.code, owner.id, now - DAY, MOST_UNUSED)]);
    return { isNew: true, attachment: toView(attachment) };
  } catch (error) {
    // Two clicks at once: the other one was quicker.
    if (isUniqueViolation(error, "attachment.")) return { isNew: false, attachment: toView((await findOwn())!) };
    if (error instanceof GuardFailed) throw new Problem("attachment-limit", `You uploaded ${MOST_UNUSED} files within a day that no signed document names. Sign a document with them, or upload again tomorrow.`);
    throw error;
  }
}

function toView({ id, dig, size, type, name }: Attachment): AttachmentView {
  return { id, dig, size, type, name };
}

function rejected(reason: AttachmentReason, type: AttachmentType): Problem {
  return new Problem("attachment-rejected", whatToDo[reason](type), undefined, { reason });
}

const whatToDo: Record<AttachmentReason, (type: AttachmentType) => string> = {
  empty: () => "The file has no content. Check that it was saved, and choose it again.",
  name: () => "Send the file's name in `X-File-Name`, percent-encoded UTF-8: no folder, none of /\\:*?\"<>|, nothing invisible, at most 120 characters. Rename the file and send it again.",
  ending: (type) => `The name of such a file ends in ${attachmentTypes[type].join(" or ")}. Rename it, or send it as what it is.`,
  "not-that-type": (type) => `The content is not a complete ${type}. Save it again in the program it was made with, without a password, and send that.`,
  markup: () => "The file begins like a web page. Save what it shows as PDF and send that.",
  "two-files-in-one": () => "Another file is hidden at the end of this one. Save it again in the program it was made with, and send each file by itself.",
  "not-utf8": () => "The table is not in UTF-8. Save it as “CSV UTF-8”, or send it as .xlsx.",
  macros: () => "The file has macros or controls in it. Save it without them (.xlsx, .docx) and send that.",
  "unpacks-too-large": () => "The file would be very large once unpacked. Send a part of it, or a PDF.",
};
