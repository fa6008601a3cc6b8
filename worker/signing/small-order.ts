/** The y of the points whose order divides 8, and 0 and 1 written once more with the prime added; little-endian, in hexadecimal. */
const small = new Set([
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  `ec${"ff".repeat(30)}7f`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
]);

/** Whether 32 bytes are an Ed25519 key of small order, whichever sign: for such a key one signature fits many documents. */
export function isSmallOrder(point: Uint8Array): boolean {
  const withoutSign = point.with(31, point[31]! & 0x7f);
  return small.has(Array.from(withoutSign, (byte) => byte.toString(16).padStart(2, "0")).join(""));
}
