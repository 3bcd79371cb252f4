import type { Capacity, Timeline } from "../../../result.ts";
import { percentText } from "../../facts.ts";
import { texts, told } from "../state.ts";
import { thinned, ticksTo } from "./scale.ts";

type Known = Extract<Capacity, { readonly known: true }>;

const [WIDTH, HEIGHT] = [640, 300];
const PLOT = { left: 76, right: WIDTH - 16, top: 16, bottom: HEIGHT - 44 };
const MOST_DOTS = 600;
const HEADROOM = 1.1;

/** Cores against clients: what was seen, what was fitted, how sure that is, and where it ends. */
export function CapacityChart({
  capacity,
  timeline,
}: {
  readonly capacity: Known;
  readonly timeline: Timeline;
}) {
  const words = texts.value;
  const dots = dotsOf(timeline);
  const axes = axesOf(capacity, dots);
  const { x, y } = axes;
  const { share, perCore, low, high, capped, seen, curve } = capacity;
  const upper = curve.map((at) => `${x(at.clients)},${y(at.high)}`);
  const lower = curve.map((at) => `${x(at.clients)},${y(at.low)}`).reverse();
  const fit = curve.map((at) => `${x(at.clients)},${y(at.cores)}`);
  return (
    <figure class="capacity block">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words.capacityChart(seen)}>
        <Axes {...axes} />
        <polygon class="band" points={[...upper, ...lower].join(" ")} />
        {dots.map(([clients, cores], i) => (
          <circle key={i} class="sample" cx={x(clients)} cy={y(cores)} r="2.5" />
        ))}
        <polyline class="fit" points={fit.join(" ")} />
        <line class="limit" x1={PLOT.left} x2={PLOT.right} y1={y(share)} y2={y(share)} />
        <text class="limit-name" x={PLOT.left + 6} y={y(share) - 6}>
          {words.capacityLimit(percentText(told.value, share))}
        </text>
        {!capped && <ErrorBar at={y(share)} low={x(low)} middle={x(perCore)} high={x(high)} />}
      </svg>
      <figcaption>
        <ul class="legend">
          <li>
            <svg class="swatch" viewBox="0 0 24 8" aria-hidden="true">
              <circle class="sample" cx="12" cy="4" r="2.5" />
            </svg>
            {words.samples}
          </li>
          <li>
            <svg class="swatch" viewBox="0 0 24 8" aria-hidden="true">
              <rect class="band" width="24" height="8" />
              <line class="fit" x1="0" x2="24" y1="4" y2="4" />
            </svg>
            {words.fit}
          </li>
        </ul>
        <p class="hint">{words.capacityChart(seen)}</p>
      </figcaption>
    </figure>
  );
}

type Dot = readonly [clients: number, cores: number];

function dotsOf({ columns: { connected, serverCores } }: Timeline): readonly Dot[] {
  const known = connected.flatMap((clients, row): readonly Dot[] => {
    const cores = serverCores[row];
    return clients === null || typeof cores !== "number" ? [] : [[clients, cores]];
  });
  return thinned(known, MOST_DOTS);
}

interface AxesFacts {
  readonly x: (players: number) => number;
  readonly y: (cores: number) => number;
  readonly mostX: number;
  readonly mostY: number;
}

function axesOf({ high, perCore, share, seen }: Known, dots: readonly Dot[]): AxesFacts {
  // An interval without an upper end would flatten everything else.
  const end = Math.min(Number.isFinite(high) ? high : perCore, 2 * Math.max(perCore, seen));
  const mostX = Math.max(end, perCore, seen) * HEADROOM;
  const mostY = dots.reduce((most, [, cores]) => Math.max(most, cores), share) * HEADROOM;
  const x = (players: number) =>
    PLOT.left + (Math.min(players, mostX) / mostX) * (PLOT.right - PLOT.left);
  const y = (cores: number) =>
    PLOT.bottom - (Math.max(0, cores) / mostY) * (PLOT.bottom - PLOT.top);
  return { x, y, mostX, mostY };
}

function Axes({ x, y, mostX, mostY }: AxesFacts) {
  const { figure } = told.value.n;
  const { capacityAxes } = texts.value;
  return (
    <g class="axes">
      {ticksTo(mostY, 5).map((cores) => (
        <g key={cores}>
          <line class="grid" x1={PLOT.left} x2={PLOT.right} y1={y(cores)} y2={y(cores)} />
          <text x={PLOT.left - 8} y={y(cores) + 4} text-anchor="end">
            {figure(cores)}
          </text>
        </g>
      ))}
      {ticksTo(mostX, 6).map((players) => (
        <text key={players} x={x(players)} y={PLOT.bottom + 18} text-anchor="middle">
          {figure(players)}
        </text>
      ))}
      <text x={(PLOT.left + PLOT.right) / 2} y={HEIGHT - 6} text-anchor="middle">
        {capacityAxes.x}
      </text>
      <text
        x="14"
        y={(PLOT.top + PLOT.bottom) / 2}
        text-anchor="middle"
        transform={`rotate(-90 14 ${(PLOT.top + PLOT.bottom) / 2})`}
      >
        {capacityAxes.y}
      </text>
    </g>
  );
}

interface ErrorBarProps {
  readonly at: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

function ErrorBar({ at, low, middle, high }: ErrorBarProps) {
  return (
    <g class="error-bar">
      <line x1={low} x2={high} y1={at} y2={at} />
      <line x1={low} x2={low} y1={at - 7} y2={at + 7} />
      <line x1={high} x2={high} y1={at - 7} y2={at + 7} />
      <circle cx={middle} cy={at} r="5" />
    </g>
  );
}
