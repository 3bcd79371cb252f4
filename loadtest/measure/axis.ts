import { TIMELINE_COLUMNS, type Timeline, type TimelineColumn } from "../result.ts";

export type Row = Readonly<Record<TimelineColumn, number | null>>;
type Merge = "sum" | "max" | "min" | "mean";

/** More would neither be seen in a chart nor fit a report: a day of seconds is thinned to this. */
export const POINTS_MAX = 3600;

/**
 * What becomes of a column when neighbouring seconds are merged. Percentiles cannot be merged, so a
 * point tells the worst of its seconds. The heap tells its lowest: what a collection left.
 */
const MERGE: Readonly<Record<TimelineColumn, Merge>> = {
  connected: "max",
  joins: "sum",
  failedJoins: "sum",
  errors: "sum",
  drops: "sum",
  echoP50: "max",
  echoP95: "max",
  echoP99: "max",
  echoMax: "max",
  intervalP95: "max",
  stalenessP95: "max",
  bytesIn: "mean",
  bytesOut: "mean",
  generatorCores: "mean",
  generatorLagP99: "max",
  serverCores: "mean",
  serverLagP99: "max",
  serverLagMax: "max",
  tickP50: "max",
  tickP99: "max",
  overruns: "sum",
  rssMb: "max",
  heapMb: "min",
  gcMs: "mean",
  rooms: "max",
  players: "max",
  sendQueueBytes: "max",
};

const EMPTY = Object.fromEntries(TIMELINE_COLUMNS.map((id) => [id, null])) as Row;

/** A row in which nothing but this was measured. */
export const rowOf = (measured: Partial<Row>): Row => ({ ...EMPTY, ...measured });

interface Point {
  readonly row: Row;
  /** So many seconds are in it. */
  readonly seconds: number;
}

/**
 * Rows second by second, from second 0 on, of which at most `POINTS_MAX` are kept: beyond, two
 * neighbours become one, and from then on each point takes in twice as many seconds.
 */
export class Axis {
  readonly #points: Point[] = [];
  #span = 1;

  push(row: Row): void {
    const last = this.#points.at(-1);
    if (last !== undefined && last.seconds < this.#span) {
      this.#points[this.#points.length - 1] = join(last, { row, seconds: 1 });
      return;
    }
    if (this.#points.length === POINTS_MAX) this.#halve();
    this.#points.push({ row, seconds: 1 });
  }

  copy(): Axis {
    const copy = new Axis();
    copy.#points.push(...this.#points);
    copy.#span = this.#span;
    return copy;
  }

  /** @param more what else was measured at second `t`; rows may be thinner than seconds */
  timeline(more: (t: number) => Partial<Row>): Timeline {
    const t: number[] = [];
    const columns = Object.fromEntries(
      TIMELINE_COLUMNS.map((id) => [id, [] as (number | null)[]]),
    ) as Record<TimelineColumn, (number | null)[]>;
    let second = 0;
    for (const { row, seconds } of this.#points) {
      const others = { row: rowOf(more(second)), seconds: 1 };
      const beside = Array.from({ length: seconds - 1 }, (_none, at) =>
        rowOf(more(second + at + 1)),
      )
        .map((found) => ({ row: found, seconds: 1 }))
        .reduce(join, others);
      for (const id of TIMELINE_COLUMNS) columns[id].push(row[id] ?? beside.row[id]);
      t.push(second);
      second += seconds;
    }
    return { t, columns };
  }

  #halve(): void {
    const pairs = this.#points.splice(0);
    for (let at = 0; at < pairs.length; at += 2) {
      const [first, second] = pairs.slice(at, at + 2);
      if (first && second) this.#points.push(join(first, second));
    }
    this.#span *= 2;
  }
}

function join(first: Point, second: Point): Point {
  const merged = TIMELINE_COLUMNS.map((id) => [id, mergeColumn(id, first, second)]);
  return {
    row: Object.fromEntries(merged) as Row,
    seconds: first.seconds + second.seconds,
  };
}

function mergeColumn(id: TimelineColumn, first: Point, second: Point): number | null {
  const a = first.row[id];
  const b = second.row[id];
  if (a === null || b === null) return a ?? b;
  switch (MERGE[id]) {
    case "sum":
      return a + b;
    case "max":
      return Math.max(a, b);
    case "min":
      return Math.min(a, b);
    case "mean":
      return (a * first.seconds + b * second.seconds) / (first.seconds + second.seconds);
  }
}
