/** One DER element: its tag byte, where it starts, where its content starts and where it ends (all in `bytes`). */
export type Element = { bytes: Uint8Array; tag: number; start: number; content: number; end: number };

export class NotDer extends Error {}

export const tags = { boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, null: 0x05, oid: 0x06, enumerated: 0x0a, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, set: 0x31 } as const;

/** A certificate nests about ten deep; deeper is an attack. */
const MAX_DEPTH = 24;

/**
 * The whole input as one DER element, every nested one checked first: definite and shortest lengths, one-byte tags, nothing
 * after the end, at most `MAX_DEPTH` deep. Linear in the length and without recursion, so nothing hostile costs more than its bytes.
 */
export function readDer(bytes: Uint8Array): Element {
  const root = elementAt(bytes, 0, bytes.length);
  if (root.end !== bytes.length) throw new NotDer("bytes follow the end");
  const ends = [root.end];
  let at = isConstructed(root) ? root.content : root.end;
  while (ends.length > 0) {
    const end = ends.at(-1)!;
    if (at === end) {
      ends.pop();
      continue;
    }
    const element = elementAt(bytes, at, end);
    at = element.end;
    if (!isConstructed(element)) continue;
    if (ends.length >= MAX_DEPTH) throw new NotDer("nested too deep");
    ends.push(element.end);
    at = element.content;
  }
  return root;
}

function elementAt(bytes: Uint8Array, start: number, limit: number): Element {
  if (limit - start < 2) throw new NotDer("an element is cut off");
  const tag = bytes[start]!;
  if ((tag & 0x1f) === 0x1f) throw new NotDer("a tag of several bytes");
  const first = bytes[start + 1]!;
  let content = start + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0) throw new NotDer("an indefinite length");
    if (count > 3) throw new NotDer("a length beyond any certificate");
    if (limit - content < count) throw new NotDer("a length is cut off");
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + bytes[content + i]!;
    if (bytes[content] === 0 || length < 0x80) throw new NotDer("a length longer than it needs to be");
    content += count;
  }
  if (length > limit - content) throw new NotDer("an element longer than what holds it");
  return { bytes, tag, start, content, end: content + length };
}

function isConstructed({ tag }: Element): boolean {
  return (tag & 0x20) !== 0;
}

/** The elements inside a constructed one, in their order. */
export function childrenOf(element: Element, tag: number = tags.sequence): Element[] {
  requireTag(element, tag);
  const children: Element[] = [];
  for (let at = element.content; at < element.end; at = children.at(-1)!.end) children.push(elementAt(element.bytes, at, element.end));
  return children;
}

export function requireTag(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw new NotDer(`expected the tag ${tag}, found ${element?.tag ?? "nothing"}`);
  return element;
}

export function contentOf(element: Element): Uint8Array {
  return element.bytes.subarray(element.content, element.end);
}

/** The element as it stands, tag and length with it. */
export function bytesOf(element: Element): Uint8Array {
  return element.bytes.subarray(element.start, element.end);
}

/** An object identifier in dotted form. */
export function readOid(element: Element | undefined): string {
  const content = contentOf(requireTag(element, tags.oid));
  if (content.length === 0 || content.length > 64 || content.at(-1)! >= 0x80) throw new NotDer("an object identifier is cut off");
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    if (arc === 0 && byte === 0x80) throw new NotDer("an arc longer than it needs to be");
    arc = arc * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new NotDer("an arc too large");
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const first = Math.min(2, Math.floor(arcs[0]! / 40));
  return [first, arcs[0]! - first * 40, ...arcs.slice(1)].join(".");
}

/** The content of an INTEGER: two's complement, in the fewest bytes. */
export function readInteger(element: Element | undefined): Uint8Array {
  const content = contentOf(requireTag(element, tags.integer));
  const [first, second] = content;
  if (first === undefined) throw new NotDer("an empty integer");
  if (second !== undefined && ((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80))) throw new NotDer("an integer longer than it needs to be");
  return content;
}

/** A positive INTEGER without its sign byte. */
export function readUnsigned(element: Element | undefined): Uint8Array {
  const content = readInteger(element);
  if (content[0]! >= 0x80) throw new NotDer("a negative integer");
  return content[0] === 0 && content.length > 1 ? content.subarray(1) : content;
}

/** A small INTEGER that is not negative. */
export function readSmall(element: Element | undefined): number {
  const content = readUnsigned(element);
  if (content.length > 3) throw new NotDer("an integer too large");
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

export function readBoolean(element: Element | undefined): boolean {
  const content = contentOf(requireTag(element, tags.boolean));
  if (content.length !== 1 || (content[0] !== 0x00 && content[0] !== 0xff)) throw new NotDer("a boolean that is neither");
  return content[0] === 0xff;
}

/** The bytes of a BIT STRING, which must be whole bytes unless `unused` bits are allowed; those must be zero. */
export function readBits(element: Element | undefined, mayHaveUnused = false): Uint8Array {
  const content = contentOf(requireTag(element, tags.bitString));
  const unused = content[0];
  if (unused === undefined || unused > 7 || (unused > 0 && (!mayHaveUnused || content.length === 1))) throw new NotDer("a bit string that is not whole");
  if (unused > 0 && (content.at(-1)! & ((1 << unused) - 1)) !== 0) throw new NotDer("unused bits are set");
  return content.subarray(1);
}

/** A moment in milliseconds. RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050, both to the second and in Z. */
export function readTime(element: Element | undefined): number {
  if (element?.tag !== tags.utcTime && element?.tag !== tags.generalizedTime) throw new NotDer("not a time");
  const text = String.fromCharCode(...contentOf(element).subarray(0, 20));
  const parts = (element.tag === tags.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(text);
  if (!parts) throw new NotDer("a time in another form");
  const given = Number(parts[1]);
  const year = element.tag === tags.utcTime ? given + (given >= 50 ? 1900 : 2000) : given;
  if (element.tag === tags.generalizedTime && year < 2050) throw new NotDer("a time before 2050 in the long form");
  const iso = `${year}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}`;
  const at = Date.parse(`${iso}Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== iso) throw new NotDer("a moment that does not exist");
  return at;
}
