import type { FormList, FormVersionView } from "../../worker/forms/contract.ts";
import { ApiError } from "../shared/remote/api-error.ts";
import { useRemote, type Remote } from "../shared/remote/use-remote.ts";
import { useForm } from "./use-form.ts";

/** The edition of a form that is filled in now, e.g. of `explanation` or `decision`. Null asks nothing. */
export function useOpenForm(tenant: string, formId: string | null): Remote<FormVersionView> {
  const [list] = useRemote<FormList>(formId && `/v1/t/${tenant}/forms`);
  const open = list.state === "ready" ? (list.value.forms.find(({ id, closedAt }) => id === formId && closedAt === null) ?? null) : null;
  const [form] = useForm(tenant, open);
  if (list.state !== "ready") return list;
  return open ? form : { state: "failed", error: new ApiError("form-unknown", 0, "No edition of this form is open.") };
}
