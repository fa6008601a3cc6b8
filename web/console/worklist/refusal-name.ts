import type { ProblemCode } from "../../../worker/kernel/problem.ts";
import { ApiError } from "../../shared/remote/api-error.ts";
import { errorText } from "../../shared/remote/problem-texts.ts";

/** What the code of a refusal means, in the words of the page. */
export function refusalName(code: string): string {
  return errorText(new ApiError(code as ProblemCode, 0, ""));
}
