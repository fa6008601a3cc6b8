import { DEMO_CERTIFICATES } from "./local-settings.ts";

/** What to do next, printed when everything runs. Vietnamese first. `certificates`: whose the demo's certificate files are, or nothing. */
export function welcome(origin: string, certificates: string): string {
  return `
  Đối Soát đang chạy tại / is running at   ${origin}
  Dữ liệu và tên người đều do máy sinh ra.  All data and all people's names are generated.

  Mở / open                     để / to
  ${origin}/              trang đầu / the first page
  ${origin}/national      xem số liệu toàn quốc / look at the whole country
  ${origin}/sign-in       chọn người và đăng nhập / choose a person and sign in
  ${origin}/fill          điền, ký và gửi báo cáo / fill in, sign and send a report
  ${origin}/console       xem và xử lý chênh lệch / work through the discrepancies
  ${origin}/openapi.json  mô tả API / the API's description

  Đăng nhập bằng / sign in as
  Hà Nội (H26), cán bộ / an officer:  báo cáo kỳ vừa chốt còn chờ gửi / the last period's reports wait to be filed
  Hà Nội (H26), quản trị / the administrator:  duyệt khóa ký của cán bộ / approves the officers' signing keys
  Cơ quan đối soát quốc gia (VN), kiểm soát viên / an auditor:  danh sách chênh lệch / the discrepancy list
${certificates && certificateLines(certificates)}
  Trong cửa sổ khác / in another window
  npm run audit                 chạy đối soát đêm nay ngay bây giờ / run tonight's audit now
  npm run reset                 xóa dữ liệu, lần sau làm lại từ đầu / forget everything, begin anew next time

  Ctrl-C dừng / stops.
`;
}

function certificateLines(certificates: string): string {
  return `
  Ký bằng tệp chứng thư / sign with a certificate file: ${DEMO_CERTIFICATES}/*.p12
${certificates.replace(/^(?=.)/gm, "  ")}`;
}
