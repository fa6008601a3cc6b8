/** The line. A folder of worker/ imports only from itself and from folders before it. docs/architecture.md draws it. */
export const importLine = ["kernel", "http", "log", "directory", "tenancy", "calendar", "sign-in", "certificates", "signing", "catalogue", "forms", "submissions", "filings", "verification", "statistics", "audit", "national", "worklist", "review", "webhooks"] as const;

/** The end of the line: they import everything and only each other import them. */
export const tableOfContents = ["app.ts", "cron.ts", "jobs.ts", "index.ts"] as const;

/** Pure files that must give the same verdict in the browser and in the Worker. With contracts, all that web/ may import. */
export const sharedWithBrowser = [
  "worker/forms/check-answers.ts",
  "worker/forms/transcript.ts",
  "worker/forms/attached-transcript.ts",
  "worker/forms/approval-transcript.ts",
  "worker/forms/evaluate-rule.ts",
  "worker/forms/package-digest.ts",
  "worker/forms/field-paths.ts",
  "worker/review/part-digest.ts",
  "worker/kernel/shortest-comment.ts",
  "worker/kernel/max-mentions.ts",
  "worker/audit/days-given.ts",
  "worker/certificates/read-certificate.ts",
  "worker/kernel/base64.ts",
  "worker/kernel/digest.ts",
  "worker/kernel/ids.ts",
  "worker/kernel/problem.ts",
  "worker/kernel/fold-for-search.ts",
  "worker/kernel/windows.ts",
  "worker/worklist/query-language.ts",
  "worker/worklist/shipped-views.ts",
] as const;

/** Names that say nothing about what a folder holds. */
export const emptyNames = ["utils", "lib", "common", "helpers", "types", "services", "api"] as const;

/** Where a file of the Worker may touch HTTP: its own folder, routes, and the one place that turns a request into a context. */
export const httpEdge = [/^worker\/http\//, /^worker\/[a-z-]+\/([a-z-]+-)?routes\.ts$/, /^worker\/tenancy\/(authenticate|session-cookie)\.ts$/, /^worker\/signing\/authenticate-machine\.ts$/, /^worker\/(app|index)\.ts$/] as const;
