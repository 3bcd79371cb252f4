import type { PickupKind } from "../../../../schema/arena/map.ts";
import type { Outline } from "../emblem.ts";

const SVG = "http://www.w3.org/2000/svg";

const PLUS = [-0.34, -0.95, 0.34, -0.95, 0.34, -0.34, 0.95, -0.34, 0.95, 0.34, 0.34, 0.34];
/** One outline for two chevrons behind each other, pointing up. */
const CHEVRONS = [
  0, -1, 0.9, -0.1, 0.9, 0.35, 0.45, -0.08, 0.9, 0.4, 0.9, 0.95, 0, 0.1, -0.9, 0.95, -0.9, 0.4,
  -0.45, -0.08, -0.9, 0.35, -0.9, -0.1,
];
const BURST = [
  0, -1, 0.24, -0.36, 0.71, -0.71, 0.46, -0.12, 1, 0, 0.46, 0.22, 0.71, 0.71, 0.2, 0.44, 0, 1, -0.2,
  0.44, -0.71, 0.71, -0.46, 0.22, -1, 0, -0.46, -0.12, -0.71, -0.71, -0.24, -0.36,
];

interface PickupLook {
  readonly outline: Outline;
  /** CSS hex, for canvases and pages alike. */
  readonly color: string;
}

/** How a pickup is shown away from the sand: each told by its shape as well as by its colour. */
export const PICKUP_LOOKS: Readonly<Record<PickupKind, PickupLook>> = {
  health: { outline: [...PLUS, ...PLUS.map((value) => -value)], color: "#ff8f7d" },
  boost: { outline: CHEVRONS, color: "#86c5ff" },
  power: { outline: BURST, color: "#d6a2ff" },
};

/** A figure of x, y pairs within the unit disc, in `fill`; for eyes only. */
export function figure(outline: Outline, fill: string): SVGSVGElement {
  const element = document.createElementNS(SVG, "svg");
  element.setAttribute("viewBox", "-1.15 -1.15 2.3 2.3");
  element.setAttribute("aria-hidden", "true");
  element.setAttribute("class", "arena-emblem");
  const polygon = document.createElementNS(SVG, "polygon");
  polygon.setAttribute("points", outline.map((value) => value.toFixed(3)).join(" "));
  polygon.setAttribute("fill", fill);
  element.append(polygon);
  return element;
}

export function pickupIcon(kind: PickupKind): SVGSVGElement {
  const { outline, color } = PICKUP_LOOKS[kind];
  return figure(outline, color);
}

/** Something drawn by a path in a 16 by 16 box, stroked in the text's colour. */
export function sketchIcon(path: string): SVGSVGElement {
  const element = document.createElementNS(SVG, "svg");
  element.setAttribute("viewBox", "0 0 16 16");
  element.setAttribute("aria-hidden", "true");
  element.setAttribute("class", "arena-icon");
  const drawing = document.createElementNS(SVG, "path");
  drawing.setAttribute("d", path);
  element.append(drawing);
  return element;
}
