import { describe, expect, test } from "vitest";
import type { Platform } from "../../../worker/kernel/context.ts";
import { issueTicket, requireTicket, type TicketPurpose } from "../../../worker/signing/tickets.ts";

const platformWith = (byte: number) => ({ secret: new Uint8Array(32).fill(byte) }) as Platform;
const platform = platformWith(7);
const purpose: TicketPurpose = { purpose: "sign", tenant: "H26", holder: "off_a", form: "ii06a", rev: 1, locale: "vi" };
const NOW = Date.UTC(2026, 3, 2);
const MINUTE = 60_000;
const verdict = (ticket: string, use = purpose, now = NOW, by = platform) => requireTicket(by, use, ticket, now).then(() => "good", (error: { code: string }) => error.code);

describe("a signing ticket", () => {
  test("is 128 bits in 22 characters, and of three hundred of one person and moment no two are alike", async () => {
    const tickets = await Promise.all(Array.from({ length: 300 }, () => issueTicket(platform, purpose, NOW)));
    for (const ticket of tickets) expect(ticket).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(new Set(tickets).size).toBe(300);
  });

  test("is good for an hour and not a minute longer", async () => {
    const ticket = await issueTicket(platform, purpose, NOW);
    expect(await verdict(ticket)).toBe("good");
    expect(await verdict(ticket, purpose, NOW + 59 * MINUTE)).toBe("good");
    expect(await verdict(ticket, purpose, NOW + 61 * MINUTE)).toBe("nonce-invalid");
    expect(await verdict(ticket, purpose, NOW - 5 * MINUTE)).toBe("nonce-invalid");
  });

  test("a key challenge is good for ten minutes", async () => {
    const use: TicketPurpose = { purpose: "register-key", tenant: "H26", holder: "off_a" };
    const ticket = await issueTicket(platform, use, NOW);
    expect(await verdict(ticket, use, NOW + 9 * MINUTE)).toBe("good");
    expect(await verdict(ticket, use, NOW + 11 * MINUTE)).toBe("nonce-invalid");
  });

  test.each([
    ["tenant", { tenant: "G12" }],
    ["person", { holder: "off_b" }],
    ["form", { form: "services-report" }],
    ["edition", { rev: 2 }],
    ["language", { locale: "en" }],
    ["purpose", { purpose: "register-key" as const }],
  ])("is worth nothing for another %s", async (_, change) => {
    expect(await verdict(await issueTicket(platform, purpose, NOW), { ...purpose, ...change })).toBe("nonce-invalid");
  });

  test("of another platform's secret is worth nothing", async () => {
    expect(await verdict(await issueTicket(platformWith(8), purpose, NOW))).toBe("nonce-invalid");
  });

  test("with any one bit changed is worth nothing", async () => {
    const ticket = await issueTicket(platform, purpose, NOW);
    const bytes = Uint8Array.from(Buffer.from(ticket, "base64url"));
    for (let bit = 0; bit < 128; bit++) {
      const changed = Uint8Array.from(bytes, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(await verdict(Buffer.from(changed).toString("base64url")), `bit ${bit}`).toBe("nonce-invalid");
    }
  });

  test("is not taken in another spelling", async () => {
    const ticket = await issueTicket(platform, purpose, NOW);
    const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(ticket.at(-1)!);
    const twin = ticket.slice(0, -1) + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[last ^ 1];
    for (const other of [twin, `${ticket}=`, ` ${ticket}`, "", "x", ticket.slice(1)]) expect(await verdict(other)).toBe("nonce-invalid");
  });
});
