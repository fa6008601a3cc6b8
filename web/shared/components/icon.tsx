/** Drawn for 24 × 24, stroked in the colour of the text. Never the only carrier of a meaning. */
const shapes = {
  check: "M5 12.5l4.5 4.5L19 7.5",
  circle: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v6M12 7.2v.2",
  triangle: "M12 3.5L22 20.5H2zM12 10v5M12 17.6v.2",
  octagon: "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v6M12 16.4v.2",
  dash: "M5 12h14",
  low: "M12 6v12M6 13l6 6 6-6",
  medium: "M5 9h14M5 15h14",
  high: "M12 18V6M6 11l6-6 6 6",
  clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5.5l3.5 2",
  key: "M14.5 9.5a5 5 0 11-4.9-5 5 5 0 014.9 5zM13 13l7 7M17 17l2.5-2.5",
  pen: "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3",
  cross: "M6 6l12 12M18 6L6 18",
  search: "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L21 21",
  back: "M10 5l-7 7 7 7M3 12h18",
  next: "M14 5l7 7-7 7M21 12H3",
  cloudOff: "M3 3l18 18M7 10a5 5 0 00.5 9H17M9.5 6.3A6 6 0 0118 11a4 4 0 012.6 6.6",
  contrast: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 3v18M12 8h6M12 12h9M12 16h7",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  bell: "M6 16v-5a6 6 0 0112 0v5l2 2H4zM10 20.5a2 2 0 004 0",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
} as const;
export type IconName = keyof typeof shapes;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
