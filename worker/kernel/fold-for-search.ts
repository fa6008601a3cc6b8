/** Lower case without accents, đ as d: so that "hue" finds "Huế". */
export function foldForSearch(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").replace(/\s+/g, " ").trim();
}
