import { hueColors } from "../../settings.ts";

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

/** The hue's colour as 0xrrggbb. */
export const tintOf = (hue: number): number => Number.parseInt(colorOf(hue).slice(1), 16);
