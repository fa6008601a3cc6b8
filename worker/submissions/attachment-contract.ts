import * as z from "zod";
import { digest43 } from "../signing/contract.ts";

/** What may be attached, and how its file name ends. */
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

/** An uploaded file: the first four are what a signature names in `att`, the name is what the signed text shows. */
export const attachmentView = z.object({ id: z.string(), dig: digest43, size: z.int(), type: z.string(), name: z.string() });
export type AttachmentView = z.infer<typeof attachmentView>;

/** Why a file is not taken: `attachment-rejected` carries one as `reason`. */
export const attachmentReasons = ["empty", "name", "ending", "not-that-type", "markup", "two-files-in-one", "not-utf8", "macros", "unpacks-too-large"] as const;
export type AttachmentReason = (typeof attachmentReasons)[number];
