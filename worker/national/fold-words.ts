/** Lower case without accents, đ as d: so that "ho tich" finds "Hộ tịch". */
export function foldWords(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
}
