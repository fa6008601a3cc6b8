const browsers = [["Edg/", "Edge"], ["OPR/", "Opera"], ["coc_coc", "Cốc Cốc"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]] as const;
const systems = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["Mac OS", "macOS"], ["Linux", "Linux"]] as const;

/** What a person would call the browser, from its User-Agent: `Chrome, Windows`. Empty for what is neither; never the header itself. */
export function deviceNameOf(userAgent: string | undefined): string {
  const named = (list: readonly (readonly [string, string])[]) => list.find(([mark]) => userAgent?.includes(mark))?.[1];
  return [named(browsers), named(systems)].filter((name) => name !== undefined).join(", ");
}
