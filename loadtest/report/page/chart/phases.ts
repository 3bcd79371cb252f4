import type uPlot from "uplot";
import type { PhaseFigures } from "../../../result.ts";
import { phaseName } from "../../facts.ts";
import type { Tongue } from "../../words/index.ts";
import type { Palette } from "./palette.ts";

/** Room between a label and the edges of its phase, in CSS pixels. */
const MARGIN = 4;
/** Height of the strip above the plot where the labels stand. */
export const LABEL_STRIP = 20;

/** Shades every other phase and names each that is wide enough, behind the lines. */
export function drawPhases(
  phases: readonly PhaseFigures[],
  told: Tongue,
  { palette, scale }: { readonly palette: Palette; readonly scale: number },
): (plot: uPlot) => void {
  const names = phases.map((phase, i) => [
    phaseName(told, phases, i),
    told.n.figure(phase.clients),
  ]);
  return (plot) => {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio * scale;
    const clamp = (x: number) => Math.min(bbox.left + bbox.width, Math.max(bbox.left, x));
    ctx.save();
    ctx.font = palette.font.replace(/^\d+px/, `${11 * ratio}px`);
    ctx.textAlign = "left";
    ctx.textBaseline = "bottom";
    for (const [i, phase] of phases.entries()) {
      const from = clamp(plot.valToPos(phase.from, "x", true));
      const to = clamp(plot.valToPos(phase.to, "x", true));
      if (to <= from) continue;
      ctx.fillStyle = palette.band;
      if (i % 2 === 0) ctx.fillRect(from, bbox.top, to - from, bbox.height);
      ctx.fillStyle = palette.edge;
      ctx.fillRect(
        from,
        bbox.top - LABEL_STRIP * ratio * 0.8,
        ratio,
        bbox.height + LABEL_STRIP * ratio * 0.8,
      );
      const room = to - from - 2 * MARGIN * ratio;
      const name = names[i]?.find((text) => ctx.measureText(text).width <= room);
      ctx.fillStyle = palette.text;
      if (name) ctx.fillText(name, from + MARGIN * ratio, bbox.top - 2 * ratio);
    }
    ctx.restore();
  };
}
