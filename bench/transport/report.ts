import { floorOf, KINDS, type Kind } from "./kinds.ts";
import type { Idle, Run } from "./run.ts";

/** Runs that delivered less are no measurement: the machine was busy with something else. */
export const DELIVERED_MIN = 0.92;

/** One round: each kind once, one after the other. */
export type Round = readonly Run[];

export interface Ratio {
  readonly kind: Kind;
  readonly clients: number;
  /** Geometric mean of the CPU against the floor of the same round. */
  readonly mean: number;
  /** Of the 95 % interval. */
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
}

/** Student's t for a 95 % interval, by degrees of freedom. */
const T95 = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18] as const;

export const isSound = ({ delivered }: Run): boolean => delivered >= DELIVERED_MIN;

/** What each kind costs against the floor, by pairs within one round. */
export function ratios(rounds: readonly Round[], against?: Kind): Ratio[] {
  const found = new Map<string, { kind: Kind; clients: number; logs: number[] }>();
  for (const round of rounds) {
    for (const one of round.filter(isSound)) {
      const { kind, clients } = one;
      const floor = against ?? floorOf(kind);
      const other = round.find((run) => run.kind === floor && run.clients === clients);
      if (!other || other === one || !isSound(other)) continue;
      const key = `${kind} ${clients}`;
      const entry = found.get(key) ?? { kind, clients, logs: [] };
      entry.logs.push(Math.log(one.cpu / other.cpu));
      found.set(key, entry);
    }
  }
  return [...found.values()].map(({ kind, clients, logs }) => ({
    kind,
    clients,
    ...interval(logs),
  }));
}

function interval(logs: readonly number[]): Omit<Ratio, "kind" | "clients"> {
  const pairs = logs.length;
  const mean = logs.reduce((sum, log) => sum + log, 0) / pairs;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / Math.max(1, pairs - 1);
  const t = T95[Math.min(pairs - 2, T95.length - 1)];
  const half = t === undefined ? Number.NaN : t * Math.sqrt(variance / pairs);
  return { mean: Math.exp(mean), low: Math.exp(mean - half), high: Math.exp(mean + half), pairs };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The report as Markdown tables. */
export function markdown(rounds: readonly Round[], idle: readonly Idle[]): string {
  const runs = rounds.flat();
  const rejected = runs.filter((run) => !isSound(run));
  return [
    "### CPU of the server, times the floor of the same round",
    ratioTable(ratios(rounds)),
    ...againstSocketIo(rounds),
    "### Means of the runs",
    table(HEAD, [...groups(runs.filter(isSound))].map(line)),
    "### While nothing happens, µs of CPU per second",
    table(
      ["kind", "an empty room", "a silent client in a still room"],
      idle.map(({ kind, emptyRoom, silentClient }) => [
        kind,
        emptyRoom.toFixed(1),
        silentClient.toFixed(0),
      ]),
    ),
    `### Rejected, below ${DELIVERED_MIN * 100} % of the patches`,
    rejected.length === 0
      ? "None."
      : rejected
          .map(({ kind, clients, delivered }) => {
            return `- ${kind}, ${clients} clients: ${(delivered * 100).toFixed(0)} %`;
          })
          .join("\n"),
    "### Kinds",
    [...new Set(runs.map(({ kind }) => kind))].map((k) => `- ${k}: ${KINDS[k]}`).join("\n"),
  ].join("\n\n");
}

function againstSocketIo(rounds: readonly Round[]): string[] {
  const found = ratios(rounds, "socketio").filter(({ kind }) => kind.startsWith("ours"));
  return found.length === 0 ? [] : ["### The same, times socket.io", ratioTable(found)];
}

function ratioTable(found: readonly Ratio[]): string {
  return table(
    ["kind", "clients", "mean", "95 %", "pairs"],
    found.map(({ kind, clients, mean, low, high, pairs }) => [
      kind,
      clients,
      mean.toFixed(2),
      `${low.toFixed(2)} to ${high.toFixed(2)}`,
      pairs,
    ]),
  );
}

const HEAD = [
  "kind",
  "clients",
  "CPU ms/s",
  "B/s per client",
  "echo p50/p99 ms",
  "jitter p50/p99 ms",
  "CPU ms per join",
  "heap kB",
  "RSS kB",
  "mark-compacts in 30 s",
] as const;

function groups(runs: readonly Run[]): Map<string, Run[]> {
  const grouped = new Map<string, Run[]>();
  for (const run of runs) {
    const key = `${run.clients} ${run.kind}`;
    grouped.set(key, [...(grouped.get(key) ?? []), run]);
  }
  return grouped;
}

function line([, runs]: [string, Run[]]): (string | number)[] {
  const [first] = runs as [Run];
  const of = (value: (run: Run) => number, digits = 1) => mean(runs.map(value)).toFixed(digits);
  return [
    first.kind,
    first.clients,
    of(({ cpu }) => cpu),
    of(({ bytesPerClient }) => bytesPerClient, 0),
    `${of(({ latency }) => latency.p50)} / ${of(({ latency }) => latency.p99)}`,
    `${of(({ jitter }) => jitter.p50)} / ${of(({ jitter }) => jitter.p99)}`,
    of(({ cpuPerJoin }) => cpuPerJoin, 2),
    of(({ heapPerClient }) => heapPerClient),
    of(({ rssPerClient }) => rssPerClient, 0),
    of(({ markCompacts }) => markCompacts),
  ];
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const all = [head, head.map(() => "---"), ...rows];
  return all.map((row) => `| ${row.join(" | ")} |`).join("\n");
}
