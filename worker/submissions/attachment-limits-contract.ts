/* What may be attached. Without the contract's schema, so that the browser needs no parser to know it. */

/** The types that are taken, and how their files' names end. */
export const attachmentTypes = {
  "application/pdf": [".pdf"],
  "image/png": [".png"],
  "image/jpeg": [".jpg", ".jpeg"],
  "text/csv": [".csv"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": [".xlsx"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [".docx"],
} as const satisfies Record<string, readonly string[]>;
export type AttachmentType = keyof typeof attachmentTypes;

export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;
export const MAX_ATTACHMENTS = 20;
export const MAX_FILE_NAME = 120;

/** Why a file is not taken: `attachment-rejected` carries one as `reason`. */
export type AttachmentReason = "empty" | "name" | "ending" | "not-that-type" | "markup" | "two-files-in-one" | "not-utf8" | "macros" | "unpacks-too-large";
