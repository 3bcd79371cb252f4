import type { Capacity, Timeline } from "../../../result.ts";
import { percentText } from "../../facts.ts";
import { texts, told } from "../state.ts";
import { thinned, ticksTo } from "./scale.ts";

type Known = Extract<Capacity, { readonly known: true }>;

const [WIDTH, HEIGHT] = [560, 280];
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
      <div class="drawing" role="img" aria-label={words.capacityChart(seen)}>
        <Ticks {...axes} />
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          {axes.ticksY.map((cores) => (
            <line key={cores} class="grid" x2={WIDTH} y1={y(cores)} y2={y(cores)} />
          ))}
          <polygon class="band" points={[...upper, ...lower].join(" ")} />
          {dots.map(([clients, cores], i) => (
            <circle key={i} class="sample" cx={x(clients)} cy={y(cores)} r="2.5" />
          ))}
          <polyline class="fit" points={fit.join(" ")} />
          <line class="limit" x2={WIDTH} y1={y(share)} y2={y(share)} />
          {!capped && <ErrorBar at={y(share)} low={x(low)} middle={x(perCore)} high={x(high)} />}
        </svg>
      </div>
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
          <li>
            <svg class="swatch" viewBox="0 0 24 8" aria-hidden="true">
              <line class="limit" x2="24" y1="4" y2="4" />
            </svg>
            {words.capacityLimit(percentText(told.value, share))}
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
  readonly ticksX: readonly number[];
  readonly ticksY: readonly number[];
}

function axesOf({ high, perCore, share, seen }: Known, dots: readonly Dot[]): AxesFacts {
  // An interval without an upper end would flatten everything else.
  const end = Math.min(Number.isFinite(high) ? high : perCore, 2 * Math.max(perCore, seen));
  const mostX = Math.max(end, perCore, seen) * HEADROOM;
  const mostY = dots.reduce((most, [, cores]) => Math.max(most, cores), share) * HEADROOM;
  const x = (players: number) => (Math.min(players, mostX) / mostX) * WIDTH;
  const y = (cores: number) => (1 - Math.max(0, cores) / mostY) * HEIGHT;
  return { x, y, ticksX: ticksTo(mostX, 6), ticksY: ticksTo(mostY, 5) };
}

/** Beside the drawing, not in it: they keep their size when it shrinks, and their ground is plain. */
function Ticks({ x, y, ticksX, ticksY }: AxesFacts) {
  const { figure } = told.value.n;
  const { capacityAxes } = texts.value;
  return (
    <>
      <span class="name-y">{capacityAxes.y}</span>
      <div class="ticks-y">
        {ticksY.map((cores) => (
          <span key={cores} style={{ top: `${(y(cores) / HEIGHT) * 100}%` }}>
            {figure(cores)}
          </span>
        ))}
      </div>
      <div class="ticks-x">
        {ticksX.map((players) => (
          <span key={players} style={{ left: `${(x(players) / WIDTH) * 100}%` }}>
            {figure(players)}
          </span>
        ))}
      </div>
      <span class="name-x">{capacityAxes.x}</span>
    </>
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
