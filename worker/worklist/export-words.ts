import type { DiscrepancyState, Measure, Severity } from "../audit/contract.ts";
import type { Signature } from "../audit/discrepancy-conditions.ts";

export type Language = "vi" | "en";
type Words<Key extends string> = Record<Key, Record<Language, string>>;

/** What the codes in a file are called: the words of the screens, held against them by test. */
export const stateWords: Words<DiscrepancyState> = {
  NEW: { vi: "Mới", en: "New" },
  ACKNOWLEDGED: { vi: "Đã nhận xử lý", en: "Acknowledged" },
  AWAITING_EXPLANATION: { vi: "Chờ giải trình", en: "Awaiting explanation" },
  EXPLAINED: { vi: "Đã giải trình", en: "Explained" },
  UPHELD: { vi: "Giữ kết luận", en: "Upheld" },
  CORRECTION_FILED: { vi: "Đã nộp bản sửa", en: "Correction filed" },
  DISMISSAL_REQUESTED: { vi: "Đề nghị bỏ qua", en: "Dismissal requested" },
  APPEALED: { vi: "Đang khiếu nại", en: "Appealed" },
  ACCEPTED: { vi: "Chấp nhận giải trình", en: "Accepted" },
  DISMISSED: { vi: "Đã bỏ qua", en: "Dismissed" },
  VERIFIED_FIXED: { vi: "Đã khớp lại", en: "Verified fixed" },
};

export const severityWords: Words<Severity> = {
  info: { vi: "Thông tin", en: "Info" },
  low: { vi: "Thấp", en: "Low" },
  medium: { vi: "Trung bình", en: "Medium" },
  high: { vi: "Cao", en: "High" },
  critical: { vi: "Nghiêm trọng", en: "Critical" },
};

export const signatureWords: Words<Signature> = {
  none: { vi: "Không có văn bản", en: "No document" },
  valid: { vi: "Đã ký", en: "Signed" },
  contested: { vi: "Đang nghi vấn", en: "Contested" },
};

export const measureWords: Words<Measure> = {
  "filings-online": { vi: "hồ sơ trực tuyến", en: "online filings" },
  "filings-total": { vi: "tổng hồ sơ", en: "filings in all" },
  "services-without-counts": { vi: "dịch vụ có số liệu", en: "services with a number" },
  report: { vi: "báo cáo", en: "the report" },
  "report-window": { vi: "khoảng của báo cáo", en: "the report's window" },
  received: { vi: "tiếp nhận", en: "received" },
  resolved: { vi: "đã giải quyết", en: "resolved" },
  pending: { vi: "đang giải quyết", en: "pending" },
  balance: { vi: "cân đối", en: "balance" },
  "carry-over": { vi: "chuyển từ kỳ trước", en: "carried over" },
  "roll-up": { vi: "tổng hợp từ đơn vị trực thuộc", en: "roll-up of child units" },
  "set-aside": { vi: "hồ sơ chờ, rút, dừng", en: "filings waiting, withdrawn, suspended" },
  overdue: { vi: "hồ sơ đang quá hạn", en: "filings overdue" },
  "filings-flagged": { vi: "hồ sơ có dấu hiệu", en: "filings concerned" },
  "filings-synced": { vi: "hồ sơ đã đồng bộ", en: "filings synchronised" },
  "running-numbers": { vi: "số thứ tự hồ sơ", en: "running numbers" },
  "filings-per-day": { vi: "hồ sơ trực tuyến theo ngày", en: "online filings a day" },
  service: { vi: "dịch vụ", en: "the service" },
  signature: { vi: "chữ ký", en: "the signature" },
  revision: { vi: "bản sửa đổi", en: "the amendment" },
  "repeated-row": { vi: "dòng lặp lại, số tròn", en: "repeated rows, round numbers" },
  "row-name": { vi: "tên của dòng", en: "name of the row" },
  "printed-rate": { vi: "tỷ lệ đã in (%)", en: "printed rate (%)" },
};
