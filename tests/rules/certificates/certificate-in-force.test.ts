import { expect, test } from "vitest";
import { requireCertificateInForce, type CertificateState } from "../../../worker/certificates/require-certificate-in-force.ts";

const DAY = 86_400_000;
const good: CertificateState = { notBefore: 0, notAfter: 100 * DAY, pathUntil: 90 * DAY, isAnchored: true, revokedAt: null, listsUntil: 51 * DAY };
const codeOf = (change: Partial<CertificateState>, now = 50 * DAY) => {
  try {
    requireCertificateInForce({ ...good, ...change }, now, DAY);
    return "in force";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test("a certificate signs inside its dates, under an anchor, with a fresh list that does not name it", () => {
  expect(codeOf({})).toBe("in force");
  expect(codeOf({ listsUntil: "none" })).toBe("in force");
  expect(codeOf({}, -1)).toBe("cert-expired");
  expect(codeOf({ listsUntil: "none" }, 100 * DAY + 1)).toBe("cert-expired");
  expect(codeOf({ listsUntil: "none" }, 90 * DAY + 1)).toBe("cert-chain-invalid");
  expect(codeOf({ isAnchored: false })).toBe("cert-chain-invalid");
  expect(codeOf({ revokedAt: 1 })).toBe("cert-revoked");
});

test("a list counts for the grace after its next update, then nothing is accepted", () => {
  expect(codeOf({ listsUntil: 49 * DAY })).toBe("in force");
  expect(codeOf({ listsUntil: 49 * DAY - 1 })).toBe("revocation-unavailable");
  expect(codeOf({ listsUntil: null })).toBe("revocation-unavailable");
  expect(codeOf({ listsUntil: null, revokedAt: 1 }), "what is known to be revoked is said so").toBe("cert-revoked");
});
