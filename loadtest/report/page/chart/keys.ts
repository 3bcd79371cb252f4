import { cursor, zoom } from "../state.ts";

/** By one row, and by a tenth of what is shown. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowUp: 1,
};
const PAGES: Readonly<Record<string, number>> = { PageDown: -0.1, PageUp: 0.1 };
const LEAST_ROWS = 4;

/** The keyboard on a chart: arrows move the cursor, + and − zoom around it, Esc shows all again. */
export function onChartKey(event: KeyboardEvent, t: readonly number[]): void {
  if (event.ctrlKey || event.metaKey || event.altKey || t.length === 0) return;
  const row = rowFor(event.key, t);
  if (row !== undefined) cursor.value = { row, by: "keys" };
  else if (event.key === "+" || event.key === "=") zoomBy(0.5, t);
  else if (event.key === "-" || event.key === "−") zoomBy(2, t);
  else if (event.key === "Escape") zoom.value = null;
  else return;
  event.preventDefault();
}

function rowFor(key: string, t: readonly number[]): number | undefined {
  const [first, last] = shown(t);
  const now = cursor.value.row ?? first;
  if (key === "Home") return first;
  if (key === "End") return last;
  const step = STEPS[key] ?? (PAGES[key] ?? 0) * (last - first);
  if (step === 0) return undefined;
  const far = Math.sign(step) * Math.max(1, Math.round(Math.abs(step)));
  return Math.min(last, Math.max(first, now + far));
}

/** First and last row that the zoom shows. */
function shown(t: readonly number[]): readonly [number, number] {
  const { from, to } = zoom.value ?? { from: t[0] ?? 0, to: t.at(-1) ?? 0 };
  const first = t.findIndex((second) => second >= from);
  return [
    Math.max(0, first),
    Math.max(
      0,
      t.findLastIndex((second) => second <= to),
    ),
  ];
}

function zoomBy(factor: number, t: readonly number[]): void {
  const [first, last] = shown(t);
  const [start, end] = [t[0] ?? 0, t.at(-1) ?? 0];
  const middle = t[cursor.value.row ?? Math.round((first + last) / 2)] ?? start;
  const { from, to } = zoom.value ?? { from: start, to: end };
  const half = ((to - from) * factor) / 2;
  if (factor < 1 && last - first <= LEAST_ROWS) return;
  const next = { from: Math.max(start, middle - half), to: Math.min(end, middle + half) };
  zoom.value = next.from <= start && next.to >= end ? null : next;
}
