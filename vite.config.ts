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

/** The web app: one page a door, so that filling in never loads what only an auditor needs. */
export default defineConfig({
  root: "web",
  publicDir: "public",
  plugins: [
    preact({ devToolsEnabled: false, prefreshEnabled: false }),
    examples,
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
      input: { index: "web/index.html", "sign-in": "web/sign-in.html", enrol: "web/enrol.html", account: "web/account.html", fill: "web/fill.html", console: "web/console.html", national: "web/national.html" },
    },
  },
});
