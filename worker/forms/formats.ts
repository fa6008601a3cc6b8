import { format } from "@cfworker/json-schema";
import { idPattern } from "../kernel/ids.ts";
import { findWindow } from "../kernel/windows.ts";

const procedureCode = /^[1-9]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2})?$/;
const discrepancyId = idPattern("discrepancy");
const extensionId = idPattern("extension");
/** SHA-256 as 43 characters base64url. */
const digest = /^[A-Za-z0-9_-]{43}$/;
/** A percentage as a text prints it, with a point: `46.5`. */
const printedPercent = /^(0|[1-9]\d{0,2})(\.\d{1,4})?$/;

/**
 * The named formats of profile fp/1; a form can have no pattern of its own, because a pattern can be made to never end.
 * Each one decides in time linear in the text.
 */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: format.date!,
  period: (text) => findWindow(text, "calendar") !== null,
  "service-code": (text) => procedureCode.test(text),
  "printed-percent": (text) => printedPercent.test(text),
  "discrepancy-id": (text) => discrepancyId.test(text),
  sha256: (text) => digest.test(text),
  "extension-id": (text) => extensionId.test(text),
};

// The validator lets an unknown format pass without a word; it looks names up in this table of its own.
Object.assign(format, formats);
