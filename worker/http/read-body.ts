import { Problem, type ProblemCode } from "../kernel/problem.ts";

/**
 * The exact bytes of a body. Refused are another content type (`type` names the one or all that are taken), any content encoding, and more than `maxBytes`, by the
 * header and by counting what really arrives.
 */
export async function readBody(
  request: Request,
  limits: { type: string | readonly string[]; maxBytes: number; tooLarge: ProblemCode },
): Promise<Uint8Array> {
  requireType(request, limits.type);
  const tooLarge = () => new Problem(limits.tooLarge, `The body is larger than ${limits.maxBytes} bytes. Send less at once.`);
  if (Number(request.headers.get("Content-Length") ?? 0) > limits.maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? emptyBody()) {
    size += chunk.byteLength;
    if (size > limits.maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function requireType(request: Request, type: string | readonly string[]): void {
  const given = mediaTypeOf(request);
  const taken = [type].flat();
  if (given === undefined || !taken.includes(given)) throw new Problem("unsupported-media-type", `Send \`Content-Type: ${taken.join("` or `")}\`; this was \`${given ?? "none"}\`.`);
  if (request.headers.has("Content-Encoding")) throw new Problem("unsupported-media-type", "Send the body without a Content-Encoding: what is signed is what is sent.");
}

/** The media type without its parameters, in lower case. */
export function mediaTypeOf(request: Request): string | undefined {
  return request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
}

function emptyBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() });
}
