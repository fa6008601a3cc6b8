import type { Tenant } from "../../../worker/kernel/context.ts";
import type { AssertionOptions, NewEnrolment, OpenedEnrolment } from "../../../worker/sign-in/contract.ts";
import { ask } from "../ask.ts";
import { asPerson } from "../make-tenant.ts";
import { assertWith, makePasskey, type Tampering } from "./software-authenticator.ts";

export type Person = { id: string; cookie: string };
export type Passkey = Awaited<ReturnType<typeof makePasskey>>;

/** A request with a JSON body, from the person's own page or from nobody's, each from an address of its own. */
export function send(method: string, path: string, body?: unknown, cookie?: string): Promise<Response> {
  const headers = { "CF-Connecting-IP": `10.0.0.${Math.floor(Math.random() * 256)}`, ...(cookie === undefined ? {} : asPerson({ cookie })), ...(body === undefined ? {} : { "Content-Type": "application/json" }) };
  return ask(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

/** An enrolment link made by the registrar for the person. */
export async function makeLink(tenant: Tenant, registrar: Person, personId: string): Promise<NewEnrolment> {
  return (await send("POST", `/v1/t/${tenant.code}/people/${personId}/enrolments`, undefined, registrar.cookie)).json();
}

export function openLink(tenant: Tenant, secret: string): Promise<Response> {
  return send("POST", `/v1/t/${tenant.code}/enrolments/open`, { secret });
}

/** Uses the link as the enrolment page does: opens it, makes a passkey, sends it. */
export async function useLink(tenant: Tenant, secret: string, tampering: Tampering = {}): Promise<{ response: Response; passkey: Passkey; cookie: string }> {
  const { options } = await (await openLink(tenant, secret)).json<OpenedEnrolment>();
  const passkey = await makePasskey(options, tampering);
  const response = await send("POST", `/v1/t/${tenant.code}/enrolments/use`, { secret, credential: passkey.registration, label: "Máy thử" });
  return { response, passkey, cookie: cookieOf(response) };
}

export async function askChallenge(): Promise<AssertionOptions> {
  return (await send("POST", "/v1/sign-in/challenges")).json();
}

export async function signIn(passkey: Passkey, tampering: Tampering = {}): Promise<Response> {
  return send("POST", "/v1/sign-in/passkey", { credential: await assertWith(passkey, await askChallenge(), tampering) });
}

export function cookieOf(response: Response): string {
  return response.headers.get("Set-Cookie")?.split(";")[0] ?? "";
}
