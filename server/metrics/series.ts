import { Gauge, type Registry } from "prom-client";
import type { Histogram } from "../../engine/histogram.ts";

type Labels = Readonly<Record<string, string>>;

/** One line of the text. */
interface Sample {
  readonly labels: Labels;
  readonly value: number;
  /** Where it is not the series' own: the parts of a histogram. */
  readonly metricName?: string;
}

/** How one series is read out of what a scrape has gathered. */
export interface Definition<Scrape> {
  readonly name: string;
  readonly help: string;
  readonly type: "gauge" | "counter" | "histogram";
  read(scrape: Scrape): Iterable<Sample>;
}

/**
 * A metric that keeps nothing: its samples are read when somebody asks, so counting costs what an
 * integer costs, and the series of a room end with the room.
 */
class Series<Scrape> extends Gauge {
  readonly #definition: Definition<Scrape>;
  readonly #current: () => Scrape;

  constructor(definition: Definition<Scrape>, current: () => Scrape, registry: Registry) {
    const { name, help } = definition;
    super({ name, help, registers: [registry] });
    this.#definition = definition;
    this.#current = current;
  }

  override get() {
    const { name, help, type, read } = this.#definition;
    const values = [...read(this.#current())];
    // The library's own types give each type of metric a number, and its code a word.
    return Promise.resolve({
      name,
      help,
      type,
      values,
      aggregator: "sum",
    }) as unknown as ReturnType<Gauge["get"]>;
  }
}

/** Adds all of these to the registry; `current` gives them what the last scrape has gathered. */
export function register<Scrape>(
  registry: Registry,
  definitions: readonly Definition<Scrape>[],
  current: () => Scrape,
): void {
  for (const definition of definitions) new Series(definition, current, registry);
}

const NONE: Labels = {};

export const sample = (value: number, labels: Labels = NONE): Sample => ({ labels, value });

/** A gauge or counter without labels; what was not measured has no line, rather than a zero. */
export const single = <Scrape>(
  { name, help, type }: Omit<Definition<Scrape>, "read">,
  value: (scrape: Scrape) => number | undefined,
): Definition<Scrape> => ({
  name,
  help,
  type,
  read(scrape) {
    const read = value(scrape);
    return read === undefined ? [] : [sample(read)];
  },
});

/** A counter with one label, which says what was counted. */
export const tallied = <Scrape>(
  { name, help, label }: { name: string; help: string; label: string },
  counts: (scrape: Scrape) => Iterable<readonly [string, number]>,
): Definition<Scrape> => ({
  name,
  help,
  type: "counter",
  *read(scrape) {
    for (const [id, count] of counts(scrape)) yield sample(count, { [label]: id });
  },
});

/** @param scale of the histogram's own unit in the series': 0.001 for ms told in seconds */
export function* histogramSamples(
  name: string,
  { histogram, labels, scale }: { histogram: Histogram; labels: Labels; scale: number },
): Iterable<Sample> {
  let count = 0;
  for (const [at, more] of histogram.counts.entries()) {
    count += more;
    const bound = histogram.bounds[at];
    // Rounded, or the third of a millisecond would come with sixteen digits.
    const le = bound === undefined ? "+Inf" : String(Number((bound * scale).toPrecision(6)));
    yield { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
  }
  yield { metricName: `${name}_sum`, labels, value: histogram.sum * scale };
  yield { metricName: `${name}_count`, labels, value: count };
}
