import { ApiError } from "./api-error.ts";
import { toApiError } from "./call-api.ts";

export type FetchedFile = { blob: Blob; name: string; headers: Headers };

/** Asks the API for a file: a POST whose answer is the file itself. Throws ApiError. */
export async function fetchFile(path: string, body: unknown): Promise<FetchedFile> {
  const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), credentials: "same-origin" }).catch(() => {
    throw new ApiError("offline", 0, "The server was not reached.");
  });
  if (!response.ok) throw toApiError(response.status, await response.json().catch(() => null));
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  return { blob: await response.blob(), name: name ?? "doi-soat", headers: response.headers };
}
