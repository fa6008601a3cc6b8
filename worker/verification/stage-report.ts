import { Problem, type ProblemCode } from "../kernel/problem.ts";
import { stageNames, type StageName, type StageResult, type VerifyAnswer } from "./contract.ts";

/** What a failure is called that has no name of its own. */
const unnamed: Record<StageName, ProblemCode> = {
  syntax: "jws-malformed",
  header: "jws-header-invalid",
  alg: "key-invalid",
  signature: "signature-invalid",
  chain: "cert-chain-invalid",
  profile: "payload-invalid",
};

/** Collects what each stage says, in whatever order they are asked. */
export class StageReport {
  readonly #results: Partial<Record<StageName, StageResult>> = {};
  readonly #problems: Partial<Record<StageName, Problem>> = {};

  /** What the look gives, or null when it throws: then the stage has failed. Null `input` skips it. */
  async ask<In, Out>(stage: StageName, input: In | null, look: (input: In) => Out | Promise<Out>): Promise<Out | null> {
    this.#results[stage] = "skipped";
    if (input === null) return null;
    try {
      const found = await look(input);
      this.#results[stage] = "pass";
      return found;
    } catch (error) {
      // A size limit is about the question, not about the signature.
      if (error instanceof Problem && error.status === 413) throw error;
      this.#results[stage] = "fail";
      this.#problems[stage] = error instanceof Problem ? error : new Problem(unnamed[stage], "It does not hold.");
      return null;
    }
  }

  toAnswer(): VerifyAnswer {
    const stages = Object.fromEntries(stageNames.map((name) => [name, this.#results[name] ?? "skipped"])) as VerifyAnswer["stages"];
    const first = stageNames.map((name) => this.#problems[name]).find((problem) => problem !== undefined);
    return { stages, ...(first ? { code: first.code, detail: first.message } : {}) };
  }
}
