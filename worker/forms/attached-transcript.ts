import { showInvisible } from "./show-invisible.ts";
import { RENDERER, transcript, type Transcribed } from "./transcript.ts";

/** Names this exact way of writing: the text of `transcript@1.0.0`, and below it the files that are attached. */
export const ATTACHED_RENDERER = "transcript@1.1.0";

export type Attached = { name: string; type: string; size: number; dig: string };

/**
 * The text of a form and its attachments, and what made it. Without attachments it is `transcript@1.0.0` to the byte; with them each
 * stands below by name, type, size in bytes and SHA-256. Depends on nothing but its arguments.
 */
export function attachedTranscript(transcribed: Transcribed, attached: readonly Attached[]): { text: string; renderer: string } {
  const text = transcript(transcribed);
  if (attached.length === 0) return { text, renderer: RENDERER };
  const words = wordsOf[transcribed.locale];
  const lines = attached.flatMap(({ name, type, size, dig }, i) => [
    `${words.file} ${i + 1}/${attached.length}: “${showInvisible(name)}”`,
    `  ${words.type}: ${type}`,
    `  ${words.size}: ${size}`,
    `  SHA-256: ${dig}`,
  ]);
  return { text: `${text}\n== ${words.heading} ==\n${lines.join("\n")}\n`.normalize("NFC"), renderer: ATTACHED_RENDERER };
}

const wordsOf = {
  vi: { heading: "Tệp đính kèm", file: "Tệp", type: "Loại", size: "Dung lượng (byte)" },
  en: { heading: "Attached files", file: "File", type: "Type", size: "Size (bytes)" },
} as const;
