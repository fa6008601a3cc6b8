import { useEffect, useState } from "react";
import type { FormVersionView } from "../../worker/forms/contract.ts";
import { digestPackage } from "../../worker/forms/package-digest.ts";
import { ApiError } from "../shared/remote/api-error.ts";
import { useRemote, type Remote } from "../shared/remote/use-remote.ts";

/** An edition of a form, whose bytes were checked against the digest it is signed by. Null asks nothing. */
export function useForm(tenant: string, form: { id: string; rev: number } | null): [Remote<FormVersionView>, reload: () => void] {
  const [remote, reload] = useRemote<FormVersionView>(form && `/v1/t/${tenant}/forms/${form.id}/versions/${form.rev}`);
  const [checked, setChecked] = useState<Remote<FormVersionView>>({ state: "loading" });
  useEffect(() => {
    if (remote.state !== "ready") return setChecked(remote);
    void digestPackage(remote.value.package).then(({ digest }) =>
      setChecked(digest === remote.value.digest ? remote : { state: "failed", error: new ApiError("form-digest-mismatch", 0, "The form is not the published edition.") }),
    );
  }, [remote.state === "ready" ? remote.value : remote.state]);
  return [checked, reload];
}
