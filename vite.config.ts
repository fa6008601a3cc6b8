import { preact } from "@preact/preset-vite";
import { defineConfig } from "vite";

/** The web app: one page a door, so that filling in never loads what only an auditor needs. */
export default defineConfig({
  root: "web",
  publicDir: "public",
  plugins: [
    preact({ devToolsEnabled: false, prefreshEnabled: false }),
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
