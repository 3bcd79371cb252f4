/** A scale that is easy to read: 1, 2 or 5 and zeros, at least `least`, not below `largest`. */
export function ceiling(largest: number, least: number): number {
  const wanted = Math.max(largest, least);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= wanted) ?? 10;
  return step * power;
}

/** How values are drawn: each one unit to the right of the one before, `top` at 0, zero at `height`. */
export interface Scale {
  readonly top: number;
  readonly height: number;
}

/** The points of a polyline through the last `count` values. */
export function linePoints(values: Float64Array, count: number, scale: Scale): string {
  const points = Array.from(values, (value, x) => `${x},${yOf(value, scale)}`);
  return points.slice(values.length - count).join(" ");
}

/** The path of bars for all that are not zero. */
export function barPath(values: Float64Array, scale: Scale): string {
  const bars = Array.from(values, (value, x) =>
    value > 0 ? `M${x} ${scale.height}V${yOf(value, scale)}` : "",
  );
  return bars.join("");
}

/** Of the last `count` values; 0 for none. */
export function mean(values: Float64Array, count: number): number {
  const sum = values.slice(values.length - count).reduce((total, value) => total + value, 0);
  return count > 0 ? sum / count : 0;
}

function yOf(value: number, { top, height }: Scale): string {
  return (height - (Math.min(value, top) / top) * height).toFixed(1);
}
