import { hueColors, teamColors } from "../../settings.ts";

/** Corner points x, y, x, y … within the unit disc, y down. */
export type Outline = readonly number[];

/** A regular figure with `corners`, every second one pulled in to `inner` when that is given. */
function radial(corners: number, { inner = 1, turn = 0 } = {}): Outline {
  return Array.from({ length: corners }, (_, i) => {
    const radius = i % 2 ? inner : 1;
    const angle = ((i / corners + turn) * 2 - 0.5) * Math.PI;
    return [Math.cos(angle) * radius, Math.sin(angle) * radius];
  }).flat();
}

const PLUS = [-0.36, -1, 0.36, -1, 0.36, -0.36, 1, -0.36, 1, 0.36, 0.36, 0.36];
const CHEVRON = [0, -0.9, 1, 0.1, 1, 0.9, 0, 0, -1, 0.9, -1, 0.1];
const HOURGLASS = [-0.9, -0.9, 0.9, -0.9, 0.25, 0, 0.9, 0.9, -0.9, 0.9, -0.25, 0];

/** One figure per hue: whoever cannot tell the colours apart tells these. */
const OUTLINES: readonly Outline[] = [
  radial(20),
  radial(4, { turn: 0.125 }),
  radial(3),
  radial(4),
  [...PLUS, ...PLUS.map((value) => -value)],
  radial(10, { inner: 0.42 }),
  CHEVRON,
  HOURGLASS,
];

export const outlineOf = (hue: number): Outline => OUTLINES[hue % OUTLINES.length] as Outline;

/** The hue's colour in the chosen palette, as CSS hex: for canvases; the page has `hueVar`. */
export function colorOf(hue: number): string {
  const colors = hueColors.peek();
  return colors[hue % colors.length] as string;
}

/** A CSS hex colour as 0xrrggbb. */
const tint = (hex: string): number => Number.parseInt(hex.slice(1), 16);

/** The hue's colour as 0xrrggbb. */
export const tintOf = (hue: number): number => tint(colorOf(hue));

/** A crescent, open to the right: its outer arc, then the inner one back from tip to tip. */
function crescent(steps: number): Outline {
  const tip = Math.SQRT1_2;
  const middle = tip + 0.05;
  const radius = Math.hypot(middle - tip, tip);
  const half = Math.atan2(tip, tip - middle);
  const outer = Array.from({ length: steps + 1 }, (_, i) => {
    const angle = Math.PI * (0.25 + (1.5 * i) / steps);
    return [Math.cos(angle), Math.sin(angle)];
  });
  const inner = Array.from({ length: steps - 1 }, (_, i) => {
    const angle = -half - (2 * (Math.PI - half) * (i + 1)) / steps;
    return [middle + Math.cos(angle) * radius, Math.sin(angle) * radius];
  });
  return [...outer, ...inner].flat();
}

/** A disc with rays, and a crescent. */
const TEAM_OUTLINES: readonly Outline[] = [radial(24, { inner: 0.64 }), crescent(9)];

/** The team's emblem, 1 sun, 2 moon: whoever cannot tell the colours apart tells these. */
export const teamOutlineOf = (team: number): Outline =>
  TEAM_OUTLINES[(team - 1) % TEAM_OUTLINES.length] as Outline;

/** The team's colour in the chosen palette, as CSS hex: for canvases; the page has `teamVar`. */
export function teamColorOf(team: number): string {
  const colors = teamColors.peek();
  return colors[(team - 1) % colors.length] as string;
}

/** The team's colour as 0xrrggbb. */
export const teamTintOf = (team: number): number => tint(teamColorOf(team));
