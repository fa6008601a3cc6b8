import { posix } from "node:path";
import { httpEdge, importLine, sharedWithBrowser, tableOfContents } from "./import-line.ts";

/** One import as it is written: the file's path from the repository's root, what it names, and whether only types come in. */
export type Import = { file: string; specifier: string; onlyTypes: boolean };

/** What is wrong with the import, and what to do instead; null when it keeps the line. */
export function checkImport(given: Import): string | null {
  const target = targetOf(given);
  if (given.specifier.startsWith(".") && !/\.(tsx?|m?js|json|css|svg|tsv)$/.test(given.specifier)) {
    return `"${given.specifier}" has no ending. Node runs these files as they are: write "${given.specifier}.ts".`;
  }
  if (given.file.startsWith("web/")) return checkFromWeb(given, target);
  if (given.file.startsWith("worker/")) return checkFromWorker(given, target);
  return null;
}

/** The imported file's path from the root, or null for a package. */
function targetOf({ file, specifier }: Import): string | null {
  return specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : null;
}

function checkFromWeb({ onlyTypes }: Import, target: string | null): string | null {
  if (!target?.startsWith("worker/")) return null;
  if (/^worker\/[a-z-]+\/([a-z-]+-)?contract\.ts$/.test(target) || isOneOf(sharedWithBrowser, target)) return null;
  if (onlyTypes && target.startsWith("worker/kernel/")) return null;
  return `web/ knows the Worker only by its contracts and the pure files in scripts/lint/import-line.ts. Ask the API instead of importing ${target}.`;
}

function checkFromWorker(given: Import, target: string | null): string | null {
  const { file } = given;
  if (target === null) return checkPackage(given);
  if (!target.startsWith("worker/")) return `The Worker is whole without ${target}. Move what it needs into the folder of worker/ that owns it.`;
  const [from, to] = [folderOf(file), folderOf(target)];
  if (from === null) return null;
  if (to === null) return `${posix.basename(target)} stands at the end of the line and is imported by nobody. Move what you need into a folder.`;
  const [fromPlace, toPlace] = [placeOf(from), placeOf(to)];
  if (fromPlace < 0 || toPlace < 0) return `worker/${fromPlace < 0 ? from : to} is not in the line. Add it to importLine in scripts/lint/import-line.ts, at the place where its imports point back.`;
  if (toPlace > fromPlace) return `${from} comes before ${to} in the line and may not import from it. Move what both want into ${from} or an earlier folder, or pass it in as an argument.`;
  return checkKind(given, target, from === to);
}

function checkKind({ file }: Import, target: string, isOwn: boolean): string | null {
  const [kind, targetKind] = [kindOf(file), kindOf(target)];
  if (targetKind === "schema" && kind === "routes") return "Routes know no tables. Call a use case or a query of this folder.";
  if (targetKind === "schema" && !isOwn && kind !== "schema") return `Another folder's tables are its own business. Ask ${target.replace(/schema[a-z-]*\.ts$/, "queries.ts")}.`;
  if (targetKind === "routes") return "A route is imported only by app.ts. Call the use case behind it.";
  if (kind === "contract" && targetKind !== "contract" && !target.startsWith("worker/kernel/")) return "The browser imports contracts: they know only zod, kernel/ and earlier contracts. Move the shared words there.";
  if (kind === "schema" && !["schema", "contract"].includes(targetKind) && !target.startsWith("worker/kernel/")) return "A schema holds tables only: it knows kernel/, its contract, and earlier schemas.";
  if (target.startsWith("worker/http/") && !isHttpEdge(file)) return "Only routes know HTTP. Take a Context and plain values, and let the route turn the request into them.";
  return null;
}

function checkPackage({ file, specifier }: Import): string | null {
  const kind = kindOf(file);
  if (kind === "contract" && specifier !== "zod") return `The browser imports contracts: they know only zod, kernel/ and earlier contracts, not ${specifier}.`;
  if (/^(hono|@hono)(\/|$)/.test(specifier) && !isHttpEdge(file)) return "Only routes know hono. Take a Context and plain values, and let the route turn the request into them.";
  if (specifier.startsWith("drizzle-orm") && kind === "routes") return "Routes know no database. Call a use case or a query of this folder.";
  if (specifier.startsWith("drizzle-orm") && file.includes("/rules/")) return "A rule is plain data in, verdict out. Read the rows in the use case and pass them in.";
  return null;
}

type Kind = "contract" | "schema" | "routes" | "queries" | "other";
function kindOf(file: string): Kind {
  const name = posix.basename(file, ".ts");
  if (/(^|-)contract$/.test(name)) return "contract";
  if (/^schema(-|$)/.test(name)) return "schema";
  if (/(^|-)routes$/.test(name)) return "routes";
  return /(^|-)queries$/.test(name) ? "queries" : "other";
}

/** The folder of worker/ a file is in; null for the files at the end of the line. */
function folderOf(file: string): string | null {
  const [, first, ...rest] = file.split("/");
  return rest.length === 0 && (tableOfContents as readonly string[]).includes(first!) ? null : first!;
}

function placeOf(folder: string): number {
  return (importLine as readonly string[]).indexOf(folder);
}

function isHttpEdge(file: string): boolean {
  return httpEdge.some((pattern) => pattern.test(file));
}

function isOneOf(list: readonly string[], value: string): boolean {
  return list.includes(value);
}
