import type * as z from "zod";
import type { auditRunList } from "../../../worker/audit/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";

export type AuditRunList = z.infer<typeof auditRunList>;

/** The runs the reader may see: of all tenants on a day or of one tenant for the authority, of the own tenant for everybody else. */
export function useRuns(session: SessionView, day = "", tenant = "") {
  const address = session.tenant.kind === "authority" && tenant === "" ? `/v1/audit-runs${day && `?date=${day}`}` : `/v1/t/${encodeURIComponent(tenant || session.tenant.code)}/audit-runs`;
  return useRemote<AuditRunList>(address);
}
