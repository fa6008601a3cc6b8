import { ApiError, type ApiErrorCode } from "./api-error.ts";
import { noteServerTime } from "./server-clock.ts";
import type { Finding } from "../../../worker/kernel/problem.ts";

export type ApiRequest = {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON, unless `signed` is given. */
  body?: unknown;
  /** A compact JWS: the body itself, as application/jose. */
  signed?: string;
  /** A file as it is, with its media type. */
  file?: { type: string; bytes: Uint8Array };
  /** The version of what is changed. */
  ifMatch?: number;
  signal?: AbortSignal;
};

/** Waits before the second and the third try of a read, in milliseconds. */
const PAUSES = [400, 1600];

/** Asks the API and gives its JSON (undefined for 204). Throws ApiError. Reads are tried three times, writes once. */
export async function callApi<Answer>(path: string, request: ApiRequest = {}): Promise<Answer> {
  const isRead = (request.method ?? "GET") === "GET";
  for (let attempt = 0; ; attempt++) {
    try {
      return await callOnce<Answer>(path, request);
    } catch (error) {
      const pause = PAUSES[attempt];
      if (!isRead || pause === undefined || !isWorthAnotherTry(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof ApiError && navigator.onLine && ["offline", "answer-unreadable", "database-busy"].includes(error.code);
}

async function callOnce<Answer>(path: string, request: ApiRequest): Promise<Answer> {
  const response = await send(path, request);
  noteServerTime(response);
  if (response.ok && response.status === 204) return undefined as Answer;
  const answer = await readJson(response);
  if (response.ok) return answer as Answer;
  throw toApiError(response.status, answer);
}

async function send(path: string, request: ApiRequest): Promise<Response> {
  const { method = "GET", body, signed, file, ifMatch, signal } = request;
  const headers: Record<string, string> = { Accept: "application/json" };
  if (signed !== undefined) headers["Content-Type"] = "application/jose";
  else if (file) headers["Content-Type"] = file.type;
  else if (body !== undefined) headers["Content-Type"] = "application/json";
  if (ifMatch !== undefined) headers["If-Match"] = `"${ifMatch}"`;
  try {
    return await fetch(path, { method, headers, body: signed ?? (file?.bytes as BodyInit | undefined) ?? (body === undefined ? null : JSON.stringify(body)), signal: signal ?? null, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("offline", 0, "The server was not reached.");
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new ApiError("answer-unreadable", response.status, `The answer (${response.status}) is not JSON.`);
  }
}

export function toApiError(status: number, answer: unknown): ApiError {
  const problem = (answer ?? {}) as { code?: ApiErrorCode; detail?: string; errors?: Finding[] };
  return new ApiError(problem.code ?? "answer-unreadable", status, problem.detail ?? "", problem.errors, problem as Record<string, unknown>);
}
