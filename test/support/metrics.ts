import assert from "node:assert/strict";
import { tokenPass } from "../../server/pass.ts";
import { bootApp, type Running } from "./app.ts";
import { send } from "./operator.ts";

export const TOKEN = "a-token-for-the-scraper-of-the-tests";
export const PASS = "a-token-for-the-load-test-of-the-tests";
export const BEARER = { authorization: `Bearer ${TOKEN}` };
export const EMPTY_ROOM = { kind: "create", game: "arena", options: { fill: 0 } } as const;

/** An app whose metrics open to {@link TOKEN}, and to a load test with {@link PASS}. */
export const bootMeasured = (replaced: Parameters<typeof bootApp>[0] = {}) =>
  bootApp({
    ...replaced,
    opensMetrics: tokenPass(TOKEN),
    liftsLimits: tokenPass(PASS),
    stateCheckMs: 200,
  });

export const askMetrics = (app: Running, headers: Record<string, string> = {}) =>
  send(app.url, { path: "/metrics", headers });

export async function scrape(app: Running): Promise<Scraped> {
  const answer = await askMetrics(app, BEARER);
  assert.equal(answer.status, 200);
  return new Scraped(answer.text);
}

/** One line of Prometheus' text: `name{label="value",…} number`. */
const LINE = /^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$/;

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a scrape said. */
export class Scraped {
  readonly samples: readonly Sample[];

  constructor(text: string) {
    const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    this.samples = lines.map(parse);
  }

  /** All of a series with these labels among theirs. */
  all(name: string, labels: Record<string, string> = {}): readonly Sample[] {
    const given = Object.entries(labels);
    return this.samples.filter(
      (found) => found.name === name && given.every(([key, value]) => found.labels[key] === value),
    );
  }

  /** The sum of all of them; undefined where there is none. */
  get(name: string, labels: Record<string, string> = {}): number | undefined {
    const found = this.all(name, labels);
    if (found.length === 0) return undefined;
    return found.reduce((sum, { value }) => sum + value, 0);
  }

  /** The same, where there has to be one. */
  of(name: string, labels: Record<string, string> = {}): number {
    const value = this.get(name, labels);
    if (value === undefined) throw new Error(`no series ${name} ${JSON.stringify(labels)}`);
    return value;
  }
}

function parse(line: string): Sample {
  const [, name, labels = "", value] = LINE.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`not a sample: ${line}`);
  const pairs = [...labels.matchAll(/([a-z_]+)="([^"]*)"/g)];
  const read = value === "+Inf" ? Infinity : Number(value);
  return {
    name,
    labels: Object.fromEntries(pairs.map(([, key, text]) => [key, text])),
    value: read,
  };
}
