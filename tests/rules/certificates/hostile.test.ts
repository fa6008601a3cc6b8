import "reflect-metadata";
import { describe, expect, test } from "vitest";
import { NotDer, readDer } from "../../../worker/certificates/read-der.ts";
import { MAX_CERTIFICATE_BYTES } from "../../../worker/certificates/read-certificate.ts";
import { walkChain } from "../../../worker/certificates/walk-chain.ts";
import { AT, makeCertificate, makeChain } from "./make-chain.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

/** A definite length in the fewest bytes. */
function lengthOf(size: number): number[] {
  if (size < 0x80) return [size];
  return size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
}

/** SEQUENCEs inside each other, with honest lengths. */
function nested(depth: number): Uint8Array {
  const heads: number[][] = [];
  let size = 2;
  for (let i = 0; i < depth; i++) {
    const head = [0x30, ...lengthOf(size)];
    heads.push(head);
    size += head.length;
  }
  return bytes(...heads.toReversed().flat(), 0x05, 0x00);
}

/** What no certificate is, by name. The outcome must be a refusal, and no signature may be checked for it. */
const hostile: [string, Uint8Array, string][] = [
  ["nothing at all", bytes(), "not-der"],
  ["10,000 levels of nesting, one byte of length each", bytes(...Array.from({ length: 10_000 }, () => [0x30, 0x80]).flat()), "too-large"],
  ["2,400 levels of nesting with honest lengths", nested(2400), "not-der"],
  ["an indefinite length", bytes(0x30, 0x80, 0x02, 0x01, 0x01, 0x00, 0x00), "not-der"],
  ["a length of 4 GB", bytes(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x00), "not-der"],
  ["a length of 2^56", bytes(0x30, 0x87, 1, 0, 0, 0, 0, 0, 0), "not-der"],
  ["a length longer than it needs to be", bytes(0x30, 0x81, 0x02, 0x05, 0x00), "not-der"],
  ["a length past the end", bytes(0x30, 0x05, 0x02, 0x01, 0x01), "not-der"],
  ["a child longer than its parent", bytes(0x30, 0x03, 0x02, 0x05, 0x01), "not-der"],
  ["bytes after the end", bytes(0x30, 0x02, 0x05, 0x00, 0x00), "not-der"],
  ["a tag of many bytes", bytes(0x3f, 0xff, 0xff, 0xff, 0x7f, 0x00), "not-der"],
  ["3,000 empty elements", bytes(0x30, ...lengthOf(6000), ...Array.from({ length: 3000 }, () => [0x05, 0x00]).flat()), "not-der"],
  ["random bytes", Uint8Array.from({ length: 4000 }, (_, index) => (index * 193 + 7) % 251), "not-der"],
];

describe("attack 17: hostile DER", () => {
  test.each(hostile)("%s is refused before any signature is checked", async (_, der, reason) => {
    const { root } = await makeChain();
    const verdict = await walkChain([der], [root.der], AT);
    expect(verdict).toMatchObject({ holds: false, code: "cert-chain-invalid", reason, work: { signatureChecks: 0 } });
    expect(verdict.work.bytes).toBeLessThanOrEqual(20_000);
  });

  test("is told by a reader that never goes deeper than it may, however deep the bytes go", () => {
    expect(() => readDer(nested(24))).not.toThrow();
    expect(() => readDer(nested(25))).toThrow(NotDer);
    expect(() => readDer(nested(15_000))).toThrow(NotDer);
  });
});

describe("attack 7: hostile certificates", () => {
  test("names of ten kilobytes make a certificate too large, and names just below cost one comparison", async () => {
    const root = await makeCertificate({ kind: "ca" });
    const long = (size: number) => `CN=${"x".repeat(size)}`;
    const tooLong = await makeCertificate({ issuer: root, subject: long(10_000) });
    expect(await walkChain([tooLong.der], [root.der], AT)).toMatchObject({ reason: "too-large", work: { signatureChecks: 0 } });
    const inside = await makeCertificate({ issuer: root, subject: long(MAX_CERTIFICATE_BYTES - 700) });
    const verdict = await walkChain([inside.der], [root.der], AT);
    expect(verdict).toMatchObject({ holds: true, work: { signatureChecks: 1 } });
    if (verdict.holds) expect(verdict.leaf.subject.commonName).toHaveLength(200);
  });

  test("every byte of a good chain, changed, is refused or changes nothing that is signed", async () => {
    const { root, sub, leaf } = await makeChain();
    for (let at = 0; at < leaf.der.length; at += 3) {
      const changed = leaf.der.slice();
      changed[at]! ^= 0x55;
      expect((await walkChain([changed, sub.der], [root.der], AT)).holds, `byte ${at}`).toBe(false);
    }
  });

  test("an anchor that is no certificate is a refusal, not an error", async () => {
    const { chain } = await makeChain();
    expect(await walkChain(chain, [bytes(1, 2, 3)], AT)).toMatchObject({ holds: false, code: "cert-chain-invalid", reason: "not-der" });
  });
});
