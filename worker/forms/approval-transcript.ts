import type { FormPackage, Locale } from "./contract.ts";
import { showInvisible } from "./show-invisible.ts";

/**
 * Names this exact way of writing, as `transcript.ts` does for what is filled in: a change of one character is a new version, kept
 * beside this one.
 */
export const APPROVAL_RENDERER = "approval@1.0.0";

/** A signed document that somebody signs over. Everything but `text` stands in the document itself. */
export type SignedOver = {
  jti: string;
  act: "submit" | "amend" | "approve";
  signerId: string;
  kid: string;
  /** SHA-256 of its compact JWS: the second signature covers the first. */
  digest: string;
  /** SHA-256 of the text its signer read. */
  viewDigest: string;
  /** That very text; null where it cannot be made again byte for byte, and for signatures over signatures. */
  text: string | null;
};

export type ApprovalTranscribed = {
  pkg: Pick<FormPackage, "id" | "title_key" | "i18n">;
  revision: number;
  locale: Locale;
  tenantName: string;
  act: "approve" | "reject";
  /** The head's word for the agency, or a signature in place of a contested one. */
  countersignature: "agency" | "confirmation";
  signerId: string;
  /** Of a rejection. */
  reason: string | null;
  over: SignedOver;
};

/**
 * The text of an `approve` or `reject`: who signs what over whose document, that document's digest, and the text of it word for word,
 * each line behind `| `. People stand in it by their ids: names change, what was signed does not. NFC, LF, a final line feed.
 * Depends on nothing but its argument.
 */
export function approvalTranscript({ pkg, revision, locale, tenantName, act, countersignature, signerId, reason, over }: ApprovalTranscribed): string {
  const words = wordsOf[locale];
  const lines = [
    `${words.tenant}: ${showInvisible(tenantName)}`,
    `${words.act}: ${act === "reject" ? words.reject : words[countersignature]} (${act})`,
    `${words.signer}: ${signerId}`,
    `${words.form}: ${showInvisible(pkg.i18n[locale][pkg.title_key] ?? pkg.title_key)}`,
    `${words.edition}: ${pkg.id}, ${words.revision} ${revision}`,
    ...(reason === null ? [] : [`${words.reason}:`, ...quoted(reason)]),
    "",
    `== ${words.over} ==`,
    `${words.jti}: ${over.jti}`,
    `${words.overAct}: ${words.acts[over.act]} (${over.act})`,
    `${words.overSigner}: ${over.signerId}`,
    `${words.kid}: ${over.kid}`,
    `${words.digest}: ${over.digest}`,
    `${words.viewDigest}: ${over.viewDigest}`,
    "",
    `== ${words.text} ==`,
    ...(over.text === null ? [words.noText] : over.text.replace(/\n$/, "").split("\n").map((line) => `| ${line}`)),
  ];
  return `${lines.join("\n")}\n`.normalize("NFC");
}

function quoted(text: string): string[] {
  return text.split("\n").map((line) => `  | ${showInvisible(line)}`);
}

const wordsOf = {
  vi: {
    tenant: "Đơn vị",
    act: "Việc ký",
    agency: "Thủ trưởng duyệt và ký cho đơn vị văn bản mà người nộp đã ký",
    confirmation: "Ký xác nhận lại văn bản đã ký bằng một khoá bị báo là đã lộ",
    reject: "Thủ trưởng không duyệt, trả lại người nộp",
    signer: "Người ký",
    form: "Biểu mẫu",
    edition: "Mã biểu mẫu",
    revision: "bản",
    reason: "Lý do trả lại",
    over: "Văn bản đã ký trước đó",
    jti: "Mã văn bản",
    overAct: "Việc ký của văn bản đó",
    acts: { submit: "Nộp", amend: "Nộp bản sửa, thay bản đã nộp", approve: "Ký duyệt" },
    overSigner: "Người ký văn bản đó",
    kid: "Khoá ký văn bản đó",
    digest: "SHA-256 của văn bản đó, kể cả chữ ký",
    viewDigest: "SHA-256 của đoạn văn người đó đã đọc",
    text: "Đoạn văn người đó đã đọc và ký, nguyên văn",
    noText: "(không chép lại ở đây; đoạn văn đó có mã SHA-256 nêu trên)",
  },
  en: {
    tenant: "Unit",
    act: "Act signed",
    agency: "The head approves and signs for the unit, over the signature of the person who filed",
    confirmation: "Confirm a document that was signed with a key reported as compromised",
    reject: "The head does not approve and returns it to the person who filed",
    signer: "Signer",
    form: "Form",
    edition: "Form code",
    revision: "revision",
    reason: "Reason for returning it",
    over: "The document that is signed over",
    jti: "Document id",
    overAct: "Act of that document",
    acts: { submit: "Submit", amend: "Submit a correction that replaces the earlier one", approve: "Approve" },
    overSigner: "Signer of that document",
    kid: "Key of that document",
    digest: "SHA-256 of that document with its signature",
    viewDigest: "SHA-256 of the text that person read",
    text: "The text that person read and signed, word for word",
    noText: "(not repeated here; that text has the SHA-256 above)",
  },
} as const;
