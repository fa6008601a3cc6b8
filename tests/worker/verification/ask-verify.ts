import type { VerifyAnswer } from "../../../worker/verification/contract.ts";
import { ask } from "../ask.ts";

/** The public endpoint's answer to a question, whatever is in it. */
export function askVerify(question: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return ask("/v1/verify", { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(question) });
}

/** The stages in one line, e.g. `syntax+ header+ alg+ signature+ chain. profile-`, and the code of the first that failed. */
export async function stagesOf(question: unknown): Promise<[string, string | undefined]> {
  const response = await askVerify(question);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  const { stages, code, detail } = await response.json<VerifyAnswer>();
  if ((code === undefined) !== (detail === undefined)) throw new Error("A code comes with its detail");
  const signs = { pass: "+", fail: "-", skipped: "." };
  return [Object.entries(stages).map(([name, result]) => `${name}${signs[result]}`).join(" "), code];
}
