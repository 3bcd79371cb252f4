import type { Reading } from "../../netplay/gauge.ts";
import type { NetFigures } from "../games/view.ts";
import { t } from "../i18n/index.ts";
import { decimal } from "./words.ts";

/** For what there is not. */
const NONE = "–";

interface FiguresProps {
  readonly reading: Reading;
  /** Undefined while one watches. */
  readonly game: NetFigures | undefined;
}

/** All that is known of a line, by name. */
export function Figures({ reading, game }: FiguresProps) {
  const { net } = t.value;
  const names = net.figures;
  const { ping, jitter, sincePatch, patchRate, bytesIn, bytesOut, tick } = reading;
  const rows: readonly (readonly [name: string, figure: string])[] = [
    [names.ping, ping > 0 ? net.ms(Math.round(ping)) : NONE],
    [names.jitter, net.ms(Math.round(jitter))],
    [names.sincePatch, sincePatch === undefined ? NONE : net.ms(Math.round(sincePatch))],
    [names.patches, net.perSecond(decimal(patchRate))],
    [names.received, net.kilobytes(decimal(bytesIn / 1000))],
    [names.sent, net.kilobytes(decimal(bytesOut / 1000))],
    [names.pending, game ? String(game.pendingInputs) : NONE],
    [names.tick, tick === undefined ? NONE : String(tick)],
    [names.corrections, game ? String(game.corrections) : NONE],
    [names.largest, game ? net.px(decimal(game.largestCorrection)) : NONE],
    [names.stalls, String(reading.stalls)],
    [names.longest, net.ms(Math.round(reading.longestWait))],
  ];
  return (
    <dl class="net-figures">
      {rows.map(([name, figure]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
