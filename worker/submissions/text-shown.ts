import type { Tenant } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { attachedTranscript, type Attached } from "../forms/attached-transcript.ts";
import type { Locale } from "../forms/contract.ts";
import type { FormVersion } from "../forms/queries.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import type { SubmissionClaims } from "./contract.ts";
import type { SubmissionDocument } from "./queries.ts";

type Named = Pick<Tenant, "nameVi" | "nameEn">;

/** The text of a filed form and of the files it names, made again from the published edition. */
export function filedText(tenant: Named, form: FormVersion, claims: SubmissionClaims, attached: readonly Attached[]): string {
  const locale = claims.view.loc as Locale;
  const filled = { pkg: form.package, revision: form.rev, locale, answers: claims.data ?? {}, act: claims.act as "submit" | "amend", tenantName: locale === "en" ? tenant.nameEn : tenant.nameVi };
  return attachedTranscript(filled, attached).text;
}

/** The text a stored report's signer read, byte for byte (reports name no files); null where it cannot be made again, and for signatures over signatures. */
export async function textShown(tenant: Named, form: FormVersion, document: Pick<SubmissionDocument, "act" | "jws">): Promise<string | null> {
  if (document.act !== "submit" && document.act !== "amend") return null;
  const claims = signedClaims<SubmissionClaims>(document.jws);
  const text = filedText(tenant, form, claims, []);
  return (await digestOf(text)) === claims.view.dig ? text : null;
}
