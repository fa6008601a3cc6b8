import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { preact } from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";

/** docs/examples is served as it stands: the console hands one of them to whoever registers a system's key. */
const examples: Plugin = {
  name: "examples",
  generateBundle() {
    for (const file of readdirSync("docs/examples")) this.emitFile({ type: "asset", fileName: `examples/${file}`, source: readFileSync(`docs/examples/${file}`) });
  },
};

/** What the browser keeps of /fill opens a report and lets it be reviewed: these parts with all they import. What few need (certificates, evidence) is fetched when it is opened. */
const keptParts = ["/fill/open-fill.tsx", "/fill.html", "/fill/report/report-page.tsx", "/fill/fill-words-en.ts"];

/** Writes into /sw.js which built files it keeps. */
const shellList: Plugin = {
  name: "shell-list",
  enforce: "post",
  generateBundle(_, bundle) {
    const files = new Set<string>();
    const add = (fileName: string) => {
      const part = bundle[fileName];
      if (part?.type !== "chunk" || files.has(fileName)) return;
      files.add(fileName);
      for (const css of part.viteMetadata?.importedCss ?? []) files.add(css);
      part.imports.forEach(add);
    };
    const chunks = Object.values(bundle).filter((part) => part.type === "chunk");
    for (const part of chunks) if (keptParts.some((end) => part.facadeModuleId?.endsWith(end))) add(part.fileName);
    if (files.size === 0) this.error("No part of /fill was found to be kept on the device: keptParts in vite.config.ts names files that are gone.");
    const asTheyAre = ["appearance.js", "mark.svg"];
    const hash = createHash("sha256").update([...files].toSorted().join()).update(readFileSync("web/fill.html"));
    for (const file of asTheyAre) hash.update(readFileSync(`web/public/${file}`));
    const shell = ["/fill", ...asTheyAre.map((file) => `/${file}`), ...[...files].toSorted().map((file) => `/${file}`)];
    const worker = chunks.find(({ fileName }) => fileName === "sw.js")!;
    worker.code = worker.code.replaceAll("SHELL_FILES", JSON.stringify(shell)).replaceAll("SHELL_VERSION", JSON.stringify(hash.digest("hex").slice(0, 16)));
  },
};

/** The web app: one page a door, so that filling in never loads what only an auditor needs. */
export default defineConfig({
  root: "web",
  publicDir: "public",
  plugins: [
    preact({ devToolsEnabled: false, prefreshEnabled: false }),
    examples,
    shellList,
  ],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    // Nothing is inlined: the Content-Security-Policy allows files of our own and nothing else.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // react-router asks for exports of React 19 that preact/compat has not, and does without them.
      checks: { importIsUndefined: false },
      input: { index: "web/index.html", "sign-in": "web/sign-in.html", enrol: "web/enrol.html", account: "web/account.html", fill: "web/fill.html", console: "web/console.html", national: "web/national.html", sw: "web/offline/service-worker.ts" },
      // The browser looks for a new one at the same address; everything else is named by its content.
      output: { entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
});
