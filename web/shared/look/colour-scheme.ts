import { useState } from "react";

export const colourSchemes = ["system", "light", "dark"] as const;
export type ColourScheme = (typeof colourSchemes)[number];
const KEY = "colour-scheme";

/** The colours this person chose on this device, and how to choose others. web/public/appearance.js paints them. */
export function useColourScheme(): [ColourScheme, (scheme: ColourScheme) => void] {
  const [scheme, setScheme] = useState<ColourScheme>(readStored);
  return [scheme, (next) => (store(next), setScheme(next))];
}

function readStored(): ColourScheme {
  const stored = localStorage.getItem(KEY);
  return colourSchemes.find((scheme) => scheme === stored) ?? "system";
}

function store(scheme: ColourScheme): void {
  localStorage.setItem(KEY, scheme);
  window.dispatchEvent(new Event(KEY));
}
