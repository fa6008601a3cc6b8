import { exports } from "cloudflare:workers";
import { ORIGIN } from "./make-tenant.ts";

/** A request to the running Worker, as any client would send it. */
export function ask(path: string, request: RequestInit = {}): Promise<Response> {
  return exports.default.fetch(new Request(`${ORIGIN}${path}`, { redirect: "manual", ...request }));
}

/** Status and problem code of a refusal: `[404, "not-found"]`. */
export async function refusalOf(response: Response): Promise<[number, string]> {
  const body = (await response.json()) as { code?: string };
  return [response.status, body.code ?? "no code"];
}
