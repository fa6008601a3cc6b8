import { m } from "../words/m.ts";

const systems: readonly [RegExp, string][] = [[/Android/, "Android"], [/iPhone|iPad/, "iPhone/iPad"], [/Windows/, "Windows"], [/Mac OS X/, "macOS"], [/Linux/, "Linux"]];
const browsers: readonly [RegExp, string][] = [[/Edg\//, "Edge"], [/Firefox\//, "Firefox"], [/coc_coc/i, "Cốc Cốc"], [/Chrome\//, "Chrome"], [/Safari\//, "Safari"]];

/** A name the officer can recognise this device by, and may change: `Chrome, Android`. */
export function guessDeviceName(): string {
  const found = [browsers, systems].flatMap((table) => table.find(([pattern]) => pattern.test(navigator.userAgent))?.[1] ?? []);
  return found.join(", ") || m.key_this_device();
}
