import { Registry } from "prom-client";

export type Labels = Readonly<Record<string, string>>;

/** One line of the text. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
  /** Where it is not the series' own: the parts of a histogram. */
  readonly metricName?: string;
}

/** What its registry needs to know of a series. */
export interface Written {
  text(): string;
}

/**
 * Writes its series itself: the library's 2 µs for each line were 26 ms for 500 rooms, a tick's
 * time with every scrape.
 */
export class TextRegistry extends Registry {
  /** Called by `metrics()` for each; the library's types leave it out. */
  getMetricsAsString(series: Written): Promise<string> {
    return Promise.resolve(series.text());
  }
}

interface Head {
  readonly name: string;
  readonly help: string;
  readonly type: string;
}

/** The lines of one series, in Prometheus' text format. */
export function textOf({ name, help, type }: Head, samples: Iterable<Sample>): string {
  const lines = [`# HELP ${name} ${escaped(help)}`, `# TYPE ${name} ${type}`];
  for (const { metricName = name, labels, value } of samples) {
    lines.push(`${metricName}${labelsText(labels)} ${value}`);
  }
  return lines.join("\n");
}

const texts = new WeakMap<Labels, string>();

function labelsText(labels: Labels): string {
  const known = texts.get(labels);
  if (known !== undefined) return known;
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${escaped(value).replace(/"/g, '\\"')}"`,
  );
  // Joined, not concatenated: one flat string, which each later text is quicker to make of.
  const text = pairs.length === 0 ? "" : ["{", pairs.join(","), "}"].join("");
  texts.set(labels, text);
  return text;
}

const escaped = (text: string): string => text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n");

const variants = new WeakMap<Labels, Map<readonly string[], readonly Labels[]>>();

/**
 * These labels with one more, once for each of its values. For the same objects it answers the same
 * ones, whose text has been written already.
 */
export function labelled(
  labels: Labels,
  name: string,
  values: readonly string[],
): readonly Labels[] {
  const known = variants.get(labels) ?? new Map<readonly string[], readonly Labels[]>();
  variants.set(labels, known);
  const made = known.get(values) ?? values.map((value) => ({ ...labels, [name]: value }));
  known.set(values, made);
  return made;
}
