import type { DatasetId } from "./contract.ts";

export type DatasetColumn = { name: string; textVi: string; textEn: string };

/** What each column says; a name means the same in every table, apart from what `special` says otherwise. */
const texts: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  kind: ["Nhóm đơn vị: ministry (bộ, cơ quan), province (tỉnh); all là tất cả", "Group of tenants: ministry, province; all is everybody"],
  level_scheme: ["Cách phân mức độ theo thời kỳ: levels-2011, process-2022, proactive-2026", "The scheme of levels of its time: levels-2011, process-2022, proactive-2026"],
  level: ["Mức độ cung cấp theo cách phân đó", "The level within that scheme"],
  services: ["Số dịch vụ cung cấp trực tuyến trong khoảng chốt số liệu", "Services offered online in the window"],
  with_online_filings: ["Trong đó có ít nhất một hồ sơ trực tuyến", "Those with at least one online filing"],
  share_percent: ["with_online_filings chia services, phần trăm, làm tròn nửa lên", "with_online_filings over services, in percent, rounded half up"],
  reported_without_counts: ["Dịch vụ mà báo cáo liệt kê nhưng không ghi đủ số", "Services that reports list without all their numbers"],
  filings_online: ["Hồ sơ trực tuyến tiếp nhận trong khoảng, theo hệ thống của đơn vị", "Online filings received in the window, as the units' systems push them"],
  filings_total: ["Hồ sơ tiếp nhận trong khoảng qua mọi kênh, theo hệ thống của đơn vị", "Filings received in the window by every channel, as the units' systems push them"],
  definition: ["Mã định nghĩa của tỷ lệ; xem bảng definitions", "Id of the rate's definition; see the table definitions"],
  tenant: ["Mã của bộ hay tỉnh", "Code of the ministry or province"],
  name_vi: ["Tên tiếng Việt", "Name in Vietnamese"],
  name_en: ["Tên tiếng Anh", "Name in English"],
  unused: ["Dịch vụ không có hồ sơ trực tuyến nào trong khoảng", "Services without any online filing in the window"],
  without_counts: ["Dịch vụ mà báo cáo của đơn vị không ghi đủ số", "Services that the unit's report leaves without a number"],
  reports_expected: ["Báo cáo phải nộp trong khoảng", "Reports owed in the window"],
  reports_filed: ["Trong đó đã nộp", "Those that were filed"],
  reports_on_time: ["Trong đó đúng hạn, kể cả nhờ gia hạn", "Those in time, by extension included"],
  closed_on: ["Ngày cuối cùng đơn vị tồn tại; trống là còn tồn tại", "The unit's last day; empty while it exists"],
  successor: ["Mã đơn vị kế thừa sau khi sáp nhập", "Code of the unit that took over"],
  side: ["actual: theo hồ sơ thực tế; reported: theo báo cáo đã ký", "actual: from filings; reported: from the signed report"],
  numerator: ["Tử số", "Numerator"],
  denominator: ["Mẫu số", "Denominator"],
  percent: ["numerator chia denominator, phần trăm, làm tròn nửa lên; trống khi mẫu số là 0", "numerator over denominator, in percent, rounded half up; empty where the denominator is 0"],
  service: ["Mã thủ tục", "Code of the procedure"],
  field_vi: ["Lĩnh vực, tiếng Việt", "Field of work, in Vietnamese"],
  field_en: ["Lĩnh vực, tiếng Anh", "Field of work, in English"],
  online_since: ["Ngày bắt đầu cung cấp trực tuyến", "The day from which it is offered online"],
  reported_online: ["Hồ sơ trực tuyến theo báo cáo đã ký; trống là không ghi số", "Online filings by the signed report; empty is no number given"],
  reported_total: ["Tổng hồ sơ theo báo cáo đã ký; trống là không ghi số", "Filings in all by the signed report; empty is no number given"],
  actual_online: ["Hồ sơ trực tuyến thực tế (toàn trình và một phần)", "Actual online filings, full and partial"],
  actual_full: ["Hồ sơ trực tuyến toàn trình thực tế", "Actual online filings of the full process"],
  actual_total: ["Hồ sơ thực tế qua mọi kênh", "Actual filings by every channel"],
  resolved: ["Hồ sơ đã giải quyết trong khoảng", "Filings resolved in the window"],
  resolved_on_time: ["Trong đó trước hạn hoặc đúng hạn", "Those early or in time"],
  state: ["on-time: đúng hạn; on-time-by-extension: đúng hạn nhờ gia hạn; late: muộn; open: còn hạn; missing: không nộp", "on-time, on-time-by-extension, late, open: can still come in time, missing"],
  services_without_number: ["Dịch vụ mà báo cáo không ghi đủ số", "Services that the report leaves without a number"],
  owed: ["Đơn vị có phải nộp báo cáo này không", "Whether the unit owed this report"],
  due_on: ["Hạn nộp: ngày cuối cùng còn đúng hạn", "The deadline: the last day in time"],
  extended_to: ["Ngày được gia hạn đến, nếu có", "The day granted by an extension, if any"],
  mark: ["empty: không có số nào; all-zero: mọi ô đều là 0; trống: bình thường", "empty: no number at all; all-zero: 0 in every cell; no value: neither"],
  expected: ["Báo cáo phải nộp", "Reports owed"],
  due: ["Trong đó đã hết hạn hoặc đã nộp: mẫu số của ba tỷ lệ", "Those past their deadline or received: the denominator of the three rates"],
  received: ["Báo cáo đã nhận, kể cả báo cáo không phải nộp", "Reports received, owed or not"],
  not_owed: ["Báo cáo đã nhận mà không phải nộp", "Reports received that nobody owed"],
  on_time: ["Đúng hạn", "In time"],
  on_time_by_extension: ["Đúng hạn nhờ gia hạn, tính riêng", "In time by an extension, counted apart"],
  late: ["Muộn", "Late"],
  missing: ["Hết hạn mà không nộp", "Past the deadline and not filed"],
  open: ["Còn hạn, không nằm trong tỷ lệ nào", "Can still come in time; in no rate"],
  complete: ["Báo cáo đầy đủ: ghi đủ số, chữ ký còn giá trị", "Complete reports: every number given, every signature holding"],
  marked: ["Báo cáo bị đánh dấu: không có số nào, hoặc mọi ô là 0", "Marked reports: without any number, or 0 in every cell"],
  reporting_rate: ["received chia due; không bị chặn ở 1", "received over due; never capped at 1"],
  timeliness: ["(on_time + on_time_by_extension) chia due", "(on_time + on_time_by_extension) over due"],
  completeness: ["complete chia due; không bị chặn ở 1", "complete over due; never capped at 1"],
  id: ["Mã định nghĩa", "Id of the definition"],
  version: ["Phiên bản của định nghĩa", "Version of the definition"],
  nameVi: ["Tên tiếng Việt", "Name in Vietnamese"],
  nameEn: ["Tên tiếng Anh", "Name in English"],
  numeratorVi: ["Tử số là gì, tiếng Việt", "What the numerator is, in Vietnamese"],
  numeratorEn: ["Tử số là gì, tiếng Anh", "What the numerator is, in English"],
  denominatorVi: ["Mẫu số là gì, tiếng Việt", "What the denominator is, in Vietnamese"],
  denominatorEn: ["Mẫu số là gì, tiếng Anh", "What the denominator is, in English"],
  source: ["Văn bản hay tài liệu làm nguồn", "The act or text it comes from"],
  pointsVi: ["Điểm mà văn bản cho từng mức, tiếng Việt; trống là không cho điểm", "Points its act gives, in Vietnamese; empty where it gives none"],
  pointsEn: ["Điểm mà văn bản cho từng mức, tiếng Anh; trống là không cho điểm", "Points its act gives, in English; empty where it gives none"],
  entity: ["Đối tượng theo nguồn", "About whom, as the source says"],
  group: ["Nhóm của đối tượng", "The group it belongs to"],
  periodFrom: ["Đầu kỳ theo nguồn; trống là nguồn không ghi", "Begin of the period as the source says; empty where it does not"],
  periodTo: ["Cuối kỳ theo nguồn; dấu ? là không chắc", "End of the period as the source says; a question mark is doubt"],
  metric: ["Chỉ tiêu theo nguồn", "What is counted, as the source says"],
  value: ["Giá trị đúng như đã in, kể cả >50 và <10", "The value as printed, >50 and <10 included"],
  unit: ["Đơn vị tính", "Its unit"],
  confidence: ["Loại nguồn: article, press, secondary_copy_of_official, official_local", "Kind of source: article, press, secondary_copy_of_official, official_local"],
  note: ["Ghi chú; trống là không có", "A note; empty where there is none"],
  window: ["Mã của khoảng chốt số liệu", "Id of the window"],
  window_from: ["Ngày đầu của khoảng", "First day of the window"],
  window_to: ["Ngày cuối của khoảng", "Last day of the window"],
  generated: ["true khi mọi sổ hồ sơ phía sau là dữ liệu sinh ra cho bản mẫu", "true where every ledger behind was generated for the demo"],
};

/** Where a table means something of its own by a name. */
const special: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  "reports.complete": ["Báo cáo có đầy đủ không; trống khi chưa có báo cáo", "Whether the report is complete; empty where there is none"],
  "printed-figures.tenant": ["Mã đơn vị nếu nguồn nói về một đơn vị", "Code of the unit where the source speaks of one"],
  "printed-figures.definition": ["Định nghĩa gần nhất với lời của nguồn; trống khi không có", "The definition nearest to the source's words; empty where there is none"],
};

const serviceColumns = "tenant service name_vi name_en field_vi field_en level_scheme level online_since reported_online reported_total actual_online actual_full actual_total resolved resolved_on_time";
/** In the order in which rows have them. */
const names: Readonly<Record<DatasetId, string>> = {
  "services-by-level": "kind level_scheme level services with_online_filings share_percent reported_without_counts filings_online filings_total definition",
  tenants: "tenant name_vi name_en kind services unused without_counts reports_expected reports_filed reports_on_time closed_on successor",
  rates: "tenant name_vi name_en kind definition side numerator denominator percent",
  services: serviceColumns,
  "unused-services": serviceColumns,
  reports: "tenant name_vi name_en kind state services_without_number owed due_on extended_to complete mark",
  "reporting-rates": "kind expected due received not_owed on_time on_time_by_extension late missing open complete marked reporting_rate timeliness completeness",
  definitions: "id version nameVi nameEn numeratorVi numeratorEn denominatorVi denominatorEn source pointsVi pointsEn",
  "printed-figures": "entity tenant group periodFrom periodTo metric definition value unit numerator denominator source confidence note",
};
const ofEveryWindow = "window window_from window_to generated";

/** The columns of a table as its CSV has them, each with what it says; tests/worker/national/open-data.test.ts holds them against the files. */
export function columnsOf(dataset: DatasetId, hasWindow: boolean): DatasetColumn[] {
  return `${names[dataset]}${hasWindow ? ` ${ofEveryWindow}` : ""}`.split(" ").map((name) => {
    const [textVi, textEn] = special[`${dataset}.${name}`] ?? texts[name]!;
    return { name, textVi, textEn };
  });
}
