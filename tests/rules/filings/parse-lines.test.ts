import { describe, expect, test } from "vitest";
import { decodeFacts } from "../../../worker/filings/event-facts.ts";
import { countLines, kindOfKey, parseLines, splitLines } from "../../../worker/filings/parse-lines.ts";
import { bucketOf } from "../../../worker/kernel/windows.ts";

const NOW = Date.parse("2026-03-20T12:00:00+07:00");
const received = { filing: "000.00.01.H26-260314-0001", event: "received", service: "1.001193", at: "2026-03-14T09:30:00+07:00", channel: "online-full" };
const resolved = { filing: received.filing, event: "resolved", service: "1.001193", at: "2026-03-16T16:00:00+07:00", outcome: "early" };
const parse = (...lines: (object | string)[]) => parseLines(lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))), NOW);
const reasonOf = (line: object | string) => parse(line).refused[0]?.reason;

describe("a line", () => {
  test("of either kind says what happened to which filing, when, and through which channel or with which outcome", () => {
    const { events, refused } = parse(received, resolved);
    expect(refused).toEqual([]);
    expect(events).toEqual([
      { line: 1, filing: received.filing, kind: "received", service: "1.001193", at: Date.parse(received.at), bucket: bucketOf("2026-03-14"), channel: "online-full", outcome: null, key: "received", facts: null },
      { line: 2, filing: received.filing, kind: "resolved", service: "1.001193", at: Date.parse(resolved.at), bucket: bucketOf("2026-03-16"), channel: null, outcome: "early", key: "resolved", facts: null },
    ]);
  });

  test("counts in the half month of its Vietnamese day, whatever zone it is written in", () => {
    const bucketAt = (at: string) => parse({ ...received, at }).events[0]!.bucket;
    const first = bucketOf("2026-03-14");
    expect(bucketAt("2026-03-14T23:59:59.999+07:00")).toBe(first);
    expect(bucketAt("2026-03-14T16:59:59Z")).toBe(first);
    expect(bucketAt("2026-03-15T00:00:00+07:00")).toBe(first + 1);
    expect(bucketAt("2026-03-14T17:00:00Z")).toBe(first + 1);
    expect(bucketAt("2026-02-28T17:00:00Z")).toBe(first);
    expect(bucketAt("2026-02-28T16:59:59Z")).toBe(first - 1);
    expect(bucketAt("2025-12-31T17:00:00Z")).toBe(bucketOf("2026-01-01"));
  });

  test("that is refused does not stop the others, and keeps its number", () => {
    const { events, refused } = parse(received, "{", "", resolved);
    expect(events.map(({ line }) => line)).toEqual([1, 4]);
    expect(refused).toEqual([{ line: 2, reason: "line-not-json" }, { line: 3, reason: "line-not-json" }]);
  });

  test.each([
    ["not JSON", "received", "line-not-json"],
    ["a second value on it", `${JSON.stringify(received)} {}`, "line-not-json"],
    ["a byte order mark", `\uFEFF${JSON.stringify(received)}`, "line-not-json"],
    ["a list", [received], "line-invalid:shape"],
    ["null", "null", "line-invalid:shape"],
    ["an unknown kind", { ...received, event: "lost" }, "line-invalid:event"],
    ["no channel", { ...received, channel: undefined }, "line-invalid:channel"],
    ["another channel", { ...received, channel: "email" }, "line-invalid:channel"],
    ["another outcome", { ...resolved, outcome: "never" }, "line-invalid:outcome"],
    ["an unknown member", { ...received, name: "Nguyễn Văn A" }, "line-invalid:unknown-member"],
    ["the other kind's member", { ...received, outcome: "early" }, "line-invalid:unknown-member"],
    ["__proto__ as a member", JSON.stringify(received).replace("{", '{"__proto__":{},'), "line-invalid:unknown-member"],
    ["a space in the procedure code", { ...received, service: "1.001193 x" }, "line-invalid:service"],
    ["a procedure code of 65 characters", { ...received, service: "1".repeat(65) }, "line-invalid:service"],
    ["a due date without its zone", { ...received, dueAt: "2026-03-20T17:00:00" }, "line-invalid:dueAt"],
    ["a due date in another century", { ...received, dueAt: "2126-03-20T17:00:00Z" }, "line-invalid:dueAt"],
    ["an agency that is none", { ...received, agency: "Sở Tư pháp" }, "line-invalid:agency"],
    ["the number of an identity card", { ...received, owner: "001099012345" }, "line-invalid:owner"],
    ["such a number in a longer dress", { ...received, owner: "cccd-001099012345-ha-noi" }, "line-invalid:owner"],
    ["digits alone, however many", { ...received, submitter: "0".repeat(32) }, "line-invalid:submitter"],
    ["a name", { ...received, submitter: "Nguyễn Văn A, Hà Nội, 1990" }, "line-invalid:submitter"],
    ["another role", { ...received, role: "friend" }, "line-invalid:role"],
    ["a word for yes", { ...received, electronic: "yes" }, "line-invalid:electronic"],
    ["a fee paid who knows how", { filing: "A", event: "fee-paid", service: "1.001193", at: received.at }, "line-invalid:online"],
    ["a new due date that is not said", { filing: "A", event: "extended", service: "1.001193", at: received.at }, "line-invalid:dueAt"],
    ["an empty filing code", { ...received, filing: "" }, "line-invalid:filing"],
    ["a filing code of 65 characters", { ...received, filing: "x".repeat(65) }, "line-invalid:filing"],
    ["a space in the filing code", { ...received, filing: "A 1" }, "line-invalid:filing"],
    ["a character one cannot see", { ...received, filing: "A\u202E1" }, "line-invalid:filing"],
    ["half a character", { ...received, filing: "A\uD800" }, "line-invalid:filing"],
    ["a number for the filing code", { ...received, filing: 17 }, "line-invalid:filing"],
    ["a filing code in NFD", { ...received, filing: "Đ".concat("ế".normalize("NFD")) }, "line-not-nfc"],
    ["NFD behind an escape", JSON.stringify({ ...received, filing: "e" }).replace('"e"', '"e\\u0301"'), "line-not-nfc"],
    ["a time without its zone", { ...received, at: "2026-03-14T09:30:00" }, "line-invalid:at"],
    ["a day that does not exist", { ...received, at: "2026-02-29T09:30:00+07:00" }, "line-invalid:at"],
    ["a time in milliseconds", { ...received, at: NOW }, "line-invalid:at"],
    ["a time before any of this", { ...received, at: "1999-12-31T23:59:59Z" }, "line-invalid:at"],
    ["a time more than a minute ahead", { ...received, at: new Date(NOW + 60_001).toISOString() }, "in-the-future"],
  ])("with %s is refused", (_, line, reason) => expect(reasonOf(line)).toBe(reason));

  test.each([
    ["plainly", (text: string) => text.replace("{", '{"channel":"post",')],
    ["behind an escape", (text: string) => text.replace("{", '{"chann\\u0065l":"post",')],
    ["with another type", (text: string) => text.replace("{", '{"channel":1,')],
    ["with the same value", (text: string) => text.replace("{", '{"channel":"online-full",')],
  ])("that names a member twice is refused: %s", (_, edit) => expect(reasonOf(edit(JSON.stringify(received)))).toBe("line-invalid:twice"));

  test("may say more about the filing: kept in one text, the same for the same facts", () => {
    const more = { submittedAt: "2026-03-14T02:30:00Z", dueAt: "2026-03-20T17:00:00+07:00", owner: "kJ9_x-".repeat(4), role: "owner", electronic: true, feeDue: false };
    const [one, other] = [parse({ ...received, ...more }), parse({ ...more, ...received })].map(({ events }) => events[0]!);
    expect(one!.facts).toBe(other!.facts);
    expect(decodeFacts(one!.facts)).toEqual({ ...more, submittedAt: Date.parse(more.submittedAt), dueAt: Date.parse(more.dueAt) });
    expect(one!.facts!.length).toBeLessThan(120);
  });

  test("with booleans that names a member twice is refused", () => {
    expect(reasonOf(JSON.stringify({ ...received, electronic: true }).replace("{", '{"electronic":false,'))).toBe("line-invalid:twice");
  });

  test("of a kind that can come again is told apart by its instant", () => {
    const asked = { filing: "A", event: "supplement-asked", service: "1.001193", at: "2026-03-14T09:30:00+07:00" };
    const keys = parse(asked, { ...asked, at: "2026-03-15T09:30:00+07:00" }, { ...asked, event: "withdrawn" }).events.map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
    expect(keys.map(kindOfKey)).toEqual(["supplement-asked", "supplement-asked", "withdrawn"]);
  });

  test("with a placeholder for the procedure is read, and set aside later: it is not lost", () => {
    expect(parse({ ...received, service: "TS_lop1.000.00.00.H22" }).events[0]!.service).toBe("TS_lop1.000.00.00.H22");
  });

  test("may have quotes and escapes in its filing code", () => {
    expect(parse({ ...received, filing: '"\\{"' }).events[0]?.filing).toBe('"\\{"');
    expect(parse(JSON.stringify(received).replace('"received"', '"\\u0072eceived"')).events).toHaveLength(1);
  });

  test("exactly a minute ahead is a clock, not the future", () => {
    expect(parse({ ...received, at: new Date(NOW + 60_000).toISOString() }).events).toHaveLength(1);
  });
});

describe("a body", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  test.each([
    ["", []],
    ["a", ["a"]],
    ["a\n", ["a"]],
    ["a\nb", ["a", "b"]],
    ["a\n\n", ["a", ""]],
    ["\n", [""]],
    ["a\r\nb\r\n", ["a\r", "b\r"]],
  ])("%j is split at line feeds, the last of which may be missing", (text, lines) => {
    expect(splitLines(bytes(text))).toEqual(lines);
    expect(countLines(bytes(text))).toBe(lines.length);
  });

  test("that is not UTF-8 is no body at all", () => {
    expect(splitLines(Uint8Array.from([0x7b, 0xc3, 0x28, 0x7d]))).toBeNull();
    expect(splitLines(Uint8Array.from([0xed, 0xa0, 0x80]))).toBeNull();
  });
});
