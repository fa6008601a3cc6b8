import * as z from "zod";
import { digest43 } from "../signing/contract.ts";

/** An uploaded file: the first four are what a signature names in `att`, the name is what the signed text shows. */
export const attachmentView = z.object({ id: z.string(), dig: digest43, size: z.int(), type: z.string(), name: z.string() });
export type AttachmentView = z.infer<typeof attachmentView>;
