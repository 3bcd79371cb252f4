import { effect, type Signal } from "@preact/signals";
import uPlot from "uplot";
import { cursor, onPaper, told, zoom } from "../state.ts";
import { dataOf, type Look, optionsOf, type PlotFacts } from "./options.ts";
import { PAPER, TORCHLIGHT } from "./palette.ts";

const HEIGHT = 220;
/** What A4 and US letter have between their margins, in CSS pixels. */
const PAPER_WIDTH = 640;
/** Three charts to a page. */
const PAPER_HEIGHT = 180;
const PAPER_SCALE = 2;
const NARROWEST = 200;
/** A drag shorter than this is a click. */
const LEAST_DRAG = 6;

/**
 * Draws into `box` and keeps up with its width, the language, the zoom, the hidden series and paper.
 * Effects of signals run at once: a print cannot wait for the next frame.
 * @returns its end
 */
export function mountPlot(
  box: HTMLElement,
  facts: PlotFacts,
  hidden: Signal<ReadonlySet<string>>,
): () => void {
  let plot: uPlot | undefined;
  const draw = () => {
    plot?.destroy();
    plot = new uPlot(withHooks(facts, lookOf(box)), dataOf(facts), box);
    show(plot, facts, hidden.peek());
    zoomTo(plot, facts, zoom.peek());
  };
  const ends = [
    effect(draw),
    effect(() => plot && zoomTo(plot, facts, zoom.value)),
    effect(() => plot && show(plot, facts, hidden.value)),
    effect(() => plot && point(plot, facts, cursor.value)),
  ];
  const watch = new ResizeObserver(() => {
    const { width, height } = lookOf(box);
    if (!onPaper.value && plot && plot.width !== width) plot.setSize({ width, height });
  });
  watch.observe(box);
  return () => {
    watch.disconnect();
    for (const end of ends) end();
    plot?.destroy();
  };
}

function lookOf(box: HTMLElement): Look {
  const language = told.value;
  return onPaper.value
    ? {
        width: PAPER_WIDTH,
        height: PAPER_HEIGHT,
        palette: PAPER,
        scale: PAPER_SCALE,
        told: language,
      }
    : {
        width: Math.max(NARROWEST, Math.floor(box.clientWidth)),
        height: HEIGHT,
        palette: TORCHLIGHT,
        scale: 1,
        told: language,
      };
}

function withHooks(facts: PlotFacts, look: Look): uPlot.Options {
  const options = optionsOf(facts, look);
  return {
    ...options,
    cursor: { ...options.cursor, bind: { dblclick: () => reset } },
    hooks: { ...options.hooks, setCursor: [tellCursor], setSelect: [takeZoom] },
  };
}

function reset(): null {
  zoom.value = null;
  return null;
}

function tellCursor({ cursor: { idx, event } }: uPlot): void {
  const row = idx ?? null;
  // Without an event it was set by us.
  if (event && cursor.peek().row !== row) cursor.value = { row, by: "mouse" };
}

function takeZoom(plot: uPlot): void {
  const { left, width } = plot.select;
  if (width < LEAST_DRAG) return;
  zoom.value = { from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") };
  plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
}

function zoomTo(plot: uPlot, { timeline: { t } }: PlotFacts, to: typeof zoom.value): void {
  plot.setScale("x", { min: to?.from ?? t[0] ?? 0, max: to?.to ?? t.at(-1) ?? 1 });
}

function show(plot: uPlot, { series }: PlotFacts, hidden: ReadonlySet<string>): void {
  for (const [i, { column }] of series.entries()) {
    const isShown = !hidden.has(column);
    if (plot.series[i + 1]?.show !== isShown) plot.setSeries(i + 1, { show: isShown });
  }
}

function point(plot: uPlot, { timeline: { t } }: PlotFacts, at: typeof cursor.value): void {
  if (at.by === "mouse") return;
  const second = at.row === null ? undefined : t[at.row];
  const left = second === undefined ? -10 : plot.valToPos(second, "x");
  plot.setCursor({ left, top: left < 0 ? -10 : plot.over.clientHeight / 2 }, false);
}
