const systems: readonly [RegExp, string][] = [[/Android/, "Android"], [/iPhone|iPad/, "iPhone/iPad"], [/Windows/, "Windows"], [/Mac OS X/, "macOS"], [/Linux/, "Linux"]];
const browsers: readonly [RegExp, string][] = [[/Edg\//, "Edge"], [/Firefox\//, "Firefox"], [/coc_coc/i, "Cốc Cốc"], [/Chrome\//, "Chrome"], [/Safari\//, "Safari"]];

/** A name the officer can recognise this device by, and may change: `Chrome, Android`. Empty for a browser nobody knows. */
export function guessDeviceName(): string {
  const found = [browsers, systems].flatMap((table) => table.find(([pattern]) => pattern.test(navigator.userAgent))?.[1] ?? []);
  return found.join(", ");
}
