import { Gauge } from "prom-client";
import type { Histogram } from "../../engine/histogram.ts";
import {
  type Labels,
  labelled,
  type Sample,
  type TextRegistry,
  textOf,
  type Written,
} from "./text.ts";

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
class Series<Scrape> extends Gauge implements Written {
  readonly #definition: Definition<Scrape>;
  readonly #current: () => Scrape;

  constructor(definition: Definition<Scrape>, current: () => Scrape, registry: TextRegistry) {
    const { name, help } = definition;
    super({ name, help, registers: [registry] });
    this.#definition = definition;
    this.#current = current;
  }

  text(): string {
    return textOf(this.#definition, this.#definition.read(this.#current()));
  }
}

/** Adds all of these to the registry; `current` gives them what the last scrape has gathered. */
export function register<Scrape>(
  registry: TextRegistry,
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

const SECONDS = 1e-3;
const bounds = new WeakMap<readonly number[], readonly string[]>();

/** Upper bounds in ms, as text in seconds. */
function boundsText(given: readonly number[]): readonly string[] {
  // Rounded, or the third of a millisecond would come with sixteen digits.
  const seconds = (ms: number) => String(Number((ms * SECONDS).toPrecision(6)));
  const text = bounds.get(given) ?? [...given.map(seconds), "+Inf"];
  bounds.set(given, text);
  return text;
}

/** A histogram of ms, told in seconds. */
export function* histogramSamples(
  name: string,
  { histogram, labels }: { histogram: Histogram; labels: Labels },
): Iterable<Sample> {
  const { counts } = histogram;
  const metricName = `${name}_bucket`;
  let count = 0;
  const buckets = labelled(labels, "le", boundsText(histogram.bounds));
  for (let at = 0; at < buckets.length; at++) {
    count += counts[at] as number;
    yield { metricName, labels: buckets[at] as Labels, value: count };
  }
  yield { metricName: `${name}_sum`, labels, value: histogram.sum * SECONDS };
  yield { metricName: `${name}_count`, labels, value: count };
}
