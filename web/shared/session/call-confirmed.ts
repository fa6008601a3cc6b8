import { ApiError } from "../remote/api-error.ts";
import { callApi, type ApiRequest } from "../remote/call-api.ts";

/**
 * `callApi` for sensitive acts: when the server wants proof that it is you (`step-up-required`), asks the person to confirm and
 * repeats the call. Throws the refusal when the person does not confirm.
 */
export async function callConfirmed<Answer>(path: string, request: ApiRequest = {}): Promise<Answer> {
  try {
    return await callApi<Answer>(path, request);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "step-up-required") throw error;
    const { confirmPerson } = await import("./confirm-person.tsx");
    if (!(await confirmPerson())) throw error;
    return callApi<Answer>(path, request);
  }
}
