export type ZipEntry = { name: string; size: number };

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 65_535;

/** Where the bytes end as a ZIP file does, to the last byte; null where they do not. */
export function findZipEnd(bytes: Uint8Array): number | null {
  const view = viewOf(bytes);
  for (let at = bytes.length - END_LENGTH; at >= Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END && at + END_LENGTH + view.getUint16(at + 20, true) === bytes.length) return at;
  }
  return null;
}

/**
 * The names and unpacked sizes that a ZIP file's directory gives, without unpacking anything; null where the file is not exactly one
 * ZIP, from its first byte to its last. Sizes are the directory's word.
 */
export function readZipDirectory(bytes: Uint8Array): ZipEntry[] | null {
  const end = findZipEnd(bytes);
  if (end === null) return null;
  const view = viewOf(bytes);
  const [count, length, start] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  if (start + length !== end) return null;
  const entries: ZipEntry[] = [];
  let at = start;
  while (at < end) {
    if (at + ENTRY_LENGTH > end || view.getUint32(at, true) !== ENTRY) return null;
    const nameLength = view.getUint16(at + 28, true);
    const next = at + ENTRY_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return null;
    const name = new TextDecoder().decode(bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength));
    entries.push({ name, size: view.getUint32(at + 24, true) });
    at = next;
  }
  return entries.length === count ? entries : null;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
