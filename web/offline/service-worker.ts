/* Keeps the shell of /fill on the device: built files only, never an answer of the API (decision 0115). It imports nothing: it is one file, `/sw.js`. */
export {};

/** Put in by the build: what /fill needs to open a report and to review it, and a digest over it. */
declare const SHELL_FILES: readonly string[];
declare const SHELL_VERSION: string;

type Waiting = Event & { waitUntil: (work: Promise<unknown>) => void };
type Fetching = Waiting & { request: Request; preloadResponse: Promise<Response | undefined>; respondWith: (answer: Promise<Response>) => void };
type Keeper = {
  addEventListener: ((type: "install" | "activate", listener: (event: Waiting) => void) => void) & ((type: "fetch", listener: (event: Fetching) => void) => void);
  skipWaiting: () => Promise<void>;
  registration: { navigationPreload?: { enable: () => Promise<void> } };
};
const worker = self as unknown as Keeper;

const files = SHELL_FILES;
const PREFIX = "fill-";
/** The page that every address inside /fill begins with. */
const PAGE = "/fill";

worker.addEventListener("install", (event) => event.waitUntil(keepShell()));
worker.addEventListener("activate", (event) => event.waitUntil(Promise.all([dropOlder(), worker.registration.navigationPreload?.enable()])));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fromNetworkFirst(() => fetchPage(event), PAGE));
  // A hashed name is its content: what is kept is what the server would send.
  else if (pathname.startsWith("/assets/")) event.respondWith(fromDeviceFirst(request));
  else if (files.includes(pathname)) event.respondWith(fromNetworkFirst(() => fetch(request), pathname));
  // Everything else, and first of all /v1/…, goes to the network as if this were not here.
});

/** All or nothing: a shell of which a part could not be fetched is not kept, and the next visit tries again. */
async function keepShell(): Promise<void> {
  const shell = await caches.open(PREFIX + SHELL_VERSION);
  await shell.addAll(files.map((file) => new Request(file, { cache: file.startsWith("/assets/") ? "default" : "reload" })));
  const page = await (await shell.match(PAGE))!.text();
  const isOfAnother = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].some(([, file]) => !files.includes(file!));
  if (isOfAnother) throw new Error("The page is of another edition than this list of files.");
  await worker.skipWaiting();
}

/** The shell before this one stays: a page opened with it may still ask for parts of it. */
async function dropOlder(): Promise<void> {
  const shells = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(shells.slice(0, -2).map((name) => caches.delete(name)));
}

async function fetchPage(event: Fetching): Promise<Response> {
  return (await event.preloadResponse) ?? (await fetch(event.request));
}

/** With a network always what the server has: old code never meets a new API because of what is kept here. */
async function fromNetworkFirst(ask: () => Promise<Response>, kept: string): Promise<Response> {
  try {
    return await ask();
  } catch (error) {
    const found = await (await caches.open(PREFIX + SHELL_VERSION)).match(kept);
    if (found) return found;
    throw error;
  }
}

async function fromDeviceFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
