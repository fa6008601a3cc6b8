import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import chromium from "@sparticuz/chromium";

export type FoundBrowser = { executablePath: string; env: Record<string, string> };

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * The Chromium to test with: $CHROMIUM, else one that is installed, else the one that came with the packages together with the
 * few system libraries and the fonts it needs, so that a bare Debian runs it. Throws, naming the apt command, when none runs.
 */
export async function findBrowser(): Promise<FoundBrowser> {
  const own = [process.env["CHROMIUM"], ...installed].find((path) => path !== undefined && existsSync(path));
  const found = own ? { executablePath: own, env: {} } : await unpackBrowser();
  const trial = spawnSync(found.executablePath, ["--version"], { env: { ...process.env, ...found.env }, encoding: "utf8", timeout: 30_000 });
  if (trial.status === 0) return found;
  throw new Error(`${found.executablePath} does not run here: ${trial.stderr || trial.error?.message}\nInstall one with \`apt-get install -y chromium\`, or name yours in CHROMIUM.`);
}

async function unpackBrowser(): Promise<FoundBrowser> {
  const executablePath = await chromium.executablePath();
  const packed = resolve("node_modules/@sparticuz/chromium/bin");
  const folder = join(tmpdir(), "doi-soat-chromium");
  unpack(join(packed, "al2023.tar.br"), folder, "lib/libnss3.so");
  unpack(join(packed, "fonts.tar.br"), folder, "fonts/Open_Sans");
  writeFileSync(join(folder, "fonts.conf"), `<fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>`);
  return { executablePath, env: { LD_LIBRARY_PATH: join(folder, "lib"), FONTCONFIG_PATH: folder } };
}

function unpack(archive: string, folder: string, proof: string): void {
  if (existsSync(join(folder, proof))) return;
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync("tar", ["-x", "-C", folder], { input: brotliDecompressSync(readFileSync(archive)) });
  if (status !== 0) throw new Error(`${archive} cannot be unpacked: ${stderr.toString()}`);
}
