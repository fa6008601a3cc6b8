import { readFileSync } from "node:fs";

/** The files that a door of dist/web loads at once, by ending: what its page names, not what is fetched later. */
function firstLoad(door, ending) {
  const page = readFileSync(`dist/web/${door}.html`, "utf8");
  return [...page.matchAll(new RegExp(`(?:src|href)="(/[^"]+\\.${ending})"`, "g"))].map(([, path]) => `dist/web${path}`);
}

/** The budgets of docs/performance: /fill must be light on a slow network. Measured as gzip. */
export default [
  { name: "/fill, JavaScript of the first load", path: firstLoad("fill", "js"), limit: "60 kB", gzip: true, brotli: false },
  { name: "/fill, CSS of the first load", path: firstLoad("fill", "css"), limit: "15 kB", gzip: true, brotli: false },
  { name: "/console, JavaScript of the first load", path: firstLoad("console", "js"), limit: "120 kB", gzip: true, brotli: false },
  { name: "/national, JavaScript of the first load", path: firstLoad("national", "js"), limit: "60 kB", gzip: true, brotli: false },
  { name: "/, JavaScript of the first load", path: firstLoad("index", "js"), limit: "30 kB", gzip: true, brotli: false },
];
