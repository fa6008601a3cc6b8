import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { requireReader } from "../tenancy/require-role.ts";
import { findByDigest, type Attachment } from "./attachment-queries.ts";

/** An attachment of the tenant with its bytes, for the tenant's people and the authority; 404 for everybody else and everything else. */
export async function openAttachment(context: Context, digest: string): Promise<{ attachment: Attachment; bytes: R2ObjectBody }> {
  requireReader(context);
  const attachment = await findByDigest(context.ledger, context.tenant.code, digest);
  if (!attachment) throw new Problem("not-found", "The tenant has no attachment with this digest. The documents that name one give it as `dig`.");
  const bytes = await context.platform.evidence.get(digest);
  if (!bytes) throw new Error(`The bytes of the attachment ${attachment.id} are not in EVIDENCE`);
  return { attachment, bytes };
}

/** Handed out as a file and as nothing else: no browser shows it here, guesses its type or runs anything in it. */
export function fileHeaders({ name, type, size }: Attachment): Record<string, string> {
  const plain = name.normalize("NFD").replaceAll(/[^\w.() -]/g, "_");
  return {
    "Content-Type": type === "text/csv" ? "text/csv; charset=utf-8" : type,
    "Content-Length": String(size),
    "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
  };
}
