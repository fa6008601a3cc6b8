/** The machine itself: asked only in the local demo, which serves nobody else. */
const ownMachine = new Set(["localhost", "127.0.0.1"]);
/** Names that never lead out of a house. */
const insideOnly = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|test|invalid|onion|arpa)$/;

/**
 * What is wrong with an address that the platform is told to ask (a revocation list, a webhook), or null. https to a public name on the usual port, without a user,
 * so that nobody makes the platform ask inside a network (RFC 6890 addresses are refused in every spelling, as all addresses without a name are).
 * `isDemo`: a local demo may also ask a server on its own machine, by plain http and on any port.
 */
export function checkOutsideAddress(text: string, isDemo: boolean): "not-an-address" | "not-https" | "not-public" | "has-user" | "has-port" | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || /\s/.test(text)) return "not-an-address";
  if (url.username !== "" || url.password !== "") return "has-user";
  if (isDemo && url.protocol === "http:" && ownMachine.has(url.hostname)) return null;
  if (url.protocol !== "https:") return "not-https";
  if (url.port !== "") return "has-port";
  const host = url.hostname.replace(/\.$/, "").toLowerCase();
  // The URL parser has turned every spelling of an IPv4 address into four numbers; IPv6 stands in brackets.
  if (host.startsWith("[") || /^[\d.]+$/.test(host) || !host.includes(".") || insideOnly.test(host)) return "not-public";
  return /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host) ? null : "not-an-address";
}
