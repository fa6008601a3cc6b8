import type { DatasetId } from "./contract.ts";

type About = { titleVi: string; titleEn: string; descriptionVi: string; descriptionEn: string; hasWindow: boolean };

/** What is given away, in the order of the page. A dataset's address and the meaning of its columns never change; new columns come last. */
export const datasets: Readonly<Record<DatasetId, About>> = {
  "services-by-level": {
    hasWindow: true,
    titleVi: "Dịch vụ công trực tuyến theo mức độ",
    titleEn: "Online services by level",
    descriptionVi: "Bảng toàn quốc: bộ và tỉnh, theo mức độ: số dịch vụ, số dịch vụ có hồ sơ trực tuyến, tỷ lệ, số hồ sơ.",
    descriptionEn: "The national table: ministries and provinces by level: services, those with online filings, the share, filings.",
  },
  tenants: {
    hasWindow: true,
    titleVi: "Từng bộ, từng tỉnh",
    titleEn: "Each ministry and province",
    descriptionVi: "Mỗi đơn vị một dòng: dịch vụ, dịch vụ không có hồ sơ, dịch vụ báo cáo không có số, báo cáo phải nộp và đã nộp. Ranh giới như khi đó.",
    descriptionEn: "One row a tenant: services, those without filings, those reported without a number, reports owed and filed. Borders as they were.",
  },
  rates: {
    hasWindow: true,
    titleVi: "Các tỷ lệ của từng đơn vị",
    titleEn: "The rates of each tenant",
    descriptionVi: "Mỗi dòng một tỷ lệ: đơn vị, định nghĩa, số thực tế hay số báo cáo, tử số, mẫu số, phần trăm.",
    descriptionEn: "One row a rate: tenant, definition, actual or reported, numerator, denominator, percent.",
  },
  services: {
    hasWindow: true,
    titleVi: "Từng dịch vụ: số báo cáo và số thực tế",
    titleEn: "Each service: reported beside actual",
    descriptionVi: "Mỗi dòng một dịch vụ của một đơn vị, cả hai bên. Ô trống là không có số, khác với 0.",
    descriptionEn: "One row a service of a tenant, both sides. An empty cell is no number, which is not 0.",
  },
  "unused-services": {
    hasWindow: true,
    titleVi: "Dịch vụ không có hồ sơ trực tuyến",
    titleEn: "Services without online filings",
    descriptionVi: "Những dịch vụ mà trong kỳ không có hồ sơ trực tuyến nào.",
    descriptionEn: "The services that had no online filing in the window.",
  },
  reports: {
    hasWindow: true,
    titleVi: "Ai đã báo cáo",
    titleEn: "Who has reported",
    descriptionVi: "Đơn vị phải báo cáo: đúng hạn, đúng hạn nhờ gia hạn, muộn, còn hạn, không nộp; đầy đủ hay không; số dịch vụ bỏ trống số.",
    descriptionEn: "Who owed a report: in time, in time by extension, late, still open, missing; complete or not; services left without a number.",
  },
  "reporting-rates": {
    hasWindow: true,
    titleVi: "Tỷ lệ nộp, đúng hạn, đầy đủ",
    titleEn: "Reporting rate, timeliness, completeness",
    descriptionVi: "Ba tỷ lệ của bộ, của tỉnh và của tất cả, mỗi tỷ lệ kèm tử số và mẫu số; không bị chặn ở 100 %.",
    descriptionEn: "The three rates of ministries, of provinces and of all, each with its numerator and denominator; never capped.",
  },
  definitions: {
    hasWindow: false,
    titleVi: "Định nghĩa các tỷ lệ",
    titleEn: "Definitions of rates",
    descriptionVi: "Tử số, mẫu số và nguồn của từng định nghĩa, có phiên bản.",
    descriptionEn: "Numerator, denominator and source of each definition, with its version.",
  },
  "printed-figures": {
    hasWindow: false,
    titleVi: "Số liệu đã công bố",
    titleEn: "Published figures",
    descriptionVi: "Số liệu đúng như đã in, kèm nguồn và độ tin cậy; nền tảng không tính lại.",
    descriptionEn: "Figures as printed, with source and confidence; none is computed by the platform.",
  },
};
