import type { FormVersion } from "./queries.ts";
import type { FormList, FormVersionView } from "./contract.ts";

export function toFormVersionView(version: FormVersion): FormVersionView {
  return { ...toHead(version), package: version.package };
}

export function toFormListView(versions: readonly FormVersion[]): FormList {
  return {
    forms: versions.map((version) => {
      const { i18n, title_key, meta } = version.package;
      return { ...toHead(version), titleVi: i18n.vi[title_key] ?? version.id, titleEn: i18n.en[title_key] ?? version.id, audience: meta.audience };
    }),
  };
}

/** The data schema alone, for integrators: standard JSON Schema 2020-12 that any validator reads. */
export function toJsonSchema(version: FormVersion, origin: string): Record<string, unknown> {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `${origin}/v1/t/${version.tenant}/forms/${version.id}/versions/${version.rev}/schema.json`,
    title: version.package.i18n.en[version.package.title_key],
    ...version.package.data,
  };
}

function toHead({ tenant, id, rev, digest, publishedAt, closedAt }: FormVersion): Omit<FormVersionView, "package"> {
  return { tenant, id, rev, digest, publishedAt: isoOf(publishedAt), closedAt: closedAt === null ? null : isoOf(closedAt) };
}

function isoOf(moment: number): string {
  return new Date(moment).toISOString();
}
