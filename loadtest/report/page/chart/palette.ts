import type { Role } from "./specs.ts";

export interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
}
export interface Palette {
  readonly roles: Readonly<Record<Role, Stroke>>;
  readonly text: string;
  readonly grid: string;
  /** Of every other phase. */
  readonly band: string;
  readonly edge: string;
  readonly font: string;
}

const DASHES = { main: [], second: [], third: [7, 4], fourth: [2, 3], alarm: [] } as const;
const WIDTHS = { main: 2.25, second: 1.5, third: 1.5, fourth: 1.5, alarm: 2 } as const;
const FONT =
  '12px system-ui, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

function palette(
  colors: Readonly<Record<Role, string>>,
  rest: Omit<Palette, "roles" | "font">,
): Palette {
  const stroke = (role: Role): Stroke => ({
    color: colors[role],
    width: WIDTHS[role],
    dash: DASHES[role],
  });
  const roles = {
    main: stroke("main"),
    second: stroke("second"),
    third: stroke("third"),
    fourth: stroke("fourth"),
    alarm: stroke("alarm"),
  };
  return { roles, font: FONT, ...rest };
}

export const TORCHLIGHT = palette(
  {
    main: "#ff8a3d",
    second: "#f6ead3",
    third: "#cfb98f",
    fourth: "#b19c78",
    alarm: "#ff9d8a",
  },
  {
    text: "#cfb98f",
    grid: "rgb(255 226 180 / 9%)",
    band: "rgb(255 226 180 / 6%)",
    edge: "rgb(255 226 180 / 32%)",
  },
);

export const PAPER = palette(
  {
    main: "#b9480f",
    second: "#1a1510",
    third: "#51443a",
    fourth: "#85735f",
    alarm: "#b3261e",
  },
  { text: "#3a3026", grid: "#e4dccb", band: "#f5efe2", edge: "#b19c78" },
);
