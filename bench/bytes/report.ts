import type { Crowd } from "./crowd.ts";
import type { FigureBytes } from "./figures.ts";
import type { Share, Talkers } from "./talkers.ts";

/** All that one run found; the output of `--json`. */
export interface Report {
  readonly talkers: readonly Talkers[];
  readonly figure?: FigureBytes;
  readonly quiet?: { readonly bytesPerSecond: number; readonly framesPerSecond: number };
  readonly input?: Readonly<Record<string, number>>;
  readonly crowds: readonly Crowd[];
}

/** Fields below this share are one line together. */
const SMALL = 0.002;

export function print({ talkers, figure, quiet, input, crowds }: Report): void {
  for (const each of talkers) printTalkers(each);
  if (figure) {
    console.log("\nA figure in view, bytes per patch without its reference (medians):");
    console.table(figure);
  }
  if (quiet) {
    console.log("\nA watcher where one player stands still:");
    console.table(rounded(quiet));
  }
  if (input) {
    console.log("\nAn input, bytes per frame (the socket adds 6):");
    console.table(input);
  }
  if (crowds.length > 0) printCrowds(crowds);
}

function printTalkers({ seats, seconds, bytesPerSecond, fields, classes }: Talkers): void {
  console.log(
    `\n${seats} seats: one player receives ${Math.round(bytesPerSecond)} B/s (over ${seconds.toFixed(0)} s)`,
  );
  console.table(rowsOf(classes));
  const large = fields.filter(({ share }) => share >= SMALL);
  const small = fields.filter(({ share }) => share < SMALL);
  const rest = small.reduce((sum, { bytesPerSecond: bytes }) => sum + bytes, 0);
  console.table(rowsOf(large));
  console.log(`${small.length} more: ${rest.toFixed(1)} B/s together`);
}

const rowsOf = (shares: readonly Share[]) =>
  shares.map(({ name, bytesPerSecond, share, perSecond }) => ({
    for: name,
    "B/s": round(bytesPerSecond),
    "%": round(share * 100),
    "times/s": round(perSecond),
  }));

function printCrowds(crowds: readonly Crowd[]): void {
  console.log("\nEvery seat a client of its own, with a view each and all in one view:");
  console.table(
    crowds.map(({ seats, views, bytesPerClient, serverCpu, patches, inputs }) => ({
      seats,
      views: views ? "one each" : "one for all",
      "B/s per client": Math.round(bytesPerClient),
      "server CPU, ms/s": serverCpu === undefined ? "n/a" : Math.round(serverCpu),
      "patches/s per client": round(patches),
      "inputs/s per client": round(inputs),
    })),
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
const rounded = (figures: object) =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));
