import type uPlot from "uplot";
import type { PhaseFigures } from "../../../result.ts";
import { phaseName } from "../../facts.ts";
import type { Tongue } from "../../words/index.ts";
import type { Palette } from "./palette.ts";

/** Room between a label and the edges of its phase, in CSS pixels. */
const MARGIN = 4;
/** Height of the strip above the plot where the labels stand. */
export const LABEL_STRIP = 20;
const FONT_SIZE = 11;
/** How far a phase's edge rises into it. */
const RISE = 0.8;

interface Span {
  readonly from: number;
  readonly to: number;
  readonly phase: PhaseFigures;
  /** In full, and by its number of clients alone; a ramp only passes it. */
  readonly names: readonly [string, string];
}

/** Shades every other phase and names each that is wide enough, behind the lines. */
export function drawPhases(
  phases: readonly PhaseFigures[],
  told: Tongue,
  { palette, scale }: { readonly palette: Palette; readonly scale: number },
): (plot: uPlot) => void {
  const names = phases.map(
    (phase, i) =>
      [
        phaseName(told, phases, i),
        phase.kind === "ramp" ? "" : told.n.figure(phase.clients),
      ] as const,
  );
  return (plot) => {
    const { ctx, bbox } = plot;
    const pixel = devicePixelRatio * scale;
    const spans = spansOf(plot, phases, names);
    ctx.save();
    ctx.font = palette.font.replace(/^\d+px/, `${FONT_SIZE * pixel}px`);
    // The axes leave theirs behind.
    ctx.textAlign = "left";
    ctx.textBaseline = "bottom";
    const texts = namesThatFit(ctx, spans, 2 * MARGIN * pixel);
    const rise = LABEL_STRIP * RISE * pixel;
    for (const [i, { from, to, phase }] of spans.entries()) {
      ctx.fillStyle = palette.band;
      if (phases.indexOf(phase) % 2 === 0) ctx.fillRect(from, bbox.top, to - from, bbox.height);
      ctx.fillStyle = palette.edge;
      ctx.fillRect(from, bbox.top - rise, pixel, bbox.height + rise);
      ctx.fillStyle = palette.text;
      ctx.fillText(texts[i] ?? "", from + MARGIN * pixel, bbox.top - 2 * pixel);
    }
    ctx.restore();
  };
}

/** The phases in sight, in pixels of the canvas. */
function spansOf(
  plot: uPlot,
  phases: readonly PhaseFigures[],
  names: readonly Span["names"][],
): readonly Span[] {
  const { left, width } = plot.bbox;
  const at = (second: number) =>
    Math.min(left + width, Math.max(left, plot.valToPos(second, "x", true)));
  return phases.flatMap((phase, i) => {
    const [from, to] = [at(phase.from), at(phase.to)];
    return to > from ? [{ from, to, phase, names: names[i] ?? ["", ""] }] : [];
  });
}

/** Phases of a kind are named alike: all in full, or none. */
function namesThatFit(
  ctx: CanvasRenderingContext2D,
  spans: readonly Span[],
  margins: number,
): readonly string[] {
  const fits = ({ from, to }: Span, text: string) =>
    ctx.measureText(text).width + margins <= to - from;
  const tight = new Set(
    spans.flatMap((span) => (fits(span, span.names[0]) ? [] : [span.phase.kind])),
  );
  return spans.map((span) => {
    const name = span.names[tight.has(span.phase.kind) ? 1 : 0];
    return fits(span, name) ? name : "";
  });
}
