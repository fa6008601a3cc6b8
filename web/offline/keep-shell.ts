/** Lets the browser keep the pages of /fill, so that they open without a network. Where it cannot (no https, switched off) nothing is lost but that. */
export function keepShell(): void {
  if (!("serviceWorker" in navigator)) return;
  const address = "/sw.js";
  const trusted = (window as { trustedTypes?: { createPolicy: (name: string, rules: { createScriptURL: () => string }) => { createScriptURL: (address: string) => string } } }).trustedTypes;
  const script = trusted ? trusted.createPolicy("keep-shell", { createScriptURL: () => address }).createScriptURL(address) : address;
  void navigator.serviceWorker.register(script, { scope: "/fill" }).catch(() => undefined);
}
