import type { AttachmentReason, AttachmentType } from "../../../worker/submissions/attachment-limits-contract.ts";
import { m } from "../../words/m.ts";
import { currentLocale } from "../locale/current-locale.ts";
import { ApiError } from "../remote/api-error.ts";
import { errorText } from "../remote/problem-texts.ts";

const typeNames: Record<AttachmentType, () => string> = {
  "application/pdf": () => "PDF",
  "image/png": m.file_type_image,
  "image/jpeg": m.file_type_image,
  "text/csv": m.file_type_csv,
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": () => "Excel",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": () => "Word",
};

export function typeName(type: string): string {
  return typeNames[type as AttachmentType]?.() ?? type;
}

/** A size as people say it, e.g. `1,4 MB`. */
export function formatSize(bytes: number): string {
  const [amount, unit] = bytes < 1024 ? [bytes, "B"] : bytes < 1024 ** 2 ? [bytes / 1024, "kB"] : [bytes / 1024 ** 2, "MB"];
  return `${new Intl.NumberFormat(currentLocale() === "en" ? "en-GB" : "vi-VN", { maximumFractionDigits: 1 }).format(amount)} ${unit}`;
}

const faultTexts: Record<AttachmentReason | "too-large", () => string> = {
  empty: m.file_fault_empty,
  "too-large": m.file_fault_large,
  name: m.file_fault_name,
  ending: m.file_fault_type,
  "not-that-type": m.file_fault_content,
  markup: m.file_fault_markup,
  "two-files-in-one": m.file_fault_two,
  "not-utf8": m.file_fault_utf8,
  macros: m.file_fault_macros,
  "unpacks-too-large": m.file_fault_unpacks,
};

export function faultText(fault: keyof typeof faultTexts): string {
  return faultTexts[fault]();
}

/** Why an upload failed, and what to do. */
export function uploadErrorText(error: unknown): string {
  if (!(error instanceof ApiError)) return errorText(new ApiError("internal", 0, String(error)));
  if (error.code === "body-too-large") return m.file_fault_large();
  const { reason } = error.problem;
  return typeof reason === "string" && reason in faultTexts ? faultText(reason as keyof typeof faultTexts) : errorText(error);
}
