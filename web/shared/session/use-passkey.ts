import type { AssertionOptions, RegistrationOptions } from "../../../worker/sign-in/contract.ts";
import { ApiError } from "../remote/api-error.ts";
import { callApi } from "../remote/call-api.ts";

/** Asks the device for a passkey and posts its answer to the address. Throws `passkey-cancelled` when the device gives none. */
export async function sendPasskey<Answer>(address: string, options: AssertionOptions): Promise<Answer> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const credential = await fromDevice(() => startAuthentication({ optionsJSON: options as never }));
  return callApi<Answer>(address, { method: "POST", body: { credential } });
}

/** Lets the device make a passkey, and gives what the server keeps of it. */
export async function makePasskey(options: RegistrationOptions): Promise<unknown> {
  const { startRegistration } = await import("@simplewebauthn/browser");
  return fromDevice(() => startRegistration({ optionsJSON: options as never }));
}

/** The person closed the window, the device has no such passkey, or it cannot make one: one case, to be tried again. */
async function fromDevice<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new ApiError("passkey-cancelled", 0, error instanceof Error ? error.message : String(error));
  }
}
