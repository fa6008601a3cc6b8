import type { VerifyAnswer } from "../../worker/verification/contract.ts";

/** What the platform says of a signature, asked over HTTP as anybody would. */
export async function askVerify(origin: string, question: object): Promise<VerifyAnswer> {
  const response = await fetch(`${origin}/v1/verify`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(question) });
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as VerifyAnswer;
}

/** Asks for each in its turn, `width` at a time, and gives the answers in the same order. */
export async function askInParallel<In, Out>(inputs: readonly In[], width: number, ask: (input: In) => Promise<Out>): Promise<Out[]> {
  const answers: Out[] = [];
  let next = 0;
  const work = async () => {
    for (let place = next++; place < inputs.length; place = next++) answers[place] = await ask(inputs[place]!);
  };
  await Promise.all(Array.from({ length: width }, work));
  return answers;
}
