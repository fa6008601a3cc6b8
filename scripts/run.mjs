// Runs scripts/<name>.ts. Plain JavaScript, so that it can say what is missing on any Node.
import { existsSync } from "node:fs";

const root = new URL("../", import.meta.url);
if (!existsSync(new URL("node_modules/wrangler", root))) {
  console.error("The packages are not installed yet. Run `npm ci` first, then try again.");
  process.exit(1);
}
if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error(`This is Node ${process.versions.node}. Start through npm (\`npm start\`, \`npm test\`): it uses the Node 24 that \`npm ci\` installed.`);
  process.exit(1);
}
process.chdir(new URL(".", root).pathname);
const [, , name, ...rest] = process.argv;
process.argv = [process.argv[0], `scripts/${name}.ts`, ...rest];
await import(new URL(`scripts/${name}.ts`, root).href);
