import { bytesOf, childrenOf, contentOf, readOid, requireTag, tags, type Element } from "./read-der.ts";

/** A distinguished name. Two names are the same when their bytes are; the attributes are for people to read. */
export type Name = { der: Uint8Array; isEmpty: boolean; commonName: string | null; organisation: string | null; unit: string | null; serialNumber: string | null };

const attributes = { "2.5.4.3": "commonName", "2.5.4.10": "organisation", "2.5.4.11": "unit", "2.5.4.5": "serialNumber", "0.9.2342.19200300.100.1.1": "userId" } as const;
/** X.520 knows no longer ones worth showing. */
const MAX_SHOWN = 200;

export function readName(element: Element | undefined): Name {
  const found = new Map<string, string>();
  const parts = childrenOf(requireTag(element, tags.sequence)).flatMap((set) => childrenOf(set, tags.set));
  for (const part of parts) {
    const [type, value] = childrenOf(part);
    const oid = readOid(type);
    const name = Object.hasOwn(attributes, oid) ? attributes[oid as keyof typeof attributes] : undefined;
    if (name && value && !found.has(name)) found.set(name, textOf(value).slice(0, MAX_SHOWN));
  }
  const attribute = (name: string) => found.get(name) ?? null;
  return {
    der: bytesOf(element!),
    isEmpty: parts.length === 0,
    commonName: attribute("commonName"),
    organisation: attribute("organisation"),
    unit: attribute("unit"),
    // Vietnamese public CAs put the citizen's or tax number into the user id ("CCCD:…", "MST:…") rather than the serial number.
    serialNumber: attribute("serialNumber") ?? attribute("userId"),
  };
}

/** What people call whoever a name belongs to. */
export function nameOf({ subject }: { subject: Name }): string {
  return subject.commonName ?? subject.organisation ?? subject.unit ?? "";
}

const decoders: Record<number, string> = { 0x0c: "utf-8", 0x13: "utf-8", 0x16: "utf-8", 0x14: "windows-1252", 0x1e: "utf-16be" };

/** The string types of X.520, with whatever cannot be seen taken out: certificates are shown to people. */
function textOf(value: Element): string {
  const text = new TextDecoder(decoders[value.tag] ?? "utf-8").decode(contentOf(value));
  return text.replace(/\p{C}/gu, "");
}
