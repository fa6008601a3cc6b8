/** Where a province stands on the plain map of tiles: column and row, from the north-west. No borders, no area: only who lies near whom. */
export type Tile = { code: string; short: string; column: number; row: number };

/** The first row is the north. A dot is no province; a tile is `code:short name`. */
const old = `
.               .              H22:H.Giang    H14:C.Bằng     .              .              .
H35:L.Châu      H38:L.Cai      H60:T.Quang    H03:B.Kạn      H37:L.Sơn      .              .
H18:Đ.Biên      H63:Y.Bái      H44:P.Thọ      H55:T.Nguyên   H02:B.Giang    H49:Q.Ninh     .
H52:S.La        H28:H.Bình     H62:V.Phúc     H26:Hà_Nội     H05:B.Ninh     H23:H.Dương    H24:H.Phòng
.               .              H25:H.Nam      H31:H.Yên      H54:T.Bình     .              .
.               H56:T.Hóa      H42:N.Bình     H40:N.Định     .              .              .
.               H41:N.An       .              .              .              .              .
.               H27:H.Tĩnh     .              .              .              .              .
.               .              H46:Q.Bình     .              .              .              .
.               .              H50:Q.Trị      H57:Huế        .              .              .
.               .              .              H47:Q.Nam      H17:Đ.Nẵng     .              .
.               .              .              H34:K.Tum      H48:Q.Ngãi     .              .
.               .              .              H21:G.Lai      H08:B.Định     .              .
.               .              .              H15:Đ.Lắk      H45:P.Yên      .              .
.               .              H10:B.Phước    H16:Đ.Nông     H32:K.Hòa      .              .
.               H53:T.Ninh     H09:B.Dương    H36:L.Đồng     H43:N.Thuận    .              .
H39:L.An        H29:TPHCM      H19:Đ.Nai      H06:BRVT       H11:B.Thuận    .              .
H20:Đ.Tháp      H58:T.Giang    H07:B.Tre      .              .              .              .
H01:A.Giang     H61:V.Long     H59:T.Vinh     .              .              .              .
H33:K.Giang     H13:C.Thơ      H30:H.Giang    H51:S.Trăng    .              .              .
.               H12:C.Mau      H04:B.Liêu     .              .              .              .
`;
const merged = `
.               .              H60-2025:T.Quang  H14:C.Bằng        .
H35:L.Châu      H38-2025:L.Cai H55-2025:T.Nguyên H37:L.Sơn         .
H18:Đ.Biên      H44-2025:P.Thọ H26:Hà_Nội        H05-2025:B.Ninh   H49:Q.Ninh
H52:S.La        .              H42-2025:N.Bình   H31-2025:H.Yên    H24-2025:H.Phòng
.               H56:T.Hóa      .                 .                 .
.               H41:N.An       .                 .                 .
.               H27:H.Tĩnh     .                 .                 .
.               .              H50-2025:Q.Trị    .                 .
.               .              H57-2025:Huế      .                 .
.               .              .                 H17-2025:Đ.Nẵng   .
.               .              .                 H48-2025:Q.Ngãi   .
.               .              .                 H21-2025:G.Lai    .
.               .              .                 H15-2025:Đ.Lắk    .
.               .              H36-2025:L.Đồng   H32-2025:K.Hòa    .
H53-2025:T.Ninh H29-2025:TPHCM H19-2025:Đ.Nai    .                 .
H01-2025:A.Giang H20-2025:Đ.Tháp H61-2025:V.Long .                 .
H12-2025:C.Mau  H13-2025:C.Thơ .                 .                 .
`;

/** The 63 provinces up to 30 June 2025. Huế stands in for Thừa Thiên Huế from 2025 on. */
export const tilesOf63: readonly Tile[] = tilesOf(old);
/** The 34 provinces from 1 July 2025. */
export const tilesOf34: readonly Tile[] = tilesOf(merged);
/** The last day of the old borders. */
export const LAST_DAY_OF_63 = "2025-06-30";

function tilesOf(drawing: string): Tile[] {
  return drawing.trim().split("\n").flatMap((line, row) =>
    line.trim().split(/\s+/).flatMap((cell, column) => {
      const [code, short] = cell.split(":");
      return short === undefined ? [] : [{ code: code!, short: short.replace("_", " "), column: column + 1, row: row + 1 }];
    }),
  );
}
