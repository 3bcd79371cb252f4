// Written here because no maintained, typed library reads this format: npm's parsers of it date
// from years ago, throw at the first bad line, or read families without their samples.

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What one scrape said. */
export interface Scrape {
  readonly samples: readonly Sample[];
  /** Type by family, as its TYPE line tells it. */
  readonly types: ReadonlyMap<string, string>;
  /** Lines that are no sample and no comment: left out. */
  readonly malformed: number;
}

const BLANK = /^[ \t\r]*$/;
const TYPE_LINE = /^#[ \t]+TYPE[ \t]+(\S+)[ \t]+(\S+)/;
const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*(,?)/y;
const LABELS_END = /[ \t]*\}/y;
/** A value, and a time in ms that nobody here needs. */
const VALUE = /[ \t]*(\S+)(?:[ \t]+-?\d+)?[ \t\r]*$/y;
const WORDS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
};
const NONE = {};

/**
 * Reads Prometheus' text format 0.0.4. It never throws: what is malformed is skipped and counted.
 * @param wanted names of samples that are kept; all when left out
 */
export function parseMetrics(text: string, wanted?: (name: string) => boolean): Scrape {
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  let malformed = 0;
  // Lines end with \n alone: any other line break may stand within a label's value.
  for (const line of text.split("\n")) {
    if (line.startsWith("#")) {
      const [, family, type] = TYPE_LINE.exec(line) ?? [];
      if (family !== undefined && type !== undefined) types.set(family, type);
      continue;
    }
    if (BLANK.test(line)) continue;
    const sample = parseSample(line, wanted);
    if (sample === "malformed") malformed++;
    else if (sample !== "unwanted") samples.push(sample);
  }
  return { samples, types, malformed };
}

function parseSample(
  line: string,
  wanted?: (name: string) => boolean,
): Sample | "malformed" | "unwanted" {
  const name = match(NAME, line, 0)?.[0];
  if (name === undefined) return "malformed";
  if (wanted && !wanted(name)) return "unwanted";
  const braced = /^[ \t]*\{/.exec(line.slice(name.length));
  const read = braced
    ? parseLabels(line, name.length + braced[0].length)
    : { labels: NONE, end: name.length };
  if (!read) return "malformed";
  // Without braces a blank parts name and value, or the name would end anywhere.
  if (!braced && !/[ \t]/.test(line.charAt(name.length))) return "malformed";
  const value = parseValue(match(VALUE, line, read.end)?.[1]);
  return value === undefined ? "malformed" : { name, labels: read.labels, value };
}

function parseLabels(
  line: string,
  from: number,
): { readonly labels: Record<string, string>; readonly end: number } | undefined {
  const labels: Record<string, string> = {};
  let at = from;
  for (let more = true; more; ) {
    const found = match(LABEL, line, at);
    if (!found) break;
    const [whole, key = "", escaped = "", comma] = found;
    labels[key] = unescapeValue(escaped);
    at += whole.length;
    more = comma === ",";
  }
  const end = match(LABELS_END, line, at);
  return end ? { labels, end: at + end[0].length } : undefined;
}

function unescapeValue(escaped: string): string {
  if (!escaped.includes("\\")) return escaped;
  return escaped.replace(/\\([\\n"])/g, (_all, one: string) => (one === "n" ? "\n" : one));
}

function parseValue(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, sign = "", word = ""] = /^([+-]?)([a-z]+)$/i.exec(text) ?? [];
  if (word !== "") {
    const value = WORDS[word.toLowerCase()];
    return value === undefined || sign !== "-" ? value : -value;
  }
  const value = /^[+-]?[\d.]/.test(text) ? Number(text) : Number.NaN;
  return Number.isNaN(value) ? undefined : value;
}

function match(sticky: RegExp, line: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(line);
}
