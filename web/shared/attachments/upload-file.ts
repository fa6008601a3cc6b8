import type { AttachmentView } from "../../../worker/submissions/attachment-contract.ts";
import { attachmentTypes, MAX_ATTACHMENT_BYTES, type AttachmentReason, type AttachmentType } from "../../../worker/submissions/attachment-limits-contract.ts";
import { ApiError } from "../remote/api-error.ts";
import { toApiError } from "../remote/call-api.ts";

/** The type of a file by the ending of its name: what browsers say of it differs from machine to machine. */
export function typeOfFile(name: string): AttachmentType | null {
  const lower = name.toLowerCase();
  const found = Object.entries(attachmentTypes).find(([, endings]) => endings.some((ending) => lower.endsWith(ending)));
  return (found?.[0] as AttachmentType | undefined) ?? null;
}

/** What can be said before anything is sent. */
export function faultOf({ name, size }: Pick<File, "name" | "size">): AttachmentReason | "too-large" | null {
  if (size === 0) return "empty";
  if (size > MAX_ATTACHMENT_BYTES) return "too-large";
  return typeOfFile(name) === null ? "ending" : null;
}

/** Sends the file and says meanwhile how much of it is there (0 to 1). Throws ApiError. Only XMLHttpRequest tells the progress of what is sent. */
export function uploadFile(tenant: string, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<AttachmentView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/v1/t/${tenant}/attachments`);
    request.responseType = "json";
    request.setRequestHeader("Content-Type", typeOfFile(file.name) ?? file.type);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status < 300 && request.response ? resolve(request.response as AttachmentView) : reject(toApiError(request.status, request.response)));
    request.onerror = () => reject(new ApiError("offline", 0, "The server was not reached."));
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
