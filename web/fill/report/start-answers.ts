import { base64url } from "jose";
import type { DueReport } from "../../../worker/submissions/contract.ts";
import { callApi } from "../../shared/remote/call-api.ts";

/** What a report starts with: the answers of the newest one that was signed, or the head and the rows that the platform prepares. */
export async function startAnswers(tenant: string, due: DueReport): Promise<Record<string, unknown>> {
  const newest = due.pending ?? due.filed;
  if (newest) return answersOf(await callApi<{ jws: string }>(`/v1/t/${tenant}/submissions/${newest.jti}`));
  const prepared = await callApi<{ data: Record<string, unknown> }>(`/v1/t/${tenant}/due-reports/${due.reportType}/${due.period}/draft`);
  return prepared.data;
}

/** The answers inside a signed report. They were verified when it was accepted; here they are only a beginning. */
function answersOf({ jws }: { jws: string }): Record<string, unknown> {
  const claims = JSON.parse(new TextDecoder().decode(base64url.decode(jws.split(".")[1]!))) as { data: Record<string, unknown> };
  return claims.data;
}
