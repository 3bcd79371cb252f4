import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { Gauge } from "../../netplay/gauge.ts";
import { emptyHistory, type History, STALL_MS } from "../../netplay/meter.ts";
import { MINUTE_S } from "../../netplay/minute.ts";
import { t } from "../i18n/index.ts";
import { barPath, ceiling, linePoints, mean } from "./graph.ts";
import { decimal } from "./words.ts";

const LOOK_MS = 250;
const HEIGHT = 30;
const BOX = `-0.5 -1 ${MINUTE_S} ${HEIGHT + 2}`;
/** Of the scales, so that a quiet line does not look wild. */
const LEAST_BYTES = 1000;
const LEAST_WAIT_MS = 2 * STALL_MS;

/** The last minute: bytes both ways, and waits for patches. Drawn anew once a second. */
export function Graphs({ gauge }: { readonly gauge: Gauge }) {
  const history = useMemo(() => emptyHistory(MINUTE_S), [gauge]);
  const second = useSignal(gauge.history(history));
  useEffect(() => {
    const timer = setInterval(() => {
      second.value = gauge.history(history);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [gauge, history]);
  return (
    <div class="net-graphs">
      <Bytes history={history} second={second.value} />
      <Waits history={history} second={second.value} />
    </div>
  );
}

interface MinuteProps {
  /** Filled in anew with each second. */
  readonly history: History;
  /** Seconds that have been measured; without a change of it nothing would be drawn anew. */
  readonly second: number;
}

function Bytes({ history, second }: MinuteProps) {
  const { net } = t.value;
  const measured = Math.min(second, MINUTE_S);
  const { received, sent } = history;
  const rate = (bytes: number) => net.kilobytes(decimal(bytes / 1000));
  const scale = {
    top: ceiling(Math.max(...received, ...sent), LEAST_BYTES),
    height: HEIGHT,
  };
  const means = [rate(mean(received, measured)), rate(mean(sent, measured))] as const;
  return (
    <Graph
      name={net.graph.bytes}
      top={rate(scale.top)}
      summary={net.graph.bytesSummary(...means)}
      legend={
        <>
          <span class="net-received">{net.figures.received}</span>
          <span class="net-sent">{net.figures.sent}</span>
        </>
      }
    >
      <polyline class="net-received" points={linePoints(received, measured, scale)} />
      <polyline class="net-sent" points={linePoints(sent, measured, scale)} />
    </Graph>
  );
}

function Waits({ history: { waits } }: MinuteProps) {
  const { net } = t.value;
  const longest = Math.max(...waits);
  const top = ceiling(longest, LEAST_WAIT_MS);
  const limit = HEIGHT * (1 - STALL_MS / top);
  return (
    <Graph
      name={net.graph.waits}
      top={net.ms(top)}
      summary={net.graph.waitsSummary(Math.round(longest), STALL_MS)}
      legend={<span class="net-limit">{net.graph.stall(STALL_MS)}</span>}
    >
      <path class="net-limit" d={`M0 ${limit.toFixed(1)}H${MINUTE_S - 1}`} />
      <path class="net-waits" d={barPath(waits, { top, height: HEIGHT })} />
    </Graph>
  );
}

interface GraphProps {
  readonly name: string;
  /** What the upper edge is. */
  readonly top: string;
  /** For who does not see it. */
  readonly summary: string;
  readonly legend: ComponentChildren;
  readonly children: ComponentChildren;
}

function Graph({ name, top, summary, legend, children }: GraphProps) {
  return (
    <figure>
      <figcaption>
        <span>{name}</span> <span>{t.value.net.graph.top(top)}</span>
      </figcaption>
      <svg viewBox={BOX} preserveAspectRatio="none" role="img" aria-label={summary}>
        {children}
      </svg>
      <p class="net-legend" aria-hidden="true">
        {legend}
      </p>
    </figure>
  );
}
