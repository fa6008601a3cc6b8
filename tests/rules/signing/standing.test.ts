import { describe, expect, test } from "vitest";
import { stateAt } from "../../../worker/signing/key-state.ts";
import { standingAcrossLogs, standingOf, type KeyInLog } from "../../../worker/signing/standing.ts";

const NOW = 1_000_000;
/** Activated at index 10 of the log. */
const live: KeyInLog = { activatedIndex: 10, revokedIndex: null, retiresAt: null, reason: null, invalidityAt: null };
const retired: KeyInLog = { ...live, revokedIndex: 20, reason: "superseded" };
/** Revoked at index 20, in wrong hands since the moment 500. */
const stolen: KeyInLog = { ...retired, reason: "keyCompromise", invalidityAt: 500 };

describe("what an earlier signature is worth", () => {
  test.each([
    ["of a key that signs still", 11, 100, live, "VALID"],
    ["of a key that was retired later", 19, 100, retired, "VALID_KEY_RETIRED"],
    ["before the key was activated", 9, 100, live, "INVALID"],
    ["at the very entry of its activation", 10, 100, live, "INVALID"],
    ["at the very entry of its revocation", 20, 100, retired, "INVALID"],
    ["after the key was revoked, whatever the clock said", 21, 0, retired, "INVALID"],
    ["received a moment before the theft", 15, 499, stolen, "VALID_KEY_RETIRED"],
    ["received at the moment of the theft", 15, 500, stolen, "CONTESTED"],
    ["received after the theft", 19, 501, stolen, "CONTESTED"],
    ["of a stolen key, after its revocation", 21, 501, stolen, "INVALID"],
    ["of a key whose overlap with its successor is over", 15, 100, { ...live, retiresAt: NOW }, "VALID_KEY_RETIRED"],
    ["of a key that still overlaps with its successor", 15, 100, { ...live, retiresAt: NOW + 1 }, "VALID"],
    ["of a key that was never activated", 15, 100, { ...live, activatedIndex: null }, "INCOMPLETE"],
    ["of a key nobody knows", 15, 100, null, "INCOMPLETE"],
  ] as const)("%s", (_, index, receivedAt, key, standing) => expect(standingOf({ index, receivedAt }, key, NOW)).toBe(standing));

  test("follows the log alone: every other order of the clocks gives the same", () => {
    for (const receivedAt of [0, 100, NOW, NOW * 2]) {
      expect(standingOf({ index: 15, receivedAt }, retired, NOW)).toBe("VALID_KEY_RETIRED");
      expect(standingOf({ index: 25, receivedAt }, retired, NOW)).toBe("INVALID");
    }
  });

  test("across two logs the times of receipt stand in for their order", () => {
    const key = { approvedAt: 100, revokedAt: 200, retiresAt: null, reason: "cessation", invalidityAt: null };
    expect([99, 100, 200, 201].map((receivedAt) => standingAcrossLogs(receivedAt, key, NOW))).toEqual(["INVALID", "VALID_KEY_RETIRED", "VALID_KEY_RETIRED", "INVALID"]);
    expect(standingAcrossLogs(150, { ...key, revokedAt: null, reason: null }, NOW)).toBe("VALID");
    expect(standingAcrossLogs(150, { ...key, reason: "keyCompromise", invalidityAt: 150 }, NOW)).toBe("CONTESTED");
    expect([standingAcrossLogs(150, null, NOW), standingAcrossLogs(150, { ...key, approvedAt: null }, NOW)]).toEqual(["INCOMPLETE", "INCOMPLETE"]);
  });
});

describe("the state of a key at a moment", () => {
  const times = { stored: "active", notBefore: null, notAfter: null, retiresAt: null } as const;
  test.each([
    ["active", times, "active"],
    ["expired, from its last moment on", { ...times, notAfter: NOW }, "expired"],
    ["active until a moment before", { ...times, notAfter: NOW + 1 }, "active"],
    ["waiting before its first moment", { ...times, notBefore: NOW + 1 }, "pending"],
    ["revoked when its successor's overlap is over, though nobody wrote it down", { ...times, retiresAt: NOW }, "revoked"],
    ["active during the overlap", { ...times, retiresAt: NOW + 1 }, "active"],
    ["suspended", { ...times, stored: "suspended" }, "suspended"],
    ["revoked rather than expired", { ...times, stored: "revoked", notAfter: 0 }, "revoked"],
    ["expired rather than waiting for approval", { ...times, stored: "pending", notAfter: 0 }, "expired"],
  ] as const)("%s", (_, key, state) => expect(stateAt(key, NOW)).toBe(state));
});
