import { relative } from "node:path";
import { checkImport } from "./check-import.ts";
import { emptyNames } from "./import-line.ts";

/** oxlint gives its plugins ESTree nodes and takes reports; this is as much of both as the rules here need. */
type Node = Record<string, any>; // eslint-disable-line typescript/no-explicit-any -- ESTree as oxlint hands it over has no published type
type Lint = { filename: string; cwd: string; report(problem: { node: Node; message: string }): void };
type Rule = { create(lint: Lint): Record<string, (node: Node) => void> };

const pathOf = (lint: Lint) => relative(lint.cwd, lint.filename).replaceAll("\\", "/");

const keepTheLine: Rule = {
  create(lint) {
    const check = (node: Node) => {
      const specifier: unknown = node["source"]?.value;
      if (typeof specifier !== "string") return;
      const message = checkImport({ file: pathOf(lint), specifier, onlyTypes: node["importKind"] === "type" });
      if (message) lint.report({ node, message });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};

const zodByName: Rule = {
  create(lint) {
    return {
      ImportDeclaration(node) {
        const source: string = node["source"].value;
        const named = (node["specifiers"] as Node[]).some((specifier) => specifier["type"] !== "ImportNamespaceSpecifier" && (source === "zod" || specifier["imported"]?.name === "z"));
        if (node["importKind"] !== "type" && named && /^(zod|@hono\/zod-openapi)$/.test(source)) {
          lint.report({ node, message: 'A named import of zod loads all of it (93 KB, 28 ms at start). Write `import * as z from "zod"`.' });
        }
      },
    };
  },
};

const noBarrel: Rule = {
  create(lint) {
    return {
      ExportAllDeclaration: (node) => lint.report({ node, message: "No barrel files: import each thing from the file that holds it." }),
    };
  },
};

const sayingNames: Rule = {
  create(lint) {
    return {
      Program(node) {
        const empty = pathOf(lint).split("/").slice(0, -1).find((folder) => (emptyNames as readonly string[]).includes(folder));
        if (empty) lint.report({ node, message: `The folder name "${empty}" says nothing. Name the folder after what it holds.` });
      },
    };
  },
};

/** Files of worker/ that may write without a log entry, and why. */
const unloggedWrites = new Map([
  ["worker/log/record.ts", "is the one way in"],
  ["worker/directory/decide-calendar.ts", "writes the directory what the authority's log has approved already"],
  ["worker/calendar/settle-calendar.ts", "marks that the directory has what the log has approved already"],
  ["worker/directory/add-tenant.ts", "writes the directory, which belongs to no tenant's log"],
  ["worker/review/mark-read.ts", "what somebody has read proves nothing"],
  ["worker/review/keep-draft.ts", "a draft counts for nothing until it is signed"],
  ["worker/review/send-mail.ts", "whether a mail has left proves nothing"],
  ["worker/sign-in/spend.ts", "a token's number is worth nothing once it expired"],
  ["worker/sign-in/forget-expired.ts", "takes away what expired by itself"],
  ["worker/tenancy/session-list.ts", "sessions prove nothing and are gone in hours"],
  ["worker/audit/night-progress.ts", "how far a night or a back-test is proves nothing: what it finds stands in the log"],
  ["worker/certificates/note-fetch.ts", "writes when an address was last asked, which counts for nothing"],
  ["worker/tenancy/session.ts", "sessions prove nothing and are gone in hours"],
  ["worker/worklist/save-view.ts", "a view is a way of looking and proves nothing"],
  ["worker/worklist/subscribe-view.ts", "whom a digest is written for proves nothing"],
  ["worker/worklist/run-digests.ts", "a digest counts what stands in the list and proves nothing"],
]);

const writeThroughRecord: Rule = {
  create(lint) {
    const file = pathOf(lint);
    const isOurs = file.startsWith("worker/") && !unloggedWrites.has(file);
    return {
      CallExpression(node) {
        if (!isOurs) return;
        const callee = node["callee"];
        const called: unknown = callee?.type === "MemberExpression" ? callee.property?.name : undefined;
        if (called === "transaction") lint.report({ node, message: "D1 has no transactions. Pass the statements to record() in log/record.ts: one batch, all or nothing." });
        if (called === "run" && node["arguments"].length === 0) lint.report({ node, message: "Every write stands in the log with its reason. Pass the statement to record() in log/record.ts." });
      },
    };
  },
};

export default {
  meta: { name: "doi-soat" },
  rules: { "keep-the-line": keepTheLine, "zod-by-name": zodByName, "no-barrel": noBarrel, "saying-names": sayingNames, "write-through-record": writeThroughRecord },
};
