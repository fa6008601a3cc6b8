/** Ids carry their kind: a prefix, then a UUIDv7 (RFC 9562) in lower case, so they sort by time and are known by eye. */
export const idKinds = { officer: "off", integration: "int", submission: "sub", batch: "bat", run: "run", discrepancy: "dis", event: "evt", comment: "cmt", bulk: "blk", enrolment: "enr", view: "view", backTest: "bkt", extension: "ext", anchor: "anc", attachment: "att", webhook: "whk" } as const;
export type IdKind = keyof typeof idKinds;
export type Id<K extends IdKind> = `${(typeof idKinds)[K]}_${string}`;

const uuid7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

/** A new id of the kind; `now` in integer milliseconds. */
export function newId<K extends IdKind>(kind: K, now: number): Id<K> {
  return `${idKinds[kind]}_${newUuid7(now)}`;
}

/** A UUIDv7 whose time part is `now` (milliseconds) and whose rest is random. */
export function newUuid7(now: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The pattern of an id of the kind, for contracts. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${idKinds[kind]}_${uuid7}$`);
}
