import type { Level, LevelScheme } from "../catalogue/contract.ts";
import type { ServicesStatistics } from "../statistics/contract.ts";

export type ChartLocale = "vi" | "en";

const texts = {
  vi: { title: "Dịch vụ công trực tuyến có hồ sơ", ministry: "Bộ", province: "Tỉnh", of: "trên", generated: "Số liệu minh hoạ do máy sinh ra", none: "–" },
  en: { title: "Online services with filings", ministry: "Ministries", province: "Provinces", of: "of", generated: "Generated for the demo", none: "–" },
} as const;

/** The look of every chart; the answer's Content-Security-Policy names its digest, so that nothing else styles the picture. */
export const CHART_STYLE =
  "svg{font:14px system-ui,sans-serif;background:#fffdf8}text{fill:#12262c}.soft{fill:#46595f;font-size:12px}.track{fill:#efe9dc}.bar{fill:#0b5360}.title{font-size:17px;font-weight:600}.value{font-weight:600}" +
  "@media(prefers-color-scheme:dark){svg{background:#15242a}text{fill:#ece6d9}.soft{fill:#adb9b9}.track{fill:#2c4047}.bar{fill:#74c7d0}}";

/** The national table as a picture to embed: one bar a group and level, each with its share and what it is a share of. */
export function drawChart(statistics: ServicesStatistics, locale: ChartLocale): string {
  const { groups, window, definition, generated } = statistics;
  const words = texts[locale];
  const bars = groups.map((group) => ({ ...group, name: `${words[group.kind]}, ${levelText(group.levelScheme, group.level, locale)}`, percent: percentText(group.share, group.decimals, locale) }));
  const [width, line, top] = [640, 46, 74];
  const height = top + bars.length * line + 44;
  const desc = bars.map(({ name, percent, withOnlineFilings, services }) => `${name}: ${percent} (${withOnlineFilings} ${words.of} ${services})`).join("; ");
  const definitionName = locale === "vi" ? definition.nameVi : definition.nameEn;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc" lang="${locale}">`,
    `<title id="title">${escapeXml(`${words.title}, ${window.id}`)}</title><desc id="desc">${escapeXml(desc)}</desc><style>${CHART_STYLE}</style>`,
    `<text class="title" x="16" y="30">${escapeXml(`${words.title}, ${window.id}`)}</text><text class="soft" x="16" y="52">${escapeXml(`${dayText(window.from)} – ${dayText(window.to)} · ${definitionName}`)}</text>`,
    ...bars.map(({ name, percent, share, withOnlineFilings, services }, place) => {
      const y = top + place * line;
      return `<text x="16" y="${y + 12}">${escapeXml(name)}</text><text class="soft" x="${width - 16}" y="${y + 12}" text-anchor="end"><tspan class="value">${escapeXml(percent)}</tspan> · ${withOnlineFilings} / ${services}</text><rect class="track" x="16" y="${y + 19}" width="${width - 32}" height="12" rx="3"/><rect class="bar" x="16" y="${y + 19}" width="${Math.round(((share ?? 0) / 100) * (width - 32))}" height="12" rx="3"/>`;
    }),
    `<text class="soft" x="16" y="${height - 16}">${escapeXml(`Đối Soát · CC BY 4.0${generated ? ` · ${words.generated}` : ""}`)}</text></svg>`,
  ].join("");
}

function levelText(scheme: LevelScheme, level: Level, locale: ChartLocale): string {
  if (scheme === "levels-2011") return locale === "vi" ? `mức độ ${level}` : `level ${level}`;
  if (scheme === "process-2022") return locale === "vi" ? (level === "full" ? "toàn trình" : "một phần") : level;
  return locale === "vi" ? `chủ động mức ${level.replace("proactive-", "")}` : level.replace("-", " ");
}

function percentText(percent: number | null, decimals: number, locale: ChartLocale): string {
  if (percent === null) return "–";
  const text = percent.toFixed(decimals);
  return `${locale === "vi" ? text.replace(".", ",") : text} %`;
}

function dayText(day: string): string {
  return day.split("-").reverse().join("/");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
