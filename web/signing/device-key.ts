import { calculateJwkThumbprint } from "jose";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { deviceDatabase, type DeviceKey } from "../device/device-database.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;

/** The key of the signed-in officer on this device, or null. */
export async function findDeviceKey(session: SessionView): Promise<DeviceKey | null> {
  return (await (await deviceDatabase()).get("keys", idOf(session))) ?? null;
}

/** Makes an ES256 key that cannot leave this device, and keeps it for the officer in place of an earlier one. */
export function makeDeviceKey(session: SessionView, label: string): Promise<DeviceKey> {
  return makeKeyAs(idOf(session), label);
}

/** The same beside the one that is there: it takes its place once the unit knows it, so that a lost answer loses no key. */
export function makeNextKey(session: SessionView, label: string): Promise<DeviceKey> {
  return makeKeyAs(nextIdOf(session), label);
}

export async function findNextKey(session: SessionView): Promise<DeviceKey | null> {
  return (await (await deviceDatabase()).get("keys", nextIdOf(session))) ?? null;
}

/** The next key becomes the key of this device. */
export async function takeNextKey(session: SessionView, next: DeviceKey): Promise<void> {
  const exchange = (await deviceDatabase()).transaction("keys", "readwrite");
  await Promise.all([exchange.store.put({ ...next, id: idOf(session) }), exchange.store.delete(nextIdOf(session)), exchange.done]);
}

async function makeKeyAs(id: string, label: string): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const publicJwk = { kty: kty!, crv: crv!, x: x!, y: y! };
  const key = { id, kid: await calculateJwkThumbprint(publicJwk), publicJwk, privateKey: pair.privateKey, label, madeAt: Date.now() };
  await (await deviceDatabase()).put("keys", key);
  await askToKeep();
  return key;
}

function idOf(session: SessionView): string {
  return `${session.tenant.code}/${session.officer.id}`;
}

function nextIdOf(session: SessionView): string {
  return `${idOf(session)}/next`;
}

/** Browsers throw away what sites keep when space is short; asking makes it less likely. Without it the key works as well. */
async function askToKeep(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false);
}
