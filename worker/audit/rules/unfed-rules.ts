import type { RuleId, UncheckedReason } from "../contract.ts";
import type { AuditRule } from "../facts.ts";
import { plainSettings } from "./rule-settings.ts";

/** A version of a rule that had nothing to look at: a run by it says that it was not checked, and why. */
type UnfedRule = Pick<AuditRule, "nameVi" | "nameEn" | "definitionVi" | "definitionEn" | "isRisk"> & { id: RuleId; why: UncheckedReason; version?: string };

/** What these rules were before the platform had anything for them: rule sets that name these versions find what they found. */
const past: readonly UnfedRule[] = [
  {
    id: "R27", why: "no-outside-data",
    nameVi: "Hồ sơ chỉ có trên Cổng Dịch vụ công quốc gia", nameEn: "Only at the national portal",
    definitionVi: "Có trong dữ liệu của Cổng Dịch vụ công quốc gia mà không có ở cơ quan. Không kiểm tra: cần danh sách hồ sơ của đơn vị do Cổng xuất ra, mà nền tảng chưa nhận.",
    definitionEn: "A filing is in the national portal's data and not at the agency. Not checked: it takes the portal's own list of the unit's filings, which the platform does not receive.",
  },
  {
    id: "R34", why: "not-kept",
    nameVi: "Nộp trùng hồ sơ", nameEn: "Filed twice",
    definitionVi: "Cùng chủ hồ sơ, cùng thủ tục, cùng ngày có từ hai hồ sơ đang hiệu lực. Không kiểm tra: nền tảng không lập chỉ mục theo người, kể cả theo mã băm.",
    definitionEn: "The same owner filed the same procedure twice on a day, and both are live. Not checked: the platform keeps no index by person, not even by keyed hash.",
  },
  {
    id: "R42", why: "no-child-reports", version: "1.0",
    nameVi: "Thiếu báo cáo của đơn vị trực thuộc", nameEn: "Child units missing",
    definitionVi: "Có đơn vị trực thuộc phải báo cáo mà không báo cáo và không gửi hồ sơ trong khoảng chốt số liệu.",
    definitionEn: "A child unit that owes a report neither reported nor sent filings in the window.",
  },
  {
    id: "R43", why: "no-outside-data",
    nameVi: "Dịch vụ trùng với dịch vụ dùng chung", nameEn: "Service that doubles a central one",
    definitionVi: "Hai đơn vị cung cấp cùng một thủ tục như dịch vụ riêng trong khi đã có một dịch vụ dùng chung. Không kiểm tra: chưa có danh mục dịch vụ dùng chung.",
    definitionEn: "Two units offer the same procedure as services of their own where a central one exists. Not checked: there is no list of central services.",
  },
  {
    id: "R50", why: "refused-at-the-door",
    nameVi: "Dùng lại bản ký", nameEn: "Replay",
    definitionVi: "Cùng bản ký hoặc phiếu ký dùng cho đơn vị, biểu mẫu hay kỳ khác. Không kiểm tra khi đối soát: bị từ chối ngay khi nhận, nên không bao giờ được lưu.",
    definitionEn: "The same signed document or ticket is used for another unit, form or period. Not checked at the audit: it is refused at the door and never stored.",
  },
  {
    id: "R53", isRisk: true, why: "no-outside-data",
    nameVi: "Mức độ hài lòng bất thường", nameEn: "Satisfaction out of line",
    definitionVi: "Hài lòng 100% với từ 50 đánh giá và tỷ lệ đánh giá trên 95%, hoặc nhiều đánh giá hơn hồ sơ. Không kiểm tra: nền tảng không nhận đánh giá. Quy tắc rủi ro.",
    definitionEn: "100 % satisfied with 50 ratings or more and over 95 % of filings rated, or more ratings than filings. Not checked: the platform receives no ratings. A risk rule.",
  },
];

export const pastUnfedRules: readonly AuditRule[] = past.map(toRule);

function toRule({ why, version = "0.1", ...rule }: UnfedRule): AuditRule {
  return { ...rule, version, defaults: plainSettings, check: () => ({ unchecked: why }) };
}
