import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Destination } from "../signing/destination.ts";

/** The key this device made for one officer. The private half can sign and can never be read out. */
export type DeviceKey = { id: string; kid: string; publicJwk: JsonWebKey; privateKey: CryptoKey; label: string; madeAt: number };

/** Something signed whose answer has not arrived. Sending it again is harmless; signing again is not. */
export type OutboxEntry = { subject: string; destination: Destination; jws: string; jti: string; signedAt: number };

/** What somebody typed and has not sent, as they typed it. */
export type Draft = { id: string; content: unknown; savedAt: number };

interface DeviceSchema extends DBSchema {
  keys: { key: string; value: DeviceKey };
  outbox: { key: string; value: OutboxEntry };
  drafts: { key: string; value: Draft };
}

let opened: Promise<IDBPDatabase<DeviceSchema>> | undefined;

/** The one database this site keeps on the device: keys, what is on its way, and drafts. */
export function deviceDatabase(): Promise<IDBPDatabase<DeviceSchema>> {
  opened ??= openDB<DeviceSchema>("doi-soat", 1, {
    upgrade: (database) => {
      database.createObjectStore("keys", { keyPath: "id" });
      database.createObjectStore("outbox", { keyPath: "subject" });
      database.createObjectStore("drafts", { keyPath: "id" });
    },
    terminated: () => (opened = undefined),
  });
  return opened;
}
